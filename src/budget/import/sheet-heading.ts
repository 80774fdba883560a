import { plainWord, Refusal, type Text, text } from '../../kernel/index.ts';
import { isShortEnough } from '../../tables/index.ts';
import { type MoneyUnit, UNIT_WORDS } from './sheet-amount.ts';

/** What a column of a finance system's sheet says. Those of the contract keep their names. */
export type SheetField =
  | 'code'
  | 'documentNumber'
  | 'agencyCode'
  | 'agencyName'
  | 'fiscalYear'
  | 'project'
  | 'projectCode'
  | 'projectKind'
  | 'functionalClass'
  | 'economicClass'
  | 'governmentEconomicClass'
  | 'fundType'
  | 'governmentProcurement'
  | 'region'
  | 'catalogueCodes'
  | 'warnPercent'
  | 'appropriation'
  | 'elsewhere'
  | 'used'
  | 'frozen'
  | 'available';

/** How finance systems head their columns; the names of the contract's fields are known besides. */
const HEADINGS: Readonly<Record<SheetField, readonly string[]>> = {
  code: ['指标编码', '指标编号', '指标代码', '指标id', '指标主键', 'bgt_id'],
  documentNumber: ['指标文号', '文号', '下达文号', '指标文件号', 'cor_bgt_doc_no'],
  agencyCode: ['单位编码', '预算单位编码', '单位代码', '统一社会信用代码', '社会信用代码', 'agency_code'],
  agencyName: ['预算单位', '单位', '单位名称', '预算单位名称', 'agency', 'agency_name', 'agencyname'],
  fiscalYear: ['年度', '预算年度', '财政年度', '会计年度', 'fiscal_year'],
  project: ['项目', '项目名称', '预算项目', 'pro_name'],
  projectCode: ['项目编码', '项目代码', '项目编号', 'pro_code'],
  projectKind: ['项目类别', '项目类型', '项目性质'],
  functionalClass: ['功能分类', '功能分类科目', '支出功能分类', '支出功能分类科目', 'exp_func', 'exp_func_code'],
  economicClass: [
    ...['部门经济分类', '部门经济分类科目', '部门预算经济分类', '部门预算支出经济分类', '部门支出经济分类'],
    ...['dep_bgt_eco', 'dep_bgt_eco_code'],
  ],
  governmentEconomicClass: [
    ...['政府经济分类', '政府经济分类科目', '政府预算经济分类', '政府预算支出经济分类', '政府支出经济分类'],
    ...['gov_bgt_eco', 'gov_bgt_eco_code'],
  ],
  fundType: ['资金性质', '资金性质名称', 'fund_type', 'fund_type_code', 'fund_type_name'],
  governmentProcurement: ['政采标识', '政府采购标识', '是否政府采购', '是否政采', 'is_gov_pur'],
  region: ['财政区划', '行政区划', '区划', '区划代码', '财政区划代码', '行政区划代码', 'mof_div_code'],
  catalogueCodes: ['品目', '采购品目', '政府采购品目', '品目编码', '采购品目编码', '品目代码', 'pur_class_code'],
  warnPercent: ['预警比例', '预警线', '预警阈值', '预警百分比'],
  appropriation: [
    ...['指标额度', '指标金额', '金额', '预算金额', '下达金额', '指标总额', '批复金额', '年初预算数', '调整预算数'],
    'avi_amt',
  ],
  elsewhere: ['闸外已用', '其他已用'],
  used: ['已用', '已用金额', '已用额度', '已使用', '已使用金额', '已支付', '已支付金额', 'use_amt'],
  frozen: ['冻结', '冻结金额', '冻结额度', '已冻结', '占用', 'frozenamt'],
  available: ['可用', '可用金额', '可用额度', '指标余额', '余额', 'canuse_amt'],
};

const FIELDS = Object.keys(HEADINGS) as readonly SheetField[];
const MONEY: readonly SheetField[] = ['appropriation', 'elsewhere', 'used', 'frozen', 'available'];

const KNOWN: ReadonlyMap<string, SheetField> = new Map(
  FIELDS.flatMap((field) => [field.toLowerCase(), ...HEADINGS[field]].map((name) => [name, field] as const)),
);

/** Which column says what, in which unit, under which name of the sheet's own. */
export interface SheetHeading {
  /** The number of its row. */
  readonly row: number;
  readonly columns: number;
  readonly placeOf: ReadonlyMap<SheetField, number>;
  readonly nameOf: ReadonlyMap<SheetField, string>;
  readonly unitOf: ReadonlyMap<SheetField, MoneyUnit>;
  /** Columns that nobody here knows, by their names. */
  readonly ignored: readonly string[];
}

interface NamedColumn {
  readonly name: string;
  readonly field: SheetField | undefined;
  readonly unit: MoneyUnit | undefined;
  /** The contract's own name, whose amounts are yuan. */
  readonly isContractName: boolean;
}

const UNITS: Readonly<Record<string, MoneyUnit>> = { 元: 'yuan', 万元: 'wan-yuan', 人民币元: 'yuan' };
const UNIT_IN_HEADING = /^(.+?)[([]?(?:单位)?:?(人民币元|万元|元)[)\]]?$/;
const UNIT_ABOVE = /(?:金额)?单位:(人民币元|万元|元)/;

function readName(name: string): NamedColumn {
  if (!isShortEnough(name)) return { name, field: undefined, unit: undefined, isContractName: false };
  const words = plainWord(name);
  const direct = KNOWN.get(words);
  const isContractName = FIELDS.some((field) => field === name.trim());
  if (direct) return { name: name.trim(), field: direct, unit: undefined, isContractName };
  const [, head = '', unit = ''] = UNIT_IN_HEADING.exec(words) ?? [];
  const field = KNOWN.get(head);
  const isMoney = field !== undefined && MONEY.includes(field);
  return { name: name.trim(), field: isMoney ? field : undefined, unit: UNITS[unit], isContractName: false };
}

export const HEADING_ROWS_MAX = 10;
const RECOGNISED_MIN = 4;

/** Whether a row is a heading: a title, a line with the unit or a date may stand above it. */
export function isHeading(cells: readonly string[]): boolean {
  return new Set(cells.flatMap((cell) => readName(cell).field ?? [])).size >= RECOGNISED_MIN;
}

export interface HeadingQuestion {
  readonly row: number;
  readonly cells: readonly string[];
  /** The rows above it. */
  readonly above: readonly (readonly string[])[];
  readonly asked: MoneyUnit | undefined;
}

/** Reads the heading, or refuses the file: a column is missing or there twice, or an amount may be yuan or ten thousand. */
export function readHeading({ row, cells, above, asked }: HeadingQuestion): SheetHeading {
  const named = cells.map(readName);
  const known = named.flatMap((each, place) => (each.field ? [{ ...each, field: each.field, place }] : []));
  const ignored = named.flatMap(({ field, name }) => (field === undefined && name !== '' ? [name] : []));
  refuseMissing(known.map(({ field }) => field));
  const twice = known.filter(({ field }, at) => known.findIndex((other) => other.field === field) !== at);
  if (twice.length > 0) throw columnsRefused(text('重复的列', 'Columns that are there twice'), namesOf(twice));
  // A sheet in the contract's own names is made for this gate: what is unknown there is a mistake.
  const isOwn = known.some(({ field, isContractName }) => field === 'agencyCode' && isContractName);
  if (isOwn && ignored.length > 0) throw columnsRefused(text('未知的列', 'Unknown columns'), ignored);
  refuseElsewhereTwice(known);
  const stated = unitAbove(above);
  const money = known.filter(({ field }) => MONEY.includes(field));
  return {
    row,
    columns: cells.length,
    placeOf: new Map(known.map(({ field, place }) => [field, place])),
    nameOf: new Map(known.map(({ field, name }) => [field, name])),
    unitOf: new Map(money.map((column) => [column.field, unitFor(column, { stated, asked })])),
    ignored,
  };
}

function namesOf(columns: readonly NamedColumn[]): readonly string[] {
  return columns.map(({ name }) => name);
}

function unitAbove(above: readonly (readonly string[])[]): MoneyUnit | undefined {
  const units = above.flat().flatMap((cell) => UNITS[UNIT_ABOVE.exec(plainWord(cell))?.[1] ?? ''] ?? []);
  return units.at(-1);
}

const REQUIRED: readonly (readonly [SheetField, string])[] = [
  ['code', '指标编码'],
  ['fiscalYear', '年度'],
  ['project', '项目名称'],
  ['economicClass', '部门经济分类'],
  ['governmentProcurement', '政采标识'],
  ['appropriation', '指标额度'],
];

function refuseMissing(there: readonly SheetField[]): void {
  const missing = REQUIRED.filter(([field]) => !there.includes(field)).map(([field, name]) => `${name} (${field})`);
  const hasAgency = there.includes('agencyCode') || there.includes('agencyName');
  const all = hasAgency ? missing : [...missing, '预算单位 (agencyCode)'];
  if (all.length > 0) throw columnsRefused(text('缺少列', 'Missing columns'), all);
}

/** What is used or frozen outside is said once: by itself, or by what is used and what is frozen. */
function refuseElsewhereTwice(known: readonly (NamedColumn & { readonly field: SheetField })[]): void {
  const parts = known.filter(({ field }) => field === 'used' || field === 'frozen');
  const whole = known.filter(({ field }) => field === 'elsewhere');
  if (parts.length === 0 || whole.length === 0) return;
  throw columnsRefused(text('重复的列', 'Columns that are there twice'), namesOf([...whole, ...parts]));
}

interface Units {
  readonly stated: MoneyUnit | undefined;
  readonly asked: MoneyUnit | undefined;
}

function unitFor({ name, unit, isContractName }: NamedColumn, { stated, asked }: Units): MoneyUnit {
  const own = unit ?? stated;
  if (own && asked && own !== asked) throw otherUnit(name, own);
  const found = own ?? asked ?? (isContractName ? 'yuan' : undefined);
  if (!found) throw noUnit(name);
  return found;
}

function otherUnit(name: string, unit: MoneyUnit): Refusal {
  const words = UNIT_WORDS[unit];
  return unitRefused(
    text(
      `“${name}”在文件中以${words['zh-CN']}为单位，与参数 unit 不一致。`,
      `In the file "${name}" is in ${words.en}, which the parameter unit contradicts.`,
    ),
  );
}

function noUnit(name: string): Refusal {
  return unitRefused(
    text(
      `“${name}”没有写明单位：请以参数 unit=yuan（元）或 unit=wan-yuan（万元）说明，或写在表头中，如“金额（万元）”。`,
      `It is not said what "${name}" counts: send unit=yuan or unit=wan-yuan, or write it in the heading, as 金额（万元）.`,
    ),
  );
}

function unitRefused(message: Text): Refusal {
  return new Refusal('invalid', 'import.unit', message, [{ pointer: '/query/unit', message: '' }]);
}

const NAMES_SHOWN_MAX = 20;

function columnsRefused(what: Text, names: readonly string[]): Refusal {
  const list = names.slice(0, NAMES_SHOWN_MAX).map((name) => name.slice(0, 80));
  const message = text(`${what['zh-CN']}：${list.join('、')}。`, `${what.en}: ${list.join(', ')}.`);
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}
