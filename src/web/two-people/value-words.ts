import { PURPOSE_WORDS, UNIT_KIND_WORDS, UNIT_LEVEL_WORDS } from '../words/asked-words.ts';
import type { BothLanguages } from '../words/both-languages.ts';
import {
  ASSESSMENT_STATE_WORDS,
  CAMPAIGN_STATE_WORDS,
  FILED_BY_WORDS,
  MATTER_STATE_WORDS,
  SEVERITY_WORDS,
} from '../words/filing-states.ts';
import type { Language } from '../words/language.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { ORDER_STATE_WORDS, OUTCOME_WORDS } from '../words/states.ts';
import { WAIVER_REASON_WORDS } from '../words/waiver-words.ts';

interface ValuesOfFields {
  readonly [field: string]: { readonly [value: string]: string };
}

const stagesZh = {
  ...{ ...ORDER_STATE_WORDS.zh, ...MATTER_STATE_WORDS.zh, ...CAMPAIGN_STATE_WORDS.zh },
  ...{
    upcoming: '未生效',
    'in-force': '生效',
    expired: '已失效',
    void: '无效',
    revoked: '已撤销',
    closing: '正在关闭',
  },
  ...{ closed: '已关闭', open: '启用', filed: '已报送，待审核', returned: '已退回', accepted: '已通过' },
  ...{ scheduled: '已定生效时间', superseded: '已被替代' },
};
const stagesEn: typeof stagesZh = {
  ...{ ...ORDER_STATE_WORDS.en, ...MATTER_STATE_WORDS.en, ...CAMPAIGN_STATE_WORDS.en },
  ...{ upcoming: 'not in force yet', 'in-force': 'in force', expired: 'expired', void: 'void', revoked: 'revoked' },
  ...{ closing: 'being closed', closed: 'closed', open: 'open', filed: 'filed, to be read', returned: 'returned' },
  ...{ accepted: 'accepted', scheduled: 'scheduled', superseded: 'superseded' },
};

const goodsZh = {
  ...{ desktop: '台式计算机', laptop: '便携式计算机', 'all-in-one': '一体机', workstation: '工作站', server: '服务器' },
  ...{ 'thin-client': '瘦客户机', tablet: '平板计算机', 'operating-system': '操作系统', office: '办公软件' },
  ...{ 'antivirus-client': '杀毒软件（客户端）', 'antivirus-server': '杀毒软件（服务器）', other: '其他' },
};
const goodsEn: typeof goodsZh = {
  ...{ desktop: 'desktop', laptop: 'laptop', 'all-in-one': 'all-in-one', workstation: 'workstation', server: 'server' },
  ...{
    'thin-client': 'thin client',
    tablet: 'tablet',
    'operating-system': 'operating system',
    office: 'office software',
  },
  ...{ 'antivirus-client': 'client antivirus', 'antivirus-server': 'server antivirus', other: 'other' },
};

const zh = {
  ...{ role: ROLE_WORDS.zh, roles: ROLE_WORDS.zh, owner: ROLE_WORDS.zh, lackingSigners: ROLE_WORDS.zh },
  reasonCode: WAIVER_REASON_WORDS.zh,
  ...{ purpose: { ...PURPOSE_WORDS.zh, certificate: '签发证书', log: '签署日志', webhook: '签署事件推送' } },
  ...{ kinds: UNIT_KIND_WORDS.zh, levels: UNIT_LEVEL_WORDS.zh, level: UNIT_LEVEL_WORDS.zh, basis: FILED_BY_WORDS.zh },
  kind: {
    ...UNIT_KIND_WORDS.zh,
    ...{ downgrade: '降级使用', upgrade: '升级', suite: '套件', bundle: '捆绑', rectification: '整改' },
    ...{ first: '首次报送', 'after-return': '退回后重报', correction: '更正' },
  },
  ...{ state: stagesZh, category: goodsZh },
  outcome: { ...OUTCOME_WORDS.zh, rectified: '已整改', 'no-longer-applies': '不再适用' },
  assessment: ASSESSMENT_STATE_WORDS.zh,
  severity: { ...SEVERITY_WORDS.zh, error: '错误', warning: '提示' },
  act: { answer: '答复', 'answer-on-paper': '书面答复', return: '退回', extend: '延期', close: '办结', void: '作废' },
  awaits: { owner: '责任单位', office: '正版化工作机构' },
  direction: { increase: '追加', decrease: '核减' },
  goesTo: { encumbered: '占用', available: '可用' },
  projectKind: { ordinary: '一般项目', 'capital-construction': '基本建设项目' },
  threshold: { none: '未预警', warn: '预警', stop: '停止使用', negative: '余额为负' },
  unit: { yuan: '元', 'wan-yuan': '万元' },
  status: { created: '新增', revised: '修改', unchanged: '未变', refused: '未导入' },
  source: {
    ...{ act: '逐笔办理', import: '批量导入', mof: '财政部', court: '法院', tax: '税务机关' },
    'local-software': '本地软件正版化记录',
  },
  encumbered: { 'carry-over': '结转', 'keep-open': '保留' },
  becomes: { carried: '已结转', 'kept-open': '已保留' },
  code: {
    ...{ frozen: '已冻结', overdrawn: '已透支', 'no-next-line': '下年度无对应指标', ambiguous: '对应指标不唯一' },
    ...{ 'next-line-closed': '下年度指标已关闭', 'next-line-frozen': '下年度指标已冻结' },
    'asked-already': '同表同地区同一时点已有报送任务',
    'day-off': '截止日不是工作日',
    'calendar-unknown': '该年节假日安排未登记',
  },
  endReason: { expired: '期满', corrected: '更正', revoked: '撤销' },
  osFamily: { windows: 'Windows', linux: 'Linux', macos: 'macOS', other: '其他' },
  accountKind: { 'budget-line': '预算指标', entitlement: '授权' },
  scopes: {
    ...{ 'orders:write': '报送订单', 'orders:read': '查看订单', 'budget:read': '查看预算', 'budget:load': '导入预算' },
    ...{ 'assets:write': '登记资产', 'payments:write': '登记付款', 'log:read': '读取日志', 'log:cosign': '联署日志' },
    'metrics:read': '读取运行指标',
  },
} satisfies ValuesOfFields;

const en: typeof zh = {
  ...{ role: ROLE_WORDS.en, roles: ROLE_WORDS.en, owner: ROLE_WORDS.en, lackingSigners: ROLE_WORDS.en },
  reasonCode: WAIVER_REASON_WORDS.en,
  ...{ purpose: { ...PURPOSE_WORDS.en, certificate: 'certificates', log: 'the log', webhook: 'webhooks' } },
  ...{ kinds: UNIT_KIND_WORDS.en, levels: UNIT_LEVEL_WORDS.en, level: UNIT_LEVEL_WORDS.en, basis: FILED_BY_WORDS.en },
  kind: {
    ...UNIT_KIND_WORDS.en,
    ...{ downgrade: 'use of an older version', upgrade: 'upgrade', suite: 'suite', bundle: 'bundle' },
    ...{
      rectification: 'rectification',
      first: 'first filing',
      'after-return': 'filed again',
      correction: 'correction',
    },
  },
  ...{ state: stagesEn, category: goodsEn },
  outcome: { ...OUTCOME_WORDS.en, rectified: 'put right', 'no-longer-applies': 'no longer applies' },
  assessment: ASSESSMENT_STATE_WORDS.en,
  severity: { ...SEVERITY_WORDS.en, error: 'error', warning: 'note' },
  act: {
    answer: 'answered',
    'answer-on-paper': 'answered on paper',
    return: 'returned',
    extend: 'given more time',
    close: 'closed',
    void: 'made void',
  },
  awaits: { owner: 'its owner', office: 'the legalization office' },
  direction: { increase: 'increase', decrease: 'decrease' },
  goesTo: { encumbered: 'what is encumbered', available: 'what is available' },
  projectKind: { ordinary: 'ordinary project', 'capital-construction': 'capital construction' },
  threshold: { none: 'none', warn: 'warning', stop: 'stopped', negative: 'below nought' },
  unit: { yuan: 'yuan', 'wan-yuan': '10,000 yuan' },
  status: { created: 'new', revised: 'revised', unchanged: 'unchanged', refused: 'refused' },
  source: {
    ...{ act: 'a single act', import: 'an import', mof: 'Ministry of Finance', court: 'a court' },
    ...{ tax: 'tax authority', 'local-software': 'local software record' },
  },
  encumbered: { 'carry-over': 'carried over', 'keep-open': 'kept open' },
  becomes: { carried: 'carried over', 'kept-open': 'kept open' },
  code: {
    ...{ frozen: 'frozen', overdrawn: 'overdrawn', 'no-next-line': 'no line in the next year' },
    ...{ ambiguous: 'several lines in the next year', 'next-line-closed': 'the line of the next year is closed' },
    'next-line-frozen': 'the line of the next year is frozen',
    'asked-already': 'the same is asked already',
    'day-off': 'nobody works on the due day',
    'calendar-unknown': 'holidays of the year are not registered',
  },
  endReason: { expired: 'its time is over', corrected: 'corrected', revoked: 'revoked' },
  osFamily: { windows: 'Windows', linux: 'Linux', macos: 'macOS', other: 'other' },
  accountKind: { 'budget-line': 'budget line', entitlement: 'entitlement' },
  scopes: {
    ...{ 'orders:write': 'submit orders', 'orders:read': 'read orders', 'budget:read': 'read budgets' },
    ...{ 'budget:load': 'load budgets', 'assets:write': 'register assets', 'payments:write': 'record payments' },
    ...{ 'log:read': 'read the log', 'log:cosign': 'cosign the log', 'metrics:read': 'read metrics' },
  },
};

const VALUE_WORDS: BothLanguages<typeof zh> = { zh, en };

/** What a value of the contract's own is called in a field; undefined for what people wrote. */
export function wordOfValue(field: string, value: string, language: Language): string | undefined {
  const words: ValuesOfFields = language === 'en' ? VALUE_WORDS.en : VALUE_WORDS.zh;
  return words[field]?.[value];
}
