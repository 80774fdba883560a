import {
  changeAgency,
  createAgency,
  describeAgency,
  getAgency,
  listAgencies,
  listAlerts,
  listBudgetLines,
  listDevices,
  listEntitlements,
  listMatters,
  listOrders,
  listPlanFilings,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { count, defineRecord, field, type WayTo } from '../record.ts';
import { UNIT_KINDS, UNIT_LEVELS } from '../value-words.ts';
import { choice, code, day, region, toAgency, yesNo } from '../values.tsx';

/** What is on file of one agency. */
function ofAgency(agencyCode: string): readonly WayTo[] {
  const search = { agencyCode };
  return [
    { name: both('采购订单', 'Orders'), to: '/orders', by: listOrders, search },
    { name: both('预算指标', 'Budget lines'), to: '/budget-lines', by: listBudgetLines, search },
    { name: both('实施计划备案', 'Plan filings'), to: '/plan-filings', by: listPlanFilings, search },
    { name: both('设备', 'Devices'), to: '/devices', by: listDevices, search },
    { name: both('授权', 'Entitlements'), to: '/entitlements', by: listEntitlements, search },
    { name: both('整改事项', 'Rectifications'), to: '/matters', by: listMatters, search },
    { name: both('提醒', 'Alerts'), to: '/alerts', by: listAlerts, search },
  ];
}

export const kind = defineRecord({
  path: '/agencies',
  title: both('单位', 'Agencies'),
  list: listAgencies,
  empty: both(
    '辖区内没有登记单位。导入或登记后，会出现在这里。',
    'No agency is on file within reach. Those that are imported or entered appear here.',
  ),
  key: ({ code }) => code,
  fields: {
    name: field('单位名称', 'Name'),
    code: field('统一社会信用代码', 'Credit code', code),
    kind: field('单位种类', 'Kind', choice(UNIT_KINDS)),
    level: field('单位层级', 'Level', choice(UNIT_LEVELS)),
    region: field('行政区划', 'Region', region),
    parentCode: field('上级单位', 'Agency above it', toAgency, both('无上级单位', 'none')),
    staff: count('编制人数', 'Staff'),
    classified: field('涉密单位', 'Classified', yesNo),
    isolatedNetwork: field('使用隔离网络', 'Isolated network', yesNo),
    openedOn: field('设立日期', 'Opened', day),
  },
  columns: ['name', 'code', 'kind', 'level', 'region', 'staff'],
  filters: [
    { name: 'name', as: 'text', label: both('名称', 'Name') },
    { name: 'region', as: 'region' },
    { name: 'kind', as: 'choice', label: both('单位种类', 'Kind'), of: UNIT_KINDS },
    { name: 'level', as: 'choice', label: both('单位层级', 'Level'), of: UNIT_LEVELS },
    { name: 'parentCode', as: 'given', label: both('上级单位', 'Agency above it') },
  ],
  page: {
    one: both('单位', 'Agency'),
    get: getAgency,
    by: 'code',
    heading: ({ name }) => name,
    sections: [
      {
        title: both('登记信息', 'On file'),
        fields: ['code', 'kind', 'level', 'region', 'parentCode', 'staff', 'openedOn'],
      },
      { title: both('涉密与网络', 'Secrecy and network'), fields: ['classified', 'isolatedNetwork'] },
    ],
    links: ({ code }) => [
      { name: both('下级单位', 'Agencies below it'), to: '/agencies', by: listAgencies, search: { parentCode: code } },
      ...ofAgency(code),
    ],
  },
  forms: {
    create: createAgency,
    describe: describeAgency,
    change: changeAgency,
    choices: { kind: UNIT_KINDS, level: UNIT_LEVELS },
  },
});
