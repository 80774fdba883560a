import { plainWord } from '../../kernel/index.ts';
import { type CellKind, DAY, FLAG, LIST, MONEY, NUMBER, TEXT } from './cell-kinds.ts';
import {
  ACQUISITION,
  ANTIVIRUS,
  CATEGORY,
  CONTAINS_COMPUTERS,
  EVIDENCE_KIND,
  GOODS,
  METHOD,
  METRIC,
  ORGANISATION_FORM,
  PLAN_LICENCE,
  PROVISION,
  SYSTEM_LICENCE,
  SYSTEM_STATE,
  USE,
} from './order-words.ts';

/** What a column is about: the order as a whole, the row's goods, or the software that is planned for them. */
export type Subject = 'order' | 'line' | 'office' | 'antivirus';

/** A column that a table of orders may have. */
export interface OrderColumn {
  readonly subject: Subject;
  readonly name: string;
  readonly chinese: string;
  /** Where its value stands in the order, the line or the plan item. */
  readonly path: string;
  /** What cannot be read stays a text, and the gate refuses it with its place. */
  readonly kind: CellKind;
}

type Column = readonly [name: string, chinese: string, path: string, kind: CellKind];

const ORDER: readonly Column[] = [
  ['reference', '订单编号', 'reference', TEXT],
  ['agencyCode', '单位代码', 'agencyCode', TEXT],
  ['fiscalYear', '年度', 'fiscalYear', NUMBER],
  ['acquisition', '取得方式', 'acquisition', ACQUISITION],
  ['method', '采购方式', 'method', METHOD],
  ['organisationForm', '采购组织形式', 'organisationForm', ORGANISATION_FORM],
  ['classified', '是否涉密', 'classified', FLAG],
  ['planFilingNumber', '采购实施计划备案号', 'planFilingNumber', TEXT],
  ['supplierCode', '供应商代码', 'supplier/creditCode', TEXT],
  ['supplierName', '供应商名称', 'supplier/name', TEXT],
  ['creditCheckedOn', '信用查询日期', 'supplier/creditCheckedOn', DAY],
  ['expectedDeliveryOn', '预计交货日期', 'expectedDeliveryOn', DAY],
  ['total', '订单总额', 'total', MONEY],
  ['justification', '采购理由', 'justification', TEXT],
];

const LINE: readonly Column[] = [
  ['line', '行号', 'line', NUMBER],
  ['catalogueEdition', '品目版本', 'catalogue/edition', TEXT],
  ['catalogueCode', '品目编码', 'catalogue/code', TEXT],
  ['description', '货物说明', 'description', TEXT],
  ['brand', '品牌', 'brand', TEXT],
  ['model', '型号', 'model', TEXT],
  ['quantity', '数量', 'quantity', NUMBER],
  ['unitPrice', '单价', 'unitPrice', MONEY],
  ['domestic', '是否本国产品', 'domestic', FLAG],
  ['replaces', '更新的设备', 'replaces', LIST],
  ['budgetLine', '预算指标', 'funding/0/budgetLine', TEXT],
  ['category', '计算机类型', 'computer/category', CATEGORY],
  ['cpuModel', '处理器型号', 'computer/cpu/model', TEXT],
  ['cpuArchitecture', '处理器架构', 'computer/cpu/architecture', TEXT],
  ['cpuRatingLevel', '处理器测评等级', 'computer/cpu/securityRating/level', TEXT],
  ['cpuRatingAnnouncement', '处理器测评公告', 'computer/cpu/securityRating/announcement', TEXT],
  ['intendedUse', '用途', 'computer/intendedUse', USE],
  ['needsOffice', '是否需要办公软件', 'computer/needsOffice', FLAG],
  ['cores', '处理器核数', 'computer/cores', NUMBER],
  ['virtualDesktops', '云桌面数', 'computer/virtualDesktops', NUMBER],
  ['osState', '操作系统状态', 'computer/operatingSystem/state', SYSTEM_STATE],
  ['osProduct', '操作系统名称', 'computer/operatingSystem/product', TEXT],
  ['osEdition', '操作系统版本', 'computer/operatingSystem/edition', TEXT],
  ['osVersion', '操作系统版本号', 'computer/operatingSystem/version', TEXT],
  ['osLicenceType', '操作系统授权方式', 'computer/operatingSystem/licenceType', SYSTEM_LICENCE],
  ['osRatingLevel', '操作系统测评等级', 'computer/operatingSystem/securityRating/level', TEXT],
  ['osRatingAnnouncement', '操作系统测评公告', 'computer/operatingSystem/securityRating/announcement', TEXT],
  ['osProofKind', '操作系统证明类型', 'computer/operatingSystem/evidence/0/kind', EVIDENCE_KIND],
  ['osProof', '操作系统证明编号', 'computer/operatingSystem/evidence/0/reference', TEXT],
  ['osProofSeats', '操作系统证明数量', 'computer/operatingSystem/evidence/0/seats', NUMBER],
  ['goods', '货物类别', 'goods', GOODS],
  ['containsComputers', '是否含计算机', 'containsComputers', CONTAINS_COMPUTERS],
  ['pricedIn', '计价所在行', 'pricedIn', NUMBER],
  ['leaseMonths', '租期（月）', 'leaseMonths', NUMBER],
];

/** Of office software and of antivirus alike: `officeProduct`, `antivirusProduct`. */
const PLAN: readonly Column[] = [
  ['Product', '名称', 'product', TEXT],
  ['Edition', '版本', 'edition', TEXT],
  ['Version', '版本号', 'version', TEXT],
  ['Provision', '来源', 'provision', PROVISION],
  ['LicenceType', '授权方式', 'licenceType', PLAN_LICENCE],
  ['Metric', '计量方式', 'metric', METRIC],
  ['Seats', '授权数量', 'seats', NUMBER],
  ['UnitPrice', '单价', 'unitPrice', MONEY],
  ['ServiceMonths', '服务月数', 'serviceMonths', NUMBER],
  ['FirstYearUnitPrice', '首年单价', 'firstYearUnitPrice', MONEY],
  ['ValidFrom', '授权起始日', 'validFrom', DAY],
  ['ValidUntil', '授权截止日', 'validUntil', DAY],
  ['Platforms', '适用平台', 'platforms', LIST],
  ['DeliverBy', '到位日期', 'deliverBy', DAY],
  ['EntitlementId', '结余授权编号', 'entitlementId', TEXT],
  ['Licensee', '被授权单位', 'licensee', TEXT],
  ['BudgetLine', '预算指标', 'funding/0/budgetLine', TEXT],
  ['ProofKind', '证明类型', 'evidence/0/kind', EVIDENCE_KIND],
  ['Proof', '证明编号', 'evidence/0/reference', TEXT],
  ['ProofSeats', '证明数量', 'evidence/0/seats', NUMBER],
];

/** All that a table of computers, and of goods that they come with, may say, in the order of the template. Other orders come as JSON. */
export const ORDER_COLUMNS: readonly OrderColumn[] = [
  ...ORDER.map((column) => columnOf('order', column)),
  ...LINE.map((column) => columnOf('line', column)),
  ...PLAN.map(([name, chinese, ...rest]) => columnOf('office', [`office${name}`, `办公软件${chinese}`, ...rest])),
  columnOf('antivirus', ['antivirusCategory', '杀毒软件种类', 'category', ANTIVIRUS]),
  ...PLAN.map(([name, chinese, ...rest]) => columnOf('antivirus', [`antivirus${name}`, `杀毒软件${chinese}`, ...rest])),
];

/** Without these no row can be an order; everything else that is missing the gate tells. */
export const REQUIRED_COLUMNS: readonly string[] = ['reference', 'agencyCode', 'fiscalYear', 'description', 'quantity'];

const KNOWN: ReadonlyMap<string, OrderColumn> = new Map(
  ORDER_COLUMNS.flatMap((column) => [column.name, column.chinese].map((name) => [plainWord(name), column] as const)),
);

export function columnCalled(heading: string): OrderColumn | undefined {
  return KNOWN.get(plainWord(heading));
}

function columnOf(subject: Subject, [name, chinese, path, kind]: Column): OrderColumn {
  return { subject, name, chinese, path, kind };
}
