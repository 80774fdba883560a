import type { Operation, OperationId } from '../../client/operation.ts';
import {
  amendOrder,
  checkForm,
  contractOrder,
  createCampaign,
  createWaiver,
  fileOnPaper,
  getBudgetLine,
  getCampaign,
  getFiling,
  getForm,
  getMatter,
  getOrder,
  getProposal,
  getWaiver,
  importPersons,
  listBudgetLines,
  listCampaigns,
  listDrafts,
  listForms,
  listMatters,
  listOrders,
  listProposals,
  listUnregisteredOrders,
  listWaivers,
  openMatter,
  reportBudgetExecution,
  reportRoster,
  reportUnusedMoney,
  reviseBudgetLine,
  rollUp,
  saveFilingDraft,
  submitOrder,
  transferBudget,
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
  '/owed': { name: 'owed', words: ['undertaking'], keys: ['list'] },
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
  '/drafts': { name: 'drafts', by: listDrafts, keys: LIST },
  '/deliveries': { name: 'deliveries', by: listUnregisteredOrders, words: ['undertaking'], keys: ['list', 'tabs'] },
  '/budget-lines': { name: 'budgetLines', by: listBudgetLines, words: ['reserved', 'reach'], keys: LIST },
  '/budget-lines/$code': { name: 'budgetLine', by: getBudgetLine, words: ['reserved'], keys: LIST },
  '/budget-lines/$code/revise': { name: 'reviseLine', by: reviseBudgetLine, words: ['reserved', 'proposal'] },
  '/budget-lines/$code/transfer': { name: 'transferLine', by: transferBudget, words: ['reserved', 'proposal'] },
  '/budget-execution': { name: 'execution', by: reportBudgetExecution, words: ['reserved', 'reach'], keys: LIST },
  '/unused-money': { name: 'unusedMoney', by: reportUnusedMoney, words: ['reserved', 'reach'], keys: LIST },
  '/filings': { name: 'filings', by: saveFilingDraft, words: ['proposal'], keys: LIST },
  '/filings/$campaign': { name: 'filing', by: saveFilingDraft, words: ['proposal'] },
  '/campaigns': { name: 'campaigns', by: listCampaigns, words: ['reach'], keys: LIST },
  '/campaigns/new': { name: 'newCampaign', by: createCampaign, words: ['proposal'] },
  '/campaigns/$id': { name: 'campaign', by: getCampaign, words: ['proposal'], keys: LIST },
  '/campaigns/$id/change': { name: 'newCampaign', by: createCampaign, words: ['proposal'] },
  '/campaigns/$id/paper': { name: 'paperFiling', by: fileOnPaper, words: ['proposal'] },
  '/campaigns/$id/sums': { name: 'sums', by: rollUp, keys: LIST },
  // Whoever reads sums reads what stands behind them.
  '/filed': { name: 'filed', by: rollUp, keys: LIST },
  '/filed/$id': { name: 'filedOne', by: getFiling },
  '/matters': { name: 'matters', by: listMatters, words: ['reach'], keys: LIST },
  '/matters/new': { name: 'newMatter', by: openMatter },
  '/matters/$id': { name: 'matter', by: getMatter, words: ['proposal'] },
  '/forms': { name: 'forms', by: listForms, keys: LIST },
  '/forms/new': { name: 'newForm', by: checkForm, words: ['proposal'] },
  '/forms/$form': { name: 'form', by: getForm },
  '/roster': { name: 'roster', by: reportRoster, words: ['reach'], keys: LIST },
  '/roster/$code': { name: 'rosterAgency', by: reportRoster },
  '/accounts/new': { name: 'newAccounts', by: importPersons, words: ['proposal', 'reach'] },
  '/proposals': { name: 'proposals', by: listProposals, words: ['proposal', 'digest'], keys: ['list', 'tabs'] },
  '/proposals/$id': { name: 'proposal', by: getProposal, words: ['proposal', 'digest', 'waiver'] },
  '/me': { name: 'me', words: ['reach'] },
};

export function pageOf(route: string): Page | undefined {
  return Object.hasOwn(PAGES, route) ? PAGES[route] : undefined;
}
