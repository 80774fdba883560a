import type { CallArgs } from '../client/operation.ts';

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
export function isFiltered(search: OrderSearch): boolean {
  return Object.keys(search).some((name) => name !== 'after' && name !== 'sort');
}
