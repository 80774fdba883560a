import type { Operation, OperationId } from '../client/operation.ts';
import {
  acceptFiling,
  createCampaign,
  handOverDraft,
  importPersons,
  listBudgetLines,
  listMatters,
  listOrders,
  listProposals,
  listUnregisteredOrders,
  listWaivers,
  reportBudgetExecution,
  reportRoster,
  reportUnusedMoney,
  rollUp,
  saveFilingDraft,
  submitOrder,
  turnDownOrder,
} from '../client/operations.generated.ts';
import type { BothLanguages } from '../words/both-languages.ts';

const zh = {
  home: '待办',
  reviews: '审核台',
  orders: '采购订单',
  newOrder: '新建订单',
  drafts: '订单草稿',
  deliveries: '验收',
  budgetLines: '预算指标',
  execution: '预算执行',
  unusedMoney: '存量资金',
  waivers: '豁免',
  proposals: '待签事项',
  filings: '我的报表',
  campaigns: '报送任务',
  filed: '审核报表',
  matters: '整改事项',
  forms: '表样',
  roster: '责任人信息库',
  newAccounts: '开通账户',
  me: '我的账户',
};
const en: typeof zh = {
  home: 'To do',
  reviews: 'Review desk',
  orders: 'Orders',
  newOrder: 'New order',
  drafts: 'Drafts of orders',
  deliveries: 'Deliveries',
  budgetLines: 'Budget lines',
  execution: 'Budget execution',
  unusedMoney: 'Unused money',
  waivers: 'Waivers',
  proposals: 'Proposals',
  filings: 'My filings',
  campaigns: 'Campaigns',
  filed: 'Filings to review',
  matters: 'Rectifications',
  forms: 'Forms',
  roster: 'Responsible persons',
  newAccounts: 'Create accounts',
  me: 'My account',
};

export const NAVIGATION_WORDS: BothLanguages<typeof zh> = { zh, en };

/** What people call a thing that is found on a page named otherwise: letters of demand are on the page of their campaign. */
export const ALSO_NAMED: { readonly [name in keyof typeof zh]?: readonly string[] } = {
  campaigns: ['催报通知', '逾期未报', 'letters of demand', 'reminders', 'overdue'],
  filings: ['催报通知', 'letters of demand', 'reminders'],
};

export interface Place {
  readonly name: keyof typeof zh;
  readonly to: string;
  /** Who may not call it does not see the place. Absent for what everybody has. */
  readonly by?: Operation<OperationId>;
}

export const PLACES: readonly Place[] = [
  { name: 'home', to: '/' },
  { name: 'reviews', to: '/reviews', by: turnDownOrder },
  { name: 'orders', to: '/orders', by: listOrders },
  { name: 'newOrder', to: '/orders/new', by: submitOrder },
  { name: 'drafts', to: '/drafts', by: handOverDraft },
  { name: 'deliveries', to: '/deliveries', by: listUnregisteredOrders },
  { name: 'budgetLines', to: '/budget-lines', by: listBudgetLines },
  { name: 'execution', to: '/budget-execution', by: reportBudgetExecution },
  { name: 'unusedMoney', to: '/unused-money', by: reportUnusedMoney },
  { name: 'waivers', to: '/waivers', by: listWaivers },
  { name: 'proposals', to: '/proposals', by: listProposals },
  { name: 'filings', to: '/filings', by: saveFilingDraft },
  { name: 'campaigns', to: '/campaigns', by: rollUp },
  { name: 'filed', to: '/filed', by: acceptFiling },
  { name: 'matters', to: '/matters', by: listMatters },
  { name: 'forms', to: '/forms', by: createCampaign },
  { name: 'roster', to: '/roster', by: reportRoster },
  { name: 'newAccounts', to: '/accounts/new', by: importPersons },
  { name: 'me', to: '/me' },
];

/** What stands in the address under another area than it belongs to. The first that a person has counts. */
const BELONGS: readonly { readonly to: RegExp; readonly areas: readonly Place['name'][] }[] = [
  { to: /^\/orders\/[^/]+\/(accept|acceptances|return)(\/|$)/, areas: ['deliveries', 'orders'] },
  { to: /^\/payments\//, areas: ['orders', 'deliveries'] },
  { to: /^\/orders\/[^/]+\/waiver$/, areas: ['orders', 'waivers'] },
  { to: /^\/campaigns\/[^/]+\/paper$/, areas: ['filings', 'campaigns'] },
];

/** The place that a page belongs to, of those that a person has: a record to its list, and an act on it as well. */
export function areaOf(path: string, places: readonly Place[]): Place | undefined {
  const named = BELONGS.find(({ to }) => to.test(path))?.areas ?? [];
  const found = named.flatMap((name) => places.find((place) => place.name === name) ?? [])[0];
  if (found !== undefined) return found;
  const around = places.filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)));
  return around.sort((one, other) => other.to.length - one.to.length)[0];
}
