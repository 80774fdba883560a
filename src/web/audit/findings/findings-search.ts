/** What an address may ask of the list of findings. */
export const FINDING_FILTERS = [
  'state',
  'severity',
  'overdue',
  'dueFrom',
  'agencyCode',
  'order',
  'rule',
  'after',
] as const;
export type FindingsSearch = { readonly [name in (typeof FINDING_FILTERS)[number]]?: string | undefined };
