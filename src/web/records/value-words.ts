import type { Schemas } from '../client/operation.ts';
import { UNIT_KIND_WORDS, UNIT_LEVEL_WORDS } from '../words/asked-words.ts';
import { EVIDENCE_KIND_WORDS } from '../words/evidence.ts';
import { COMPUTER_WORDS, METRIC_WORDS, SOFTWARE_WORDS } from '../words/goods-choices.ts';
import { both, type Text } from '../words/text.ts';
import type { Choices } from './record.ts';

/** Words that stand elsewhere by language, as the choices of a field. */
export function choicesOf<Value extends string>(words: {
  readonly zh: { readonly [value in Value]: string };
  readonly en: { readonly [value in Value]: string };
}): Choices<Value> {
  const names = Object.keys(words.zh) as Value[];
  return Object.fromEntries(names.map((value) => [value, both(words.zh[value], words.en[value])])) as {
    [value in Value]: Text;
  };
}

export const SOFTWARE = choicesOf<Schemas['SoftwareCategory']>(SOFTWARE_WORDS);
export const COMPUTERS = choicesOf<Schemas['ComputerCategory']>(COMPUTER_WORDS);
export const METRICS = choicesOf<Schemas['LicenceMetric']>(METRIC_WORDS);
export const PROOFS = choicesOf<Schemas['EvidenceKind']>(EVIDENCE_KIND_WORDS);
export const UNIT_KINDS = choicesOf<Schemas['AgencyKind']>(UNIT_KIND_WORDS);
export const UNIT_LEVELS = choicesOf<Schemas['AgencyLevel']>(UNIT_LEVEL_WORDS);

export const DEVICE_STATES: Choices<Schemas['DeviceState']> = {
  ordered: both('已订购', 'ordered'),
  received: both('已到货', 'received'),
  accepted: both('已验收', 'accepted'),
  'in-use': both('在用', 'in use'),
  idle: both('闲置', 'idle'),
  retired: both('已退出', 'retired'),
};

export const CHANNELS: Choices<Schemas['EntitlementChannel']> = {
  oem: both('随机预装（OEM）', 'pre-installed (OEM)'),
  volume: both('批量许可', 'volume licence'),
  retail: both('零售许可', 'boxed copy'),
  subscription: both('订阅许可', 'subscription'),
  site: both('场地许可', 'site licence'),
  free: both('免费', 'free'),
  'open-source': both('开源', 'open source'),
  'granted-from-above': both('上级调拨', 'granted from above'),
};

export const STANDINGS: Choices<Schemas['EntitlementStanding']> = {
  declared: both('仅申报，未经核实', 'declared only, not verified'),
  verified: both('已核实', 'verified'),
};

export const SOURCES: Choices<Schemas['InstallationSource']> = {
  acceptance: both('验收', 'acceptance'),
  survey: both('清查', 'survey'),
  agent: both('扫描软件', 'scan program'),
  manual: both('人工登记', 'typed in'),
};

export const OPEN_OR_ENDED: Choices<'open' | 'ended'> = {
  open: both('有效', 'open'),
  ended: both('已结束', 'ended'),
};

export const ALLOCATION_ENDS: Choices<Schemas['AllocationEndReason']> = {
  return: both('因退货结束', 'ended by a return'),
  retirement: both('因设备退出结束', 'ended with its device'),
  reallocation: both('因调剂结束', 'ended by a reallocation'),
};

export const DEBARMENT_SOURCES: Choices<Schemas['DebarmentSource']> = {
  mof: both('政府采购严重违法失信行为记录名单', 'list of the Ministry of Finance'),
  court: both('失信被执行人名单', 'list of the courts'),
  tax: both('重大税收违法失信主体名单', 'list of the tax bureau'),
  'local-software': both('本地软件黑名单', 'local software list'),
};

export const DEBARMENT_ENDS: Choices<Schemas['DebarmentEndReason']> = {
  expired: both('到期', 'expired'),
  corrected: both('更正', 'corrected'),
  revoked: both('撤销', 'revoked'),
};

export const SYSTEM_FAMILIES: Choices<Schemas['OperatingSystemFamily']> = {
  windows: both('Windows', 'Windows'),
  linux: both('Linux', 'Linux'),
  macos: both('macOS', 'macOS'),
  other: both('其他', 'other'),
};

export const RIGHT_KINDS: Choices<Schemas['ProductRightKind']> = {
  downgrade: both('降级', 'downgrade'),
  upgrade: both('升级', 'upgrade'),
  suite: both('套件', 'suite'),
  bundle: both('捆绑', 'bundle'),
};

export const SEVERITIES: Choices<Schemas['AlertSeverity']> = {
  urgent: both('紧急', 'urgent'),
  soon: both('近期', 'soon'),
  notice: both('提示', 'notice'),
};

export const ALERT_KINDS: Choices<Schemas['AlertKind']> = {
  'entitlement-ends': both('授权到期', 'entitlement ends'),
  'support-ends': both('系统停止支持', 'support ends'),
  shortfall: both('授权缺口', 'shortfall'),
  'low-pool': both('可调剂授权不足', 'few spare seats'),
  'unlicensed-devices': both('计算机未分配授权', 'computers without a licence'),
  'undertaking-due': both('配置承诺到期', 'undertaking due'),
  'audit-finding-due': both('审计问题待答复', 'answer to audit due'),
  'matter-due': both('整改到期', 'rectification due'),
  vacancy: both('责任人空缺', 'vacancy'),
};

/** How positions are summed but by product, which is the usual way. */
export const SUMMED: Choices<Exclude<Schemas['PositionGrouping'], 'product'>> = {
  category: both('按软件类别', 'by kind of software'),
  agency: both('按单位', 'by agency'),
};

export const CHAIN_STEPS: Choices<Schemas['ChainStep']> = {
  order: both('采购订单', 'Order'),
  'order-line': both('订单明细', 'Order line'),
  decision: both('审核决定', 'Decision'),
  commitment: both('资金占用', 'Commitment'),
  contract: both('合同', 'Contract'),
  acceptance: both('验收', 'Acceptance'),
  payment: both('付款', 'Payment'),
  device: both('设备', 'Device'),
  entitlement: both('软件授权', 'Entitlement'),
  proof: both('授权凭证', 'Proof'),
  allocation: both('授权分配', 'Allocation'),
  installation: both('安装', 'Installation'),
};

/** Whether what is installed is what the machine is licensed for. */
export const AGREEMENTS: Choices<string> = {
  agrees: both('一致', 'agrees'),
  differs: both('与授权不一致', 'differs from the licence'),
  'not-installed': both('未安装', 'not installed'),
  'not-yet-valid': both('授权未生效', 'not yet valid'),
  expired: both('授权已到期', 'expired'),
  'no-licence': both('无授权记录', 'no licence on file'),
};
