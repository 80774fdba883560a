import type { Schemas } from '../../../client/operation.ts';
import { EVIDENCE_KIND_WORDS } from '../../../words/evidence.ts';
import { COMPUTER_WORDS, METRIC_WORDS, SOFTWARE_WORDS } from '../../../words/goods-choices.ts';

type Of<Value extends string> = { readonly [value in Value]: string };

interface ChoiceWords {
  readonly [name: string]: { readonly [value: string]: string };
  readonly kind: Of<Schemas['ComputerCategory'] | 'software' | 'other'>;
  readonly method: Of<Schemas['Method']>;
  readonly organisationForm: Of<Schemas['OrganisationForm']>;
  readonly category: Of<Schemas['SoftwareCategory']>;
  readonly provision: Of<Schemas['Provision']>;
  readonly planLicence: Of<Schemas['PlanLicenceType']>;
  readonly systemLicence: Of<Schemas['OperatingSystemLicenceType']>;
  readonly metric: Of<Schemas['LicenceMetric']>;
  readonly systemState: Of<Schemas['OperatingSystemState']>;
  readonly architecture: Of<Schemas['CpuArchitecture']>;
  readonly intendedUse: Of<Schemas['IntendedUse']>;
  readonly inside: Of<Schemas['ContainsComputers']>;
  readonly evidence: Of<Schemas['EvidenceKind']>;
  /** The contract takes any text, and says that it is one of these. */
  readonly ratingLevel: Of<'I' | 'II'>;
  readonly flag: Of<'true' | 'false'>;
}

const ARCHITECTURES: ChoiceWords['architecture'] = {
  x64: 'x64',
  arm64: 'ARM64',
  loongarch64: 'LoongArch64',
  mips64: 'MIPS64',
  sw64: 'SW64',
  x86: 'x86',
};

const zh: ChoiceWords = {
  kind: { ...COMPUTER_WORDS.zh, software: '软件', other: '其他' },
  method: {
    ...{ 'e-mall': '网上商城', 'framework-agreement': '框架协议采购', 'batch-centralized': '批量集中采购' },
    ...{ 'open-tender': '公开招标', 'invited-tender': '邀请招标', 'competitive-negotiation': '竞争性谈判' },
    ...{ 'competitive-consultation': '竞争性磋商', inquiry: '询价', 'single-source': '单一来源采购' },
  },
  organisationForm: { centralized: '政府集中采购', departmental: '部门集中采购', dispersed: '分散采购' },
  category: SOFTWARE_WORDS.zh,
  provision: {
    ...{ 'new-purchase': '新购', 'spare-entitlement': '结余授权', 'site-licence': '场地授权' },
    ...{ bundled: '随机附带', free: '免费' },
  },
  planLicence: {
    ...{ perpetual: '永久', subscription: '订阅', volume: '批量', retail: '零售', site: '场地', oem: '随机（OEM）' },
    ...{ 'open-source': '开源', trial: '试用', free: '免费' },
  },
  systemLicence: {
    ...{
      oem: '随机（OEM）',
      volume: '批量',
      subscription: '订阅',
      retail: '零售',
      'open-source': '开源',
      trial: '试用',
    },
  },
  metric: METRIC_WORDS.zh,
  systemState: {
    ...{ preinstalled: '已预装', required: '要求预装（由投标人提供）', none: '无系统', dos: '仅 DOS' },
    ...{ trial: '试用版', unknown: '不明' },
  },
  architecture: ARCHITECTURES,
  intendedUse: {
    ...{ office: '办公', development: '开发', laboratory: '实验室', classroom: '教室', 'meeting-room': '会议室' },
    ...{ 'production-control': '生产控制', server: '服务器', 'virtual-desktop-host': '虚拟桌面主机' },
    ...{ 'desktop-replacement': '替代台式机', spare: '备用', other: '其他' },
  },
  inside: { none: '不含计算机' },
  evidence: EVIDENCE_KIND_WORDS.zh,
  ratingLevel: { I: 'I 级', II: 'II 级' },
  flag: { true: '是', false: '否' },
};

const en: ChoiceWords = {
  kind: { ...COMPUTER_WORDS.en, software: 'Software', other: 'Other' },
  method: {
    ...{ 'e-mall': 'E-mall', 'framework-agreement': 'Framework agreement', 'batch-centralized': 'Centralized batch' },
    ...{ 'open-tender': 'Open tender', 'invited-tender': 'Invited tender', inquiry: 'Inquiry' },
    ...{ 'competitive-negotiation': 'Competitive negotiation', 'competitive-consultation': 'Competitive consultation' },
    'single-source': 'Single source',
  },
  organisationForm: { centralized: 'Centralized', departmental: 'By the department', dispersed: 'By the agency' },
  category: SOFTWARE_WORDS.en,
  provision: {
    ...{ 'new-purchase': 'New purchase', 'spare-entitlement': 'Spare licence', 'site-licence': 'Site licence' },
    ...{ bundled: 'With the machine', free: 'Free' },
  },
  planLicence: {
    ...{ perpetual: 'Perpetual', subscription: 'Subscription', volume: 'Volume', retail: 'Retail', site: 'Site' },
    ...{ oem: 'OEM', 'open-source': 'Open source', trial: 'Trial', free: 'Free' },
  },
  systemLicence: {
    ...{ oem: 'OEM', volume: 'Volume', subscription: 'Subscription', retail: 'Retail' },
    ...{ 'open-source': 'Open source', trial: 'Trial' },
  },
  metric: METRIC_WORDS.en,
  systemState: {
    ...{ preinstalled: 'Preinstalled', required: 'Required of the bidder', none: 'None', dos: 'DOS only' },
    ...{ trial: 'Trial', unknown: 'Unknown' },
  },
  architecture: ARCHITECTURES,
  intendedUse: {
    ...{ office: 'Office', development: 'Development', laboratory: 'Laboratory', classroom: 'Classroom' },
    ...{ 'meeting-room': 'Meeting room', 'production-control': 'Production control', server: 'Server' },
    ...{ 'virtual-desktop-host': 'Host of virtual desktops', 'desktop-replacement': 'Instead of a desktop' },
    ...{ spare: 'Spare', other: 'Other' },
  },
  inside: { none: 'None' },
  evidence: EVIDENCE_KIND_WORDS.en,
  ratingLevel: { I: 'Level I', II: 'Level II' },
  flag: { true: 'Yes', false: 'No' },
};

export const CHOICE_WORDS: { readonly zh: ChoiceWords; readonly en: ChoiceWords } = { zh, en };

/** Which choices a field offers, by its name in its row. Those that the gate's lists offer are not here. */
export const CHOICES_OF: { readonly [name: string]: keyof ChoiceWords } = {
  ...{ kind: 'kind', method: 'method', organisationForm: 'organisationForm', domestic: 'flag' },
  ...{ category: 'category', 'software.category': 'category', provision: 'provision', licenceType: 'planLicence' },
  ...{ metric: 'metric', 'evidence.0.kind': 'evidence', 'computer.intendedUse': 'intendedUse' },
  ...{ 'computer.cpu.architecture': 'architecture', 'computer.operatingSystem.state': 'systemState' },
  containsComputers: 'inside',
  'computer.operatingSystem.licenceType': 'systemLicence',
  'computer.operatingSystem.evidence.0.kind': 'evidence',
  'computer.cpu.securityRating.level': 'ratingLevel',
  'computer.operatingSystem.securityRating.level': 'ratingLevel',
};
