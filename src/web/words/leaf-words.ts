import type { Language } from './language.ts';
import { both, type Text } from './text.ts';

/** What a leaf of the log is about, by the first half of its type; another half says what happened to it. */
const THINGS: Readonly<Record<string, Text>> = {
  agency: both('单位', 'Agency'),
  'commitment-letter': both('承诺书', 'Letter of commitment'),
  'responsible-person': both('责任人', 'Responsible person'),
  supplier: both('供应商', 'Supplier'),
  debarment: both('黑名单', 'Debarment'),
  'budget-line': both('预算指标', 'Budget line'),
  'plan-filing': both('采购计划备案', 'Plan filing'),
  product: both('软件产品', 'Product'),
  'software-name': both('软件名称对照', 'Name of software'),
  entitlement: both('软件授权', 'Entitlement'),
  device: both('设备', 'Device'),
  installation: both('软件安装', 'Installation'),
  allocation: both('授权分配', 'Allocation'),
  'licence-key': both('许可证密钥', 'Licence key'),
  'evidence-file': both('证明文件', 'Evidence file'),
  'register-statement': both('台账声明', 'Register statement'),
  'unread-name': both('未识别的名称', 'Name not recognised'),
  'audit-finding': both('审计问题', 'Finding'),
  'audit-sample': both('审计抽样', 'Audit sample'),
  campaign: both('报送任务', 'Campaign'),
  filing: both('报表', 'Filing'),
  matter: both('整改事项', 'Rectification'),
  platform: both('采购平台', 'Platform'),
  'platform-report': both('平台回报', 'Report of a platform'),
  'webhook-endpoint': both('推送地址', 'Webhook endpoint'),
  person: both('用户', 'Person'),
  'api-key': both('接口密钥', 'API key'),
  password: both('密码', 'Password'),
  totp: both('动态口令', 'Authenticator'),
  session: both('登录会话', 'Session'),
  proposal: both('待签事项', 'Proposal'),
  'rule-set': both('规则集', 'Rule set'),
  form: both('表样', 'Form'),
  backtest: both('回测', 'Back-test'),
  import: both('批量导入', 'Import'),
  witness: both('见证方', 'Witness'),
  'signing-key': both('签名密钥', 'Signing key'),
  account: both('账户', 'Account'),
  waiver: both('豁免', 'Waiver'),
};

const ACTS: Readonly<Record<string, Text>> = {
  created: both('登记', 'registered'),
  changed: both('变更', 'changed'),
  described: both('更正', 'corrected'),
  ended: both('结束', 'ended'),
  answered: both('答复', 'answered'),
  returned: both('退回', 'returned'),
  closed: both('办结', 'closed'),
  opened: both('开立', 'opened'),
  begun: both('开始', 'begun'),
  started: both('开始', 'started'),
  finished: both('完成', 'finished'),
  cancelled: both('取消', 'cancelled'),
  withdrawn: both('撤回', 'withdrawn'),
  revoked: both('撤销', 'revoked'),
  granted: both('批准', 'granted'),
  resumed: both('恢复', 'resumed'),
  tested: both('测试', 'tested'),
  made: both('提出', 'made'),
  signed: both('签署', 'signed'),
  executed: both('执行', 'carried out'),
  filed: both('报送', 'filed'),
  accepted: both('通过', 'accepted'),
  stepped: both('办理', 'acted on'),
  voided: both('作废', 'made void'),
  asked: both('请报', 'asked'),
  joined: both('补请', 'joined'),
  extended: both('延期', 'extended'),
  excused: both('免报', 'excused'),
  launched: both('发起', 'launched'),
  'launch-begun': both('发起开始', 'launch begun'),
  recalled: both('收回', 'recalled'),
  corrected: both('更正', 'corrected'),
  scored: both('评分', 'scored'),
  objected: both('提出异议', 'objected to'),
  agreed: both('同意', 'agreed'),
  published: both('发布', 'published'),
  drafted: both('起草', 'drafted'),
  confirmed: both('确认', 'confirmed'),
  scheduled: both('定期生效', 'scheduled'),
  superseded: both('被替代', 'superseded'),
  introduced: both('启用', 'introduced'),
  compromised: both('停止采信', 'no longer believed'),
  frozen: both('冻结', 'frozen'),
  unfrozen: both('解冻', 'unfrozen'),
  invited: both('邀请', 'invited'),
  set: both('设置', 'set'),
  enrolled: both('绑定', 'enrolled'),
  removed: both('解除', 'removed'),
};

/** Types whose words are not made of two halves. */
const EVENTS: Readonly<Record<string, Text>> = {
  'order.decided': both('审核决定', 'Order decided'),
  'order.withdrawn': both('订单撤回', 'Order withdrawn'),
  'order.turned-down': both('人工审核不予通过', 'Turned down in review'),
  'order.expired': both('订单失效', 'Order expired'),
  'order.terminated': both('合同终止', 'Contract terminated'),
  'order.returned': both('退货', 'Machines returned'),
  'payment.credited': both('红字冲回', 'Payment credited'),
  'certificate.redeemed': both('放行证核销', 'Certificate redeemed'),
  'redemption.cancelled': both('核销取消', 'Redemption cancelled'),
  'fiscal-year.closing-started': both('年终结账开始', 'Year end begun'),
  'fiscal-year.carried': both('资金结转', 'Money carried over'),
  'fiscal-year.closed': both('年终结账完成', 'Year end done'),
  'budget.used-elsewhere': both('系统外支出登记', 'Use elsewhere recorded'),
  'budget.transferred': both('指标调剂', 'Budget transferred'),
  'budget.revised': both('指标调整', 'Budget revised'),
  'campaign.time-requested': both('申请延期报送', 'More time asked for'),
  'campaign.time-refused': both('不同意延期', 'More time refused'),
  'campaign.figures-frozen': both('系统数据固定', 'Figures frozen'),
  'rule-set.entered-force': both('规则集生效', 'Rule set entered force'),
  'evaluator.disagreed': both('两个判定程序结论不一', 'Evaluators disagreed'),
  'price-percentiles.refreshed': both('价格参考更新', 'Reference prices refreshed'),
  'licence-key.read': both('密钥查看', 'Licence key read'),
  'audit-finding.created': both('审计问题提出', 'Finding raised'),
  'evidence-file.created': both('证明文件上传', 'Evidence file uploaded'),
  'build.started': both('程序版本启用', 'Build started'),
  'gate.region-set': both('管辖地区设定', 'Region set'),
  'gate.code-roles-set': both('验证码角色设定', 'Roles with a code set'),
  'set-up.ended': both('初始设置结束', 'Set-up ended'),
  'rights.differed': both('权限与日志不符', 'Rights differ from the log'),
  'texts.erased': both('信息抹除', 'Texts erased'),
  'log.restored': both('从备份恢复', 'Restored from a backup'),
  'log.gap_accepted': both('恢复缺口确认', 'Gap after a restore accepted'),
  'gate.clock_accepted': both('时钟确认', 'Clock accepted'),
};

/** What kept things have happen to them; the first are those of every kind of them. */
const OF_THINGS: readonly (readonly [things: string, acts: string])[] = [
  [
    'agency commitment-letter responsible-person supplier debarment budget-line plan-filing product software-name ' +
      'entitlement device installation allocation licence-key evidence-file register-statement unread-name ' +
      'audit-finding audit-sample campaign platform platform-report webhook-endpoint person',
    'created changed described',
  ],
  ['allocation session witness', 'ended'],
  ['audit-finding', 'answered returned closed'],
  ['campaign', 'asked joined extended excused launch-begun launched closed cancelled recalled'],
  ['filing', 'filed returned accepted corrected scored objected agreed confirmed'],
  ['matter', 'opened stepped closed voided'],
  ['webhook-endpoint platform', 'resumed tested'],
  ['api-key', 'created revoked'],
  ['password', 'invited set changed'],
  ['totp', 'enrolled removed'],
  ['session', 'opened'],
  ['proposal', 'made signed begun executed'],
  ['rule-set', 'drafted confirmed scheduled superseded withdrawn'],
  ['form', 'published withdrawn'],
  ['backtest', 'started finished cancelled'],
  ['import', 'begun finished'],
  ['witness signing-key', 'introduced'],
  ['signing-key', 'compromised'],
  ['account', 'frozen unfrozen'],
  ['waiver', 'granted revoked'],
];

/** What a leaf records, in words; a type that this page does not know is shown as it is written. */
export function leafWords(type: string): Text {
  if (Object.hasOwn(EVENTS, type)) return EVENTS[type] ?? both(type, type);
  const [thing = '', act = ''] = type.split('.');
  const [about, done] = [own(THINGS, thing), own(ACTS, act)];
  return about && done ? both(`${about['zh-CN']}${done['zh-CN']}`, `${about.en} ${done.en}`) : both(type, type);
}

function own(words: Readonly<Record<string, Text>>, name: string): Text | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** What the subject of a leaf is, in words: `order/ord_1` is of an order. */
export function thingWords(kind: string, language: Language): string {
  return (own(THINGS, kind) ?? own(OTHERS, kind))?.[language] ?? kind;
}

const OTHERS: Readonly<Record<string, Text>> = {
  order: both('订单', 'Order'),
  decision: both('审核决定', 'Decision'),
  'budget-transfer': both('指标调剂', 'Budget transfer'),
  'budget-revision': both('指标调整', 'Budget revision'),
  'campaign-participants': both('报送单位', 'Units asked'),
  'campaign-figures': both('系统数据', 'Figures of a campaign'),
  build: both('程序版本', 'Build'),
  gate: both('闸口', 'Gate'),
};

/** Every type that a list may be narrowed to. */
export const LEAF_TYPES: readonly string[] = [
  ...Object.keys(EVENTS),
  ...OF_THINGS.flatMap(([things, acts]) =>
    things.split(' ').flatMap((thing) => acts.split(' ').map((act) => `${thing}.${act}`)),
  ),
].filter((type, at, all) => all.indexOf(type) === at);
