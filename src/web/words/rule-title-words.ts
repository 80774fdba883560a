import { both, type Text } from './text.ts';

interface Fitting {
  /** What the rule is called where these words fit: whoever calls it otherwise in a rule set of his own knows better. */
  readonly title: string;
  /** What it is about, whatever it finds: its title tells one of its findings only. */
  readonly about: Text;
  /** What its other clauses find. */
  readonly clauses: { readonly [clause: string]: Text };
}

const ENDS_WITHIN_LIFE = both('操作系统将在使用年限内停止服务', 'Support ends within the life of the machines');
const NOT_ON_FILE = both('产品未登记', 'Product not on file');
const RELEASE_NOT_STATED = both('未写明操作系统的发布版本', 'Release of the operating system not stated');
const NOT_IN_THE_LIST = both('清单中未查到所报的测评结果', 'Stated rating not on the list');
const LATE = both('软件到位晚于计算机', 'Software later than the computers');

/** Rules with clauses that their titles do not fit. A rule keeps its title in the log, so what a person reads above a finding is said here. */
export const FITTING_TITLES: { readonly [rule: string]: Fitting } = {
  'ACC-01': {
    title: '验收未核软件',
    about: both('验收与软件', 'Acceptance and its software'),
    clauses: {
      'serial-known': both('设备已在台账登记', 'Machine is in the register already'),
      'other-system': both('到货的操作系统与合同不符', 'Another system than contracted'),
      'other-licence': both('到货的软件与合同不符', 'Other software than contracted'),
      'no-proof': both('缺少授权证明', 'No proof of the licence'),
      'proof-short': both('授权证明数量不足', 'Proof covers too few seats'),
      'paid-unaccepted': both('未验收合格即付款', 'Paid before it is accepted'),
    },
  },
  'INT-09': {
    title: '名称和说明与申报不一致',
    about: both('品名与申报', 'What lines say and what they declare'),
    clauses: {
      'paid-in-other-goods': both('计入价款的明细未写明含计算机', 'Paid in goods that name no computers'),
      'not-clear': both('看不出是否为计算机', 'May be a computer or not'),
    },
  },
  'OS-15': {
    title: '授权证明台数不足',
    about: both('授权证明台数', 'Machines that papers cover'),
    clauses: { 'used-up': both('授权证明已用完', 'Paper used up') },
  },
  'INT-11': {
    title: '编号仅写法不同',
    about: both('备案和合同编号', 'Numbers of filings and contracts'),
    clauses: {
      'filing-alike': both('备案编号与已登记的相近', 'Filing number like one on file'),
      'contract-alike': both('合同编号与已有合同相近', 'Contract number like that of another'),
    },
  },
  'INT-12': {
    title: '换供应商重复申报',
    about: both('其他供应商的相同订单', 'Same goods from others'),
    clauses: {},
  },
  'BUD-01': {
    title: '无预算指标',
    about: both('预算指标', 'Budget lines'),
    clauses: {
      'unknown-or-foreign': both('不是本单位的预算指标', 'Not a budget line of the agency'),
      'wrong-year': both('预算指标年度不符', 'Budget line of another year'),
      closed: both('预算指标已关闭', 'Budget line closed'),
    },
  },
  'BUD-04': {
    title: '未同步安排软件资金',
    about: both('软件资金', 'Money for the software'),
    clauses: { 'costs-nothing': both('新购软件单价为零', 'New software at no price') },
  },
  'BUD-05': {
    title: '未列政府采购预算或计划未备案',
    about: both('政府采购预算与计划备案', 'Procurement budget and filed plan'),
    clauses: {
      'not-government-procurement': both('未列入政府采购预算', 'Not in the procurement budget'),
      'no-filing': both('未填实施计划备案号', 'No filed plan named'),
      'filing-of-another-agency': both('计划备案不适用于本次采购', 'Filed plan does not cover this order'),
      'filing-not-registered': both('计划备案未登记', 'Filed plan not registered'),
      'filing-exhausted': both('计划备案金额已用完', 'Filed plan used up'),
      'filing-insufficient': both('计划备案余额不足', 'Too little left on the filed plan'),
    },
  },
  'BUD-06': {
    title: '追加超过原合同百分之十',
    about: both('补充合同', 'Supplement to the contract'),
    clauses: { 'terms-changed': both('补充合同改变了标的或条款', 'Supplement changes goods or terms') },
  },
  'BUD-07': {
    title: '交货日期与预算年度不符',
    about: both('交货日期', 'Day of delivery'),
    clauses: { 'before-order': both('交货日期早于申报日期', 'Delivery before the order') },
  },
  'HW-03': {
    title: '杀毒软件超价',
    about: both('杀毒软件价格', 'Price of antivirus software'),
    clauses: { 'not-split': both('未分列首年单价', 'Price of the first year not stated') },
  },
  'HW-04': {
    title: '未达更新年限',
    about: both('更新的旧设备', 'Devices that are replaced'),
    clauses: {
      'replaced-already': both('旧设备已由其他订单更新', 'Old device replaced by another order'),
      'replaced-twice': both('旧设备在本订单中重复列出', 'Old device on two lines'),
      'perhaps-replaced': both('旧设备可能已更新过', 'Old device may have been replaced before'),
    },
  },
  'HW-10': {
    title: '租金超上限',
    about: both('租金', 'Rent'),
    clauses: { 'months-not-stated': both('没有填报租期', 'Months of the lease not stated') },
  },
  'HW-07': {
    title: '豪华配置或指向性参数',
    about: both('配置与参数', 'Specification'),
    clauses: {
      'brand-named': both('指定了品牌或型号', 'Brand or model named'),
      'price-above-comparable': both('单价高于同类设备', 'Price above comparable machines'),
    },
  },
  'OS-10': {
    title: '操作系统停止服务',
    about: both('操作系统服务期限', 'Support of the operating system'),
    clauses: {
      'release-not-stated': RELEASE_NOT_STATED,
      'target-release-not-stated': RELEASE_NOT_STATED,
      'planned-release-not-stated': RELEASE_NOT_STATED,
      'release-taken-as-newest': RELEASE_NOT_STATED,
      'ends-within-life': ENDS_WITHIN_LIFE,
      'target-ends-within-life': ENDS_WITHIN_LIFE,
      'planned-ends-within-life': ENDS_WITHIN_LIFE,
    },
  },
  'OS-12': {
    title: '未满足安全可靠测评要求',
    about: both('安全可靠测评', 'Safe-and-reliable rating'),
    clauses: {
      'cpu-and-system-unconfirmed': NOT_IN_THE_LIST,
      'cpu-unconfirmed': NOT_IN_THE_LIST,
      'system-unconfirmed': NOT_IN_THE_LIST,
      'target-system-unlisted': both('拟安装的系统不在测评清单内', 'System to be installed not on the list of ratings'),
    },
  },
  'PLN-04': {
    title: '超标准配置',
    about: both('配置套数', 'Seats of the plan'),
    clauses: {
      'reuse-first': both('未先利用结余授权', 'Spare seats not used first'),
      'metric-not-below': both('按用户或并发计量的套数偏多', 'Too many seats by user'),
      'metric-not-by-machine': both('套数不按台计量', 'Seats not counted by machine'),
      'existing-not-known': both('现有计算机数量无法核实', 'Existing machines not on the register'),
    },
  },
  'PLN-05': {
    title: '计划无到位时限',
    about: both('软件到位时限', 'Delivery date of the software'),
    clauses: {
      'too-late': LATE,
      'late-at-contract': LATE,
      'far-off': both('软件到位时间过远', 'Software arrives too far off'),
    },
  },
  'PLN-08': {
    title: '软件与平台不适配',
    about: both('软件与平台', 'Software and platform'),
    clauses: {
      'not-built': both('软件没有适配的版本', 'Software not built for the machines'),
      'platforms-not-stated': both('未填适用平台', 'Platforms not stated'),
      'known-as-other': both('产品类别与登记不符', 'Product on file as another category'),
      'bought-unknown': NOT_ON_FILE,
      'product-unknown': NOT_ON_FILE,
    },
  },
  'PRC-02': {
    title: '化整为零',
    about: both('同品目累计采购', 'Purchases of one item together'),
    clauses: {
      'near-threshold': both('累计接近公开招标数额标准', 'Close to the open-tender threshold'),
      'exception-claimed': both('附有拆分例外或预算调整批复', 'Exception or budget adjustment attached'),
    },
  },
  'PRC-05': {
    title: '非本国产品',
    about: both('本国产品', 'Domestic products'),
    clauses: {
      'origin-not-stated': both('未填明是否为本国产品', 'Not stated whether it is domestic'),
      'preference-not-applied': both('未填明本国产品评审优惠', 'Preference for domestic offers not stated'),
    },
  },
  'SUP-04': {
    title: '供应商名称属于其他单位',
    about: both('供应商名称', 'Name of the supplier'),
    clauses: { 'of-barred': both('名称属于被禁止的供应商', 'Name of a barred supplier') },
  },
  'SUP-05': {
    title: '供应商即采购单位',
    about: both('供应商与采购单位', 'Supplier and buyer'),
    clauses: { parent: both('供应商是采购单位的上级', 'Supplier is the authority above the buyer') },
  },
  'SUP-02': {
    title: '软件侵权黑名单',
    about: both('软件侵权黑名单', 'Local software blacklist'),
    clauses: {
      'under-appeal': both('列入黑名单，正在申诉', 'On the blacklist, under appeal'),
      'affiliate-listed': both('关联企业被禁入', 'Affiliate barred'),
      'recently-ended': both('近期移出黑名单', 'Taken off the blacklist lately'),
    },
  },
};
