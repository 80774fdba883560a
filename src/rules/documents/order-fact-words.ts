import { type Text, text } from '../../kernel/index.ts';

/** What the values of a fact are called. */
export type ValueWords = Readonly<Record<string, Text>>;

export const NOT_STATED = text('未填报', 'not stated');
export const NOT_NEEDED = text('不需要', 'not needed');

export const ACQUISITION_WORDS: ValueWords = {
  purchase: text('购置', 'purchase'),
  lease: text('租赁', 'lease'),
  donation: text('接受捐赠', 'donation'),
  'transfer-in': text('调拨接收', 'transfer in'),
};

export const METHOD_WORDS: ValueWords = {
  'open-tender': text('公开招标', 'open tender'),
  'invited-tender': text('邀请招标', 'invited tender'),
  'competitive-negotiation': text('竞争性谈判', 'competitive negotiation'),
  'competitive-consultation': text('竞争性磋商', 'competitive consultation'),
  inquiry: text('询价', 'inquiry'),
  'single-source': text('单一来源采购', 'single source'),
  'framework-agreement': text('框架协议采购', 'framework agreement'),
  'e-mall': text('网上商城（电子卖场）', 'electronic mall'),
  'batch-centralized': text('批量集中采购', 'batch centralized procurement'),
  'not-stated': NOT_STATED,
};

/** Facts about the order as a whole: its agency, its supplier, its money, its contract and its deliveries. */
export const ORDER_FACT_WORDS: Readonly<Record<string, ValueWords>> = {
  'order.acquisition': ACQUISITION_WORDS,
  'order.method': METHOD_WORDS,
  'order.organisationForm': {
    centralized: text('集中采购', 'centralized'),
    departmental: text('部门集中采购', 'departmental'),
    dispersed: text('分散采购', 'dispersed'),
    'not-stated': NOT_STATED,
  },
  'order.amountsState': {
    balanced: text('相符', 'they agree'),
    'total-differs': text('总金额不符', 'the total differs'),
    'funding-differs': text('资金来源合计不符', 'the funding differs'),
    'both-differ': text('总金额与资金来源均不符', 'total and funding differ'),
    'plan-differs': text('软件明细与软件配置计划不符', 'a software line differs from the plan'),
    'not-stated': NOT_STATED,
  },
  'order.package': { goods: text('货物采购', 'goods'), integration: text('系统集成', 'integration') },
  'order.budgetState': {
    ok: text('正常', 'in order'),
    none: text('未填报预算指标', 'no budget line cited'),
    'unknown-or-foreign': text('指标不存在或属其他单位', 'unknown, or of another agency'),
    'wrong-year': text('年度不符', 'of another year'),
    closed: text('指标已关闭', 'closed'),
    'not-needed': NOT_NEEDED,
  },
  'exemption.state': {
    none: text('无批件', 'none'),
    valid: text('有效', 'valid'),
    expired: text('已过期', 'expired'),
    'kind-not-allowed': text('批件类型不允许', 'of a kind that is not allowed'),
    'no-approver': text('无批准机关', 'without an approver'),
    'devices-short': text('批准台数不足', 'for too few devices'),
    'no-special-os': text('未说明专用操作系统', 'without the special system'),
  },
  'planFiling.state': {
    none: text('未备案', 'none'),
    declared: text('仅申报备案号', 'declared only'),
    'on-file': text('已备案', 'on file'),
    insufficient: text('备案余额不足', 'not enough left of it'),
    exhausted: text('备案额度已用完', 'used up'),
    'other-agency': text('属其他单位', 'of another agency'),
    'registry-missing': text('无备案登记可查', 'no registry to look in'),
    'not-needed': NOT_NEEDED,
  },
  'agency.kind': {
    'party-government-organ': text('党政机关', 'party or government organ'),
    'direct-institution': text('党委和政府直属事业单位', 'institution directly under party or government'),
    'support-institution': text('为机关提供支持保障的事业单位', 'institution that supports organs'),
    'other-institution': text('其他事业单位', 'other institution'),
  },
  'agency.level': {
    central: text('中央', 'central'),
    province: text('省级', 'province'),
    city: text('市级', 'city'),
    county: text('县级', 'county'),
    township: text('乡镇级', 'township'),
  },
  'agency.responsibleState': {
    complete: text('齐全', 'complete'),
    'no-head': text('缺第一责任人', 'no head'),
    'no-liaison': text('缺联络员', 'no liaison'),
    neither: text('均未备案', 'neither head nor liaison'),
  },
  'supplier.debarmentState': { none: text('无', 'none'), active: text('禁入期内', 'active') },
  'supplier.localListing': {
    none: text('未列入', 'not listed'),
    active: text('在列', 'listed'),
    'under-appeal': text('异议处理中', 'under appeal'),
    'recently-ended': text('近期移出', 'ended recently'),
    affiliate: text('关联企业在列', 'an affiliate is listed'),
  },
  'supplier.creditCheck': {
    fresh: text('已查询，有效', 'fresh'),
    stale: text('已过期', 'stale'),
    absent: text('未查询', 'none'),
  },
  'funding.projectKind': {
    ordinary: text('一般项目', 'ordinary'),
    'capital-construction': text('基本建设项目', 'capital construction'),
  },
  'funding.classFit': {
    fits: text('相符', 'fits'),
    'wrong-class': text('经济分类不符', 'another class'),
    'not-needed': NOT_NEEDED,
  },
  'contract.domesticPreference': {
    'not-needed': NOT_NEEDED,
    applied: text('已执行', 'applied'),
    'not-applied': text('未执行', 'not applied'),
    'not-stated': NOT_STATED,
  },
  'acceptance.serialState': {
    new: text('新序列号', 'new'),
    known: text('已登记', 'registered already'),
    'not-needed': NOT_NEEDED,
  },
  'acceptance.difference': {
    none: text('一致', 'none'),
    system: text('操作系统不一致', 'another system'),
    licence: text('授权不一致', 'another licence'),
  },
  'acceptance.proofState': {
    enough: text('充分', 'enough'),
    missing: text('缺少', 'missing'),
    short: text('数量不足', 'for too few'),
    'not-needed': NOT_NEEDED,
  },
};
