import { text } from '../../kernel/index.ts';
import { NOT_NEEDED, NOT_STATED, type ValueWords } from './order-fact-words.ts';

const SOFTWARE: ValueWords = {
  'operating-system': text('操作系统', 'operating system'),
  office: text('办公软件', 'office software'),
  'antivirus-client': text('杀毒软件（客户端）', 'client antivirus'),
  'antivirus-server': text('杀毒软件（服务器端）', 'server antivirus'),
  other: text('其他软件', 'other software'),
  'not-applicable': text('不适用', 'not applicable'),
  'not-stated': NOT_STATED,
};

const RATING: ValueWords = {
  listed: text('已列入测评结果', 'listed'),
  'declared-only': text('仅申报，未列入', 'declared only'),
  expired: text('测评已过期', 'expired'),
  absent: text('无', 'none'),
};

const REPLACEMENT: ValueWords = {
  none: text('未说明', 'none'),
  unusable: text('无法使用', 'unusable'),
  'technical-progress': text('技术更新', 'technical progress'),
  'hardware-scrapped': text('硬件报废', 'the hardware was scrapped'),
};

const LICENCE: ValueWords = {
  perpetual: text('永久许可', 'perpetual'),
  oem: text('随机预装（OEM）', 'pre-installed (OEM)'),
  volume: text('批量许可', 'volume licence'),
  subscription: text('订阅许可', 'subscription'),
  retail: text('零售许可', 'boxed copy'),
  site: text('场地许可', 'site licence'),
  'open-source': text('开源', 'open source'),
  trial: text('试用', 'trial'),
  free: text('免费', 'free'),
  'not-stated': NOT_STATED,
};

const EDITION_CLASS: ValueWords = {
  unit: text('单位用版', 'for organisations'),
  home: text('家庭版或个人版', 'home or personal'),
  'not-stated': NOT_STATED,
};

const SUPPORT: ValueWords = {
  supported: text('支持期内', 'supported'),
  'ends-within-life': text('使用年限内停止支持', 'ends within the life of the machine'),
  'ended-by-delivery': text('交货前已停止支持', 'ended by the delivery'),
  'not-stated': NOT_STATED,
};

/** What proves a licence. */
export const EVIDENCE_WORDS: ValueWords = {
  coa: text('正版标签（COA）', 'certificate of authenticity'),
  'oem-firmware-statement': text('厂商固件授权说明', 'maker’s statement on the firmware'),
  'vendor-authorization-letter': text('厂商授权书', 'letter of authorization'),
  'serial-list': text('序列号清单', 'list of serials'),
  'packing-list': text('装箱单', 'packing list'),
  'licence-certificate': text('许可证书', 'licence certificate'),
  'licence-page': text('许可网页', 'licence page'),
  'site-licence-letter': text('场地授权书', 'site licence letter'),
  'allocation-letter': text('授权调拨函', 'allocation letter'),
  'downgrade-terms': text('降级条款', 'downgrade terms'),
  'free-use-statement': text('免费使用声明', 'statement of free use'),
  'lessor-authorization': text('出租方授权', 'lessor’s authorization'),
  'donor-licence-transfer': text('捐赠方授权转让', 'donor’s transfer'),
  'purchase-contract': text('采购合同', 'purchase contract'),
  invoice: text('发票', 'invoice'),
  other: text('其他凭证', 'other proof'),
};

/** Facts about a line of goods, and the system that comes with it. */
const LINE_FACT_WORDS: Readonly<Record<string, ValueWords>> = {
  'line.goods': {
    computer: text('计算机', 'computer'),
    software: text('软件', 'software'),
    other: text('其他货物', 'other goods'),
  },
  'line.category': {
    desktop: text('台式计算机', 'desktop'),
    laptop: text('便携式计算机', 'laptop'),
    'all-in-one': text('一体式计算机', 'all-in-one'),
    workstation: text('工作站', 'workstation'),
    server: text('服务器', 'server'),
    'thin-client': text('瘦客户机', 'thin client'),
    tablet: text('平板计算机', 'tablet'),
    software: text('软件', 'software'),
    other: text('其他', 'other'),
    'not-stated': NOT_STATED,
  },
  'line.catalogueEdition': {
    '2013': text('2013 年版', 'edition of 2013'),
    '2022': text('2022 年版', 'edition of 2022'),
    'not-stated': NOT_STATED,
  },
  'line.catalogueDecode': {
    match: text('相符', 'they agree'),
    mismatch: text('不相符', 'they differ'),
    'not-stated': NOT_STATED,
  },
  'line.softwareCategory': SOFTWARE,
  'line.domestic': { yes: text('是', 'yes'), no: text('否', 'no'), 'not-stated': NOT_STATED },
  'line.cpuRating': RATING,
  'line.intendedUse': {
    office: text('日常办公', 'office'),
    development: text('研发', 'development'),
    laboratory: text('实验室', 'laboratory'),
    classroom: text('教室', 'classroom'),
    'production-control': text('生产控制', 'production control'),
    'meeting-room': text('会议室', 'meeting room'),
    server: text('服务器', 'server'),
    'virtual-desktop-host': text('虚拟桌面主机', 'host of virtual desktops'),
    'desktop-replacement': text('替代台式机', 'replacement of a desktop'),
    spare: text('备用', 'spare'),
    other: text('其他', 'other'),
    'not-stated': NOT_STATED,
  },
  'line.replacementGround': REPLACEMENT,
  'line.os.state': {
    preinstalled: text('预装', 'preinstalled'),
    required: text('要求配置', 'required'),
    none: text('无操作系统', 'none'),
    dos: text('DOS', 'DOS'),
    trial: text('试用版', 'trial'),
    unknown: text('未知', 'unknown'),
  },
  'line.os.description': { complete: text('完整', 'complete'), incomplete: text('不完整', 'incomplete') },
  'line.os.licenceType': LICENCE,
  'line.os.family': {
    windows: text('Windows', 'Windows'),
    linux: text('Linux', 'Linux'),
    macos: text('macOS', 'macOS'),
    other: text('其他', 'other'),
  },
  'line.os.editionClass': EDITION_CLASS,
  'line.os.targetEditionClass': EDITION_CLASS,
  'line.os.evidenceState': {
    enough: text('充分', 'enough'),
    thin: text('不充分', 'thin'),
    'not-needed': NOT_NEEDED,
  },
  'line.os.evidenceKinds': EVIDENCE_WORDS,
  'line.os.rating': { ...RATING, 'not-stated': NOT_STATED },
  'line.os.targetRating': { ...RATING, 'not-stated': NOT_STATED },
  'line.os.support': SUPPORT,
  'line.os.targetSupport': SUPPORT,
  'line.os.plannedSupport': SUPPORT,
  'line.os.targetRelation': {
    same: text('与授权一致', 'the same'),
    'downgrade-with-right': text('降级，有降级权', 'a downgrade, with the right to it'),
    'downgrade-without-right': text('降级，无降级权', 'a downgrade, without the right to it'),
    'above-version': text('高于授权版本号', 'a later version'),
    'above-edition': text('高于授权版本类型', 'a higher edition'),
    'other-product': text('其他产品', 'another product'),
    'not-stated': NOT_STATED,
  },
  'line.serverOsLicence': {
    covered: text('已覆盖', 'covered'),
    none: text('无授权', 'none'),
    'below-need': text('少于所需', 'less than needed'),
    'need-not-stated': text('未填报所需数量', 'the need is not stated'),
    'not-applicable': text('不适用', 'not applicable'),
  },
};

/** Facts about an item of the software plan. */
const ITEM_FACT_WORDS: Readonly<Record<string, ValueWords>> = {
  'item.category': SOFTWARE,
  'item.provision': {
    'new-purchase': text('新购', 'new purchase'),
    'spare-entitlement': text('使用闲置授权', 'spare entitlement'),
    'site-licence': text('场地授权', 'site licence'),
    bundled: text('随机配套', 'bundled'),
    free: text('免费软件', 'free'),
    'not-stated': NOT_STATED,
  },
  'item.licenceType': LICENCE,
  'item.metric': {
    device: text('按设备', 'per device'),
    user: text('按用户', 'per user'),
    concurrent: text('按并发数', 'concurrent users'),
    site: text('按场地', 'per site'),
    core: text('按处理器核心', 'per core'),
    'not-stated': NOT_STATED,
  },
  'item.serviceSplit': {
    'single-year': text('仅一年服务', 'one year only'),
    split: text('已分列', 'priced apart'),
    'not-split': text('未分列', 'not priced apart'),
  },
  'item.deliverByState': {
    ok: text('符合要求', 'in order'),
    missing: text('未填报', 'missing'),
    late: text('过晚', 'too late'),
    'not-needed': NOT_NEEDED,
  },
  'item.term': {
    perpetual: text('永久', 'perpetual'),
    'long-enough': text('足够', 'long enough'),
    short: text('不足', 'too short'),
    expired: text('已到期', 'expired'),
    'not-started': text('尚未开始', 'not started'),
  },
  'item.editionClass': {
    unit: text('单位用版', 'for organisations'),
    personal: text('个人版', 'personal'),
    'not-stated': NOT_STATED,
  },
  'item.platformFit': {
    all: text('全部适配', 'fits all'),
    some: text('部分适配', 'fits some'),
    none: text('均不适配', 'fits none'),
    'not-stated': NOT_STATED,
    'not-needed': NOT_NEEDED,
  },
  'item.licenseeState': {
    agency: text('本单位', 'the agency'),
    allocated: text('上级调拨给本单位', 'allocated to the agency'),
    other: text('其他单位', 'somebody else'),
    'not-stated': NOT_STATED,
  },
  'item.notCountedReason': {
    none: text('无', 'none'),
    'no-evidence': text('无证明', 'no evidence'),
    'not-verified': text('未经核实', 'not verified'),
    'not-licensee': text('非被授权人', 'not the licensee'),
    'not-started': text('许可期限尚未开始', 'not started'),
    expired: text('许可已到期', 'expired'),
    trial: text('试用版', 'trial'),
    personal: text('个人版', 'personal edition'),
    'not-on-list': text('不在免费软件清单内', 'not on the list of free software'),
    'device-bound': text('绑定其他设备', 'bound to another device'),
    version: text('版本不符', 'another version'),
  },
  'item.replacementGround': REPLACEMENT,
  'entitlement.siteScope': {
    ok: text('符合', 'in order'),
    'outside-scope': text('超出授权范围', 'outside the scope'),
    'headcount-exceeded': text('超过授权人数', 'more people than licensed'),
    'rights-after-end-unstated': text('未说明期满后的权利', 'rights after the end are not stated'),
    'not-stated': NOT_STATED,
    'not-applicable': text('不适用', 'not applicable'),
  },
  'item.fundingState': {
    funded: text('已安排', 'funded'),
    short: text('资金不足', 'short'),
    none: text('未安排', 'none'),
    'not-needed': NOT_NEEDED,
  },
};

export const GOODS_FACT_WORDS: Readonly<Record<string, ValueWords>> = { ...LINE_FACT_WORDS, ...ITEM_FACT_WORDS };
