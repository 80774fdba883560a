import type { Operation, OperationId } from '../../client/operation.ts';
import {
  amendOrder,
  contractOrder,
  createWaiver,
  getOrder,
  getProposal,
  getWaiver,
  listOrders,
  listProposals,
  listWaivers,
  submitOrder,
  turnDownOrder,
} from '../../client/operations.generated.ts';
import type { GlossaryWord } from './glossary.ts';
import type { KeyGroup } from './keys-words.ts';
import type { PageName } from './pages-words.ts';

/** What is told of a page besides what it shows. */
export interface Page {
  readonly name: PageName;
  /** Who may not call it has no use of the page. Absent where everybody has. */
  readonly by?: Operation<OperationId>;
  readonly words?: readonly GlossaryWord[];
  readonly keys?: readonly KeyGroup[];
}

const GRID: readonly KeyGroup[] = ['grid', 'order'];
const GOODS: readonly GlossaryWord[] = ['plan', 'spare', 'reserved', 'finding'];
const LIST: readonly KeyGroup[] = ['list'];

/** By the id of the route. */
const PAGES: { readonly [route: string]: Page } = {
  '/': { name: 'home', words: ['approved', 'referred', 'proposal', 'undertaking'] },
  '/orders': { name: 'orders', by: listOrders, words: ['approved', 'referred', 'finding', 'reach'], keys: LIST },
  '/orders/new': { name: 'newOrder', by: submitOrder, words: GOODS, keys: GRID },
  '/orders/$id': {
    name: 'order',
    by: getOrder,
    words: ['approved', 'referred', 'finding', 'waiver', 'plan', 'reserved', 'ruleSet'],
    keys: ['tabs'],
  },
  '/orders/$id/amend': { name: 'amend', by: amendOrder, words: GOODS, keys: GRID },
  '/orders/$id/contract': { name: 'contract', by: contractOrder, words: ['approved', 'reserved'] },
  '/orders/$id/waiver': { name: 'waiverRequest', by: createWaiver, words: ['waiver', 'finding', 'proposal'] },
  '/reviews': { name: 'reviews', by: turnDownOrder, words: ['referred', 'finding', 'waiver'], keys: LIST },
  '/reviews/$id': { name: 'review', by: turnDownOrder, words: ['finding', 'waiver', 'proposal', 'ruleSet'] },
  '/waivers': { name: 'waivers', by: listWaivers, words: ['waiver', 'finding'], keys: LIST },
  '/waivers/$id': { name: 'waiver', by: getWaiver, words: ['waiver', 'proposal'] },
  '/proposals': { name: 'proposals', by: listProposals, words: ['proposal', 'digest'], keys: ['list', 'tabs'] },
  '/proposals/$id': { name: 'proposal', by: getProposal, words: ['proposal', 'digest', 'waiver'] },
  '/me': { name: 'me', words: ['reach'] },
};

export function pageOf(route: string): Page | undefined {
  return Object.hasOwn(PAGES, route) ? PAGES[route] : undefined;
}
