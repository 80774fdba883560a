/** What of the list of orders stands in the address. */
export const ORDER_FILTERS = ['state', 'outcome', 'reference', 'awaitingReviewBy', 'after'] as const;

export type OrderSearch = { readonly [name in (typeof ORDER_FILTERS)[number]]?: string };
