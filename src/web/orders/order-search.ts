import type { CallArgs } from '../client/operation.ts';
import { plainText, readDay, readMoney, readWhole } from '../ui/typed-values.ts';

/** What of the list of orders stands in the address, as the contract calls it. */
export const ORDER_FILTERS = [
  'search',
  'state',
  'outcome',
  'awaitingReviewBy',
  'lapsesUntil',
  'overdue',
  'overpaid',
  'rule',
  'fiscalYear',
  'submittedFrom',
  'submittedUntil',
  'totalFrom',
  'totalUntil',
  'supplier',
  'agencyCode',
  'sort',
  'after',
] as const;

export type OrderSearch = { readonly [name in (typeof ORDER_FILTERS)[number]]?: string | undefined };

const PAGE_ROWS = 50;

/** The question to the gate. Somebody may have written the address by hand: what is no state, the gate refuses. */
export function queryOf(search: OrderSearch): NonNullable<CallArgs<'listOrders'>['query']> {
  return { limit: PAGE_ROWS, ...search } as NonNullable<CallArgs<'listOrders'>['query']>;
}

/** Whether anything is left out by a filter; sorting and paging leave nothing out. */
export function isFiltered({ after: _after, sort: _sort, ...filters }: OrderSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

/** Filters that are typed, in the order in which they stand on the page. */
export const TYPED_FILTERS = [
  'fiscalYear',
  'submittedFrom',
  'submittedUntil',
  'totalFrom',
  'totalUntil',
  'rule',
] as const;

type TypedFilter = (typeof TYPED_FILTERS)[number];
export type TypedFilters = { readonly [name in TypedFilter]: string };

export function shownFilters(search: OrderSearch): TypedFilters {
  const shown = TYPED_FILTERS.map((name) => [name, search[name] ?? ''] as const);
  return Object.fromEntries(shown) as { [name in TypedFilter]: string };
}

const FIRST_YEAR = 2000;

/** What was typed as the contract writes it, and what cannot be read as that. */
export function readFilters(
  typed: TypedFilters,
  today: string,
): { readonly filters: OrderSearch; readonly wrong: readonly TypedFilter[] } {
  const read = TYPED_FILTERS.map((name) => [name, readFilter(name, typed[name], today)] as const);
  return {
    filters: Object.fromEntries(read.filter(([, value]) => value !== null)),
    wrong: read.flatMap(([name, value]) => (value === null ? [name] : [])),
  };
}

/** Nothing where nothing is typed, null where it is no such value. */
function readFilter(name: TypedFilter, typed: string, today: string): string | undefined | null {
  if (typed.trim() === '') return undefined;
  switch (name) {
    case 'fiscalYear':
      return readWhole(typed, FIRST_YEAR)?.toString() ?? null;
    case 'submittedFrom':
    case 'submittedUntil':
      return readDay(typed, today) ?? null;
    case 'totalFrom':
    case 'totalUntil':
      return readMoney(typed) ?? null;
    case 'rule':
      return /^[A-Z]{2,4}-\d{2}$/.exec(plainText(typed).toUpperCase())?.[0] ?? null;
  }
}
