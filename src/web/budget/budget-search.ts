import type { CallArgs } from '../client/operation.ts';
import { isAsked } from '../ui/search.ts';
import { today } from '../ui/time.ts';

/** What an address may ask: of the lines, of the sums over them, of what is not used, and of one line. */
export const LINES_FILTERS = ['fiscalYear', 'region', 'agencyCode', 'on', 'sort', 'after'] as const;
export const EXECUTION_FILTERS = [...LINES_FILTERS, 'below', 'groupBy'] as const;
export const UNUSED_FILTERS = ['fiscalYear', 'region', 'agencyCode', 'atLeastPercent', 'after'] as const;
export const LINE_FILTERS = ['on', 'orderId', 'after'] as const;

type Search<Name extends string> = { readonly [name in Name]?: string | undefined };

export type LinesSearch = Search<(typeof LINES_FILTERS)[number]>;
export type ExecutionSearch = Search<(typeof EXECUTION_FILTERS)[number]>;
export type UnusedSearch = Search<(typeof UNUSED_FILTERS)[number]>;
export type LineSearch = Search<(typeof LINE_FILTERS)[number]>;

/** What every question about a year's lines has. */
export type ScopeSearch = Pick<LinesSearch, 'fiscalYear' | 'region' | 'agencyCode' | 'on'>;

/** The year that nobody has to choose. */
export function thisYear(): string {
  return today().slice(0, 4);
}

/** Figures of a day are those of its last moment in China. */
export function momentOf(on: string | undefined): { readonly at?: string } {
  return on === undefined ? {} : { at: `${on}T23:59:59.999+08:00` };
}

/** Whether anything is left out; sorting and paging leave nothing out. */
export function isNarrowed({ sort: _order, after: _page, ...filters }: ExecutionSearch): boolean {
  return isAsked(filters);
}

export type ExecutionQuery = CallArgs<'reportBudgetExecution'>['query'];

/** The question to the gate, but for the page. Somebody may have written the address by hand: what is no year, the gate refuses. */
export function executionQuery({ on, after: _page, ...search }: ExecutionSearch): ExecutionQuery {
  return { ...search, fiscalYear: search.fiscalYear ?? thisYear(), ...momentOf(on) } as unknown as ExecutionQuery;
}

export type UnusedQuery = CallArgs<'reportUnusedMoney'>['query'];

export function unusedQuery({ after: _page, ...search }: UnusedSearch): UnusedQuery {
  return { ...search, fiscalYear: search.fiscalYear ?? thisYear() } as unknown as UnusedQuery;
}
