import type { Schemas } from '../client/operation.ts';

type Entry = Schemas['InTrayEntry'];

type Place =
  | '/audit-findings'
  | '/campaigns'
  | '/deliveries'
  | '/drafts'
  | '/filed'
  | '/filings'
  | '/matters'
  | '/orders'
  | '/owed'
  | '/proposals'
  | '/rule-sets'
  | '/reviews'
  | '/time-requests';

/** Where the list behind a count is shown. */
const PLACES: { readonly [operation: string]: Place | undefined } = {
  listAuditFindings: '/audit-findings',
  listCampaigns: '/campaigns',
  listDrafts: '/drafts',
  listFilings: '/filed',
  listMatters: '/matters',
  listOrders: '/orders',
  listOwedFilings: '/filings',
  listProposals: '/proposals',
  listRuleSets: '/rule-sets',
  listTimeRequests: '/time-requests',
};

export interface ShownList {
  readonly to: Place;
  readonly search: Entry['query'];
}

/** Where a kind has a list of its own: with the act beside each row, or of what one unit owes of all campaigns. */
const LISTS_OF_KINDS: { readonly [kind in Entry['kind']]?: Pick<ShownList, 'to'> & Partial<ShownList> } = {
  'delivery-to-accept': { to: '/deliveries' },
  'order-to-review': { to: '/reviews', search: {} },
  'score-to-answer': { to: '/filings', search: { state: 'accepted' } },
};

/** Nothing that is owed is left out: what has no page of its own is told on one for all kinds. */
export function listOf({ kind, operation, query }: Pick<Entry, 'kind' | 'operation' | 'query'>): ShownList {
  const own = LISTS_OF_KINDS[kind];
  const to = own?.to ?? PLACES[operation];
  return to === undefined ? { to: '/owed', search: { kind } } : { to, search: own?.search ?? query };
}
