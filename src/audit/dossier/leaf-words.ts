import { type Text, text } from '../../kernel/index.ts';
import { same } from '../words.ts';

/** What a leaf of the log records, for people: what about whom. */
export function leafWords(type: string): Text {
  const known = EVENTS[type];
  if (known) return known;
  const [about = '', act = ''] = type.split('.');
  const [subject, done] = [SUBJECTS[about], ACTS[act]];
  if (!subject || !done) return same(type);
  return text(`${subject['zh-CN']}${done['zh-CN']}`, `${subject.en} ${done.en}`);
}

const EVENTS: Readonly<Record<string, Text>> = {
  'order.decided': text('审核决定', 'Order decided'),
  'order.withdrawn': text('订单撤回', 'Order withdrawn'),
  'order.turned-down': text('人工审核不予通过', 'Turned down in review'),
  'order.expired': text('订单失效', 'Order expired'),
  'order.terminated': text('合同终止', 'Contract terminated'),
  'order.returned': text('退货', 'Machines returned'),
  'payment.credited': text('红字冲回', 'Payment credited'),
  'certificate.redeemed': text('放行证核销', 'Certificate redeemed'),
  'redemption.cancelled': text('核销取消', 'Redemption cancelled'),
  'waiver.granted': text('豁免批准', 'Waiver granted'),
  'waiver.revoked': text('豁免撤销', 'Waiver revoked'),
  'fiscal-year.closing-started': text('年终结账开始', 'Year end begun'),
  'fiscal-year.carried': text('资金结转', 'Money carried over'),
  'fiscal-year.closed': text('年终结账完成', 'Year end done'),
  'budget.used-elsewhere': text('系统外支出登记', 'Use elsewhere recorded'),
  'budget.transferred': text('指标调剂', 'Budget transferred'),
  'budget.revised': text('指标调整', 'Budget revised'),
  'account.frozen': text('账户冻结', 'Account frozen'),
  'account.unfrozen': text('账户解冻', 'Account unfrozen'),
  'licence-key.read': text('密钥查看', 'Licence key read'),
  'audit-finding.created': text('审计问题提出', 'Finding raised'),
  'evidence-file.created': text('证明文件上传', 'Evidence file uploaded'),
};

/** What agencies, bureaus and deliveries keep on file. */
const SUBJECTS: Readonly<Record<string, Text>> = {
  agency: text('单位', 'Agency'),
  supplier: text('供应商', 'Supplier'),
  debarment: text('黑名单', 'Debarment'),
  'budget-line': text('预算指标', 'Budget line'),
  'plan-filing': text('采购计划备案', 'Plan filing'),
  product: text('软件产品', 'Product'),
  entitlement: text('软件授权', 'Entitlement'),
  device: text('设备', 'Device'),
  installation: text('软件安装', 'Installation'),
  allocation: text('授权分配', 'Allocation'),
  'licence-key': text('许可证密钥', 'Licence key'),
  'evidence-file': text('证明文件', 'Evidence file'),
  'audit-finding': text('审计问题', 'Finding'),
  'platform-report': text('平台回报', 'Report of a platform'),
  waiver: text('豁免', 'Waiver'),
};

const ACTS: Readonly<Record<string, Text>> = {
  created: text('登记', 'registered'),
  changed: text('变更', 'changed'),
  described: text('更正', 'corrected'),
  ended: text('结束', 'ended'),
  answered: text('答复', 'answered'),
  returned: text('退回', 'returned'),
  closed: text('办结', 'closed'),
};
