import type { Operation, OperationId } from '../client/operation.ts';
import {
  acceptFiling,
  createCampaign,
  handOverDraft,
  importPersons,
  listAgencies,
  listAlertDigests,
  listAlerts,
  listAllocations,
  listAuditFindings,
  listBudgetLines,
  listDebarments,
  listDevices,
  listEntitlements,
  listInstallations,
  listLicenceShortfalls,
  listLogCheckpoints,
  listLogEntries,
  listMatters,
  listOrders,
  listPlanFilings,
  listProducts,
  listProposals,
  listRuleSets,
  listSoftwareNames,
  listSuppliers,
  listUnregisteredOrders,
  listWaivers,
  refuseMoreTime,
  reportBudgetExecution,
  reportLicencePositions,
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
  findings: '审计问题',
  rules: '规则',
  log: '存证日志',
  checkpoints: '日志检查点',
  proposals: '待签事项',
  filings: '我的报表',
  campaigns: '报送任务',
  filed: '审核报表',
  timeRequests: '延期申请',
  matters: '整改事项',
  forms: '表样',
  roster: '责任人信息库',
  newAccounts: '开通账户',
  alerts: '提醒',
  alertDigests: '每日提醒摘要',
  planFilings: '实施计划备案',
  positions: '授权余缺',
  shortfalls: '缺口明细',
  devices: '设备与授权',
  entitlements: '授权',
  installations: '安装',
  allocations: '授权分配',
  products: '产品库',
  softwareNames: '软件名称对照',
  suppliers: '供应商',
  debarments: '供应商黑名单',
  agencies: '单位',
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
  findings: 'Audit findings',
  rules: 'Rules',
  log: 'Log',
  checkpoints: 'Checkpoints of the log',
  proposals: 'Proposals',
  filings: 'My filings',
  campaigns: 'Campaigns',
  filed: 'Filings to review',
  timeRequests: 'Requests for more time',
  matters: 'Rectifications',
  forms: 'Forms',
  roster: 'Responsible persons',
  newAccounts: 'Create accounts',
  alerts: 'Alerts',
  alertDigests: 'Daily digests of alerts',
  planFilings: 'Plan filings',
  positions: 'Licence positions',
  shortfalls: 'Copies that nothing covers',
  devices: 'Devices and licences',
  entitlements: 'Entitlements',
  installations: 'Installations',
  allocations: 'Allocations',
  products: 'Products',
  softwareNames: 'Names of software',
  suppliers: 'Suppliers',
  debarments: 'Debarments',
  agencies: 'Agencies',
  me: 'My account',
};

export const NAVIGATION_WORDS: BothLanguages<typeof zh> = { zh, en };

/** What people call a thing that is found on a page named otherwise: letters of demand are on the page of their campaign. */
export const ALSO_NAMED: { readonly [name in keyof typeof zh]?: readonly string[] } = {
  campaigns: ['催报通知', '逾期未报', 'letters of demand', 'reminders', 'overdue'],
  filings: ['催报通知', 'letters of demand', 'reminders'],
  devices: ['台账', '资产', '计算机', '电脑', '序列号', '资产编号', 'ledger', 'assets', 'computers', 'serial numbers'],
  entitlements: ['台账', '许可', '正版授权', 'licences', 'rights', 'ledger'],
  positions: ['许可', '报表', '正版率', 'reports', 'licence compliance'],
  execution: ['报表', 'reports'],
  products: ['软件', '厂商', 'software', 'publishers'],
  suppliers: ['黑名单', 'vendors', 'blacklist'],
  debarments: ['黑名单', '失信', 'blacklist'],
  agencies: ['机构', 'units'],
  log: ['存证', '检查点', '凭证', '留痕', 'evidence', 'checkpoints', 'leaves'],
  // The rules that an order was judged by stand on its page, and those that are waived in the list of waivers.
  orders: ['规则', 'rules'],
  waivers: ['规则', 'rules'],
};

export interface Place {
  readonly name: keyof typeof zh;
  readonly to: string;
  /** Who may not call it does not see the place. Absent for what everybody has. */
  readonly by?: Operation<OperationId>;
  /** Beside which place it stands: it is found by its name, and has no line of its own in the navigation. */
  readonly beside?: keyof typeof zh;
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
  { name: 'planFilings', to: '/plan-filings', by: listPlanFilings },
  { name: 'waivers', to: '/waivers', by: listWaivers },
  { name: 'findings', to: '/audit-findings', by: listAuditFindings },
  { name: 'rules', to: '/rules', by: listRuleSets },
  { name: 'log', to: '/log', by: listLogEntries },
  { name: 'checkpoints', to: '/checkpoints', by: listLogCheckpoints, beside: 'log' },
  { name: 'proposals', to: '/proposals', by: listProposals },
  { name: 'alerts', to: '/alerts', by: listAlerts },
  { name: 'alertDigests', to: '/alert-digests', by: listAlertDigests, beside: 'alerts' },
  { name: 'devices', to: '/devices', by: listDevices },
  { name: 'entitlements', to: '/entitlements', by: listEntitlements, beside: 'devices' },
  { name: 'installations', to: '/installations', by: listInstallations, beside: 'devices' },
  { name: 'allocations', to: '/allocations', by: listAllocations, beside: 'devices' },
  { name: 'positions', to: '/licence-positions', by: reportLicencePositions },
  { name: 'shortfalls', to: '/licence-shortfalls', by: listLicenceShortfalls, beside: 'positions' },
  { name: 'products', to: '/products', by: listProducts },
  { name: 'softwareNames', to: '/software-names', by: listSoftwareNames, beside: 'products' },
  { name: 'suppliers', to: '/suppliers', by: listSuppliers },
  { name: 'debarments', to: '/debarments', by: listDebarments, beside: 'suppliers' },
  { name: 'agencies', to: '/agencies', by: listAgencies },
  { name: 'filings', to: '/filings', by: saveFilingDraft },
  { name: 'campaigns', to: '/campaigns', by: rollUp },
  { name: 'filed', to: '/filed', by: acceptFiling },
  { name: 'timeRequests', to: '/time-requests', by: refuseMoreTime, beside: 'filed' },
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
  { to: /^\/rule-sets(\/|$)/, areas: ['rules'] },
  { to: /^\/campaigns\/[^/]+\/paper$/, areas: ['filings', 'campaigns'] },
];

/** The place that a page belongs to, of those that a person has: a record to its list, and an act on it as well. */
export function areaOf(path: string, places: readonly Place[]): Place | undefined {
  const named = BELONGS.find(({ to }) => to.test(path))?.areas ?? [];
  const found = named.flatMap((name) => places.find((place) => place.name === name) ?? [])[0];
  if (found !== undefined) return found;
  const around = places.filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)));
  const nearest = around.sort((one, other) => other.to.length - one.to.length)[0];
  return places.find(({ name }) => name === nearest?.beside) ?? nearest;
}
