import type { components } from '../../http/openapi.generated.ts';
import { plainWord } from '../../kernel/index.ts';
import type { CellKind } from './cell-kinds.ts';

type Schemas = components['schemas'];
type Words<Value extends string> = Readonly<Record<Value, readonly string[]>>;

const METHODS: Words<Schemas['Method']> = {
  'open-tender': ['公开招标'],
  'invited-tender': ['邀请招标'],
  'competitive-negotiation': ['竞争性谈判'],
  'competitive-consultation': ['竞争性磋商'],
  inquiry: ['询价'],
  'single-source': ['单一来源', '单一来源采购'],
  'framework-agreement': ['框架协议', '框架协议采购'],
  'e-mall': ['电子卖场', '网上商城', '网上超市'],
  'batch-centralized': ['批量集中采购', '批量集采'],
};

const ORGANISATION_FORMS: Words<Schemas['OrganisationForm']> = {
  centralized: ['政府集中采购', '集中采购'],
  departmental: ['部门集中采购'],
  dispersed: ['分散采购'],
};

const ACQUISITIONS: Words<Schemas['Acquisition']> = {
  purchase: ['购置', '采购'],
  lease: ['租赁'],
  donation: ['受赠', '捐赠'],
  'transfer-in': ['调入', '无偿调入'],
};

const GOODS_KINDS: Words<Schemas['Goods']> = {
  computer: ['计算机'],
  software: ['软件'],
  other: ['其他货物', '其他'],
};

const CONTAINED_COMPUTERS: Words<Schemas['ContainsComputers']> = {
  none: ['无', '不含', '否'],
};

const CATEGORIES: Words<Schemas['ComputerCategory']> = {
  desktop: ['台式机', '台式计算机'],
  laptop: ['便携机', '便携式计算机', '笔记本'],
  'all-in-one': ['一体机'],
  workstation: ['工作站'],
  server: ['服务器'],
  'thin-client': ['瘦客户机', '云终端'],
  tablet: ['平板', '平板电脑'],
};

const USES: Words<Schemas['IntendedUse']> = {
  office: ['办公'],
  development: ['开发'],
  laboratory: ['实验', '实验室'],
  classroom: ['教学', '教室'],
  'production-control': ['生产控制'],
  'meeting-room': ['会议室'],
  server: ['服务器'],
  'virtual-desktop-host': ['云桌面主机', '虚拟桌面主机'],
  'desktop-replacement': ['云桌面替换', '桌面替换'],
  spare: ['备用'],
  other: ['其他'],
};

const SYSTEM_STATES: Words<Schemas['OperatingSystemState']> = {
  preinstalled: ['预装'],
  required: ['要求预装'],
  none: ['无', '裸机'],
  dos: ['dos'],
  trial: ['试用版'],
  unknown: ['不详', '未知'],
};

const SYSTEM_LICENCES: Words<Schemas['OperatingSystemLicenceType']> = {
  oem: ['随机预装授权', '随机'],
  volume: ['批量授权', '批量'],
  subscription: ['订阅'],
  retail: ['零售'],
  'open-source': ['开源'],
  trial: ['试用'],
};

const PLAN_LICENCES: Words<Schemas['PlanLicenceType']> = {
  ...SYSTEM_LICENCES,
  perpetual: ['永久', '永久授权'],
  site: ['场地授权', '场地'],
  free: ['免费'],
};

const PROVISIONS: Words<Schemas['Provision']> = {
  'new-purchase': ['新购'],
  'spare-entitlement': ['结余授权', '使用结余'],
  'site-licence': ['场地授权'],
  bundled: ['随机附带', '捆绑'],
  free: ['免费'],
};

const METRICS: Words<Schemas['LicenceMetric']> = {
  device: ['设备', '台', '套'],
  user: ['用户'],
  concurrent: ['并发'],
  site: ['场地'],
  core: ['核', '内核'],
};

const EVIDENCE_KINDS: Words<Schemas['EvidenceKind']> = {
  coa: ['正版标签', 'coa标签'],
  'oem-firmware-statement': ['固件授权声明'],
  'vendor-authorization-letter': ['厂商授权书', '厂商授权函', '授权书'],
  'serial-list': ['序列号清单'],
  'packing-list': ['装箱单'],
  'licence-certificate': ['许可证书', '授权证书'],
  'licence-page': ['授权页面'],
  'site-licence-letter': ['场地授权函'],
  'allocation-letter': ['分配函'],
  'downgrade-terms': ['降级条款'],
  'free-use-statement': ['免费使用声明'],
  'lessor-authorization': ['出租方授权'],
  'donor-licence-transfer': ['捐赠方许可转让'],
  'purchase-contract': ['采购合同', '合同'],
  invoice: ['发票'],
  other: ['其他'],
};

const ANTIVIRUS_KINDS: Words<'antivirus-client' | 'antivirus-server'> = {
  'antivirus-client': ['客户端'],
  'antivirus-server': ['服务器端'],
};

export const METHOD = wordCell(METHODS);
export const ORGANISATION_FORM = wordCell(ORGANISATION_FORMS);
export const ACQUISITION = wordCell(ACQUISITIONS);
export const GOODS = wordCell(GOODS_KINDS);
export const CONTAINS_COMPUTERS = wordCell(CONTAINED_COMPUTERS);
export const CATEGORY = wordCell(CATEGORIES);
export const USE = wordCell(USES);
export const SYSTEM_STATE = wordCell(SYSTEM_STATES);
export const SYSTEM_LICENCE = wordCell(SYSTEM_LICENCES);
export const PLAN_LICENCE = wordCell(PLAN_LICENCES);
export const PROVISION = wordCell(PROVISIONS);
export const METRIC = wordCell(METRICS);
export const EVIDENCE_KIND = wordCell(EVIDENCE_KINDS);
export const ANTIVIRUS = wordCell(ANTIVIRUS_KINDS);

/** The contract's own value, or how it is called in Chinese; anything else stays as it is. */
function wordCell(words: Words<string>): CellKind {
  const values = new Map(
    Object.entries(words).flatMap(([value, called]) =>
      [value, ...called].map((word) => [plainWord(word), value] as const),
    ),
  );
  return {
    read: (cell) => values.get(plainWord(cell)) ?? cell,
    inChinese: (value) => words[value]?.[0] ?? value,
    words: Object.values(words).flatMap(([first]) => first ?? []),
  };
}
