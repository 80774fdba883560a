/** What an address may ask of the list. */
export const MATTER_FILTERS = [
  'state',
  'awaits',
  'overdue',
  'answerAwaited',
  'dueFrom',
  'region',
  'agencyCode',
  'after',
] as const;
export type MattersSearch = { readonly [name in (typeof MATTER_FILTERS)[number]]?: string | undefined };
