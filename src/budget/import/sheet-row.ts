import {
  addFen,
  type Fen,
  formatYuan,
  isCreditCode,
  isRoundedNumber,
  plainDigits,
  roundedNumberText,
  subtractFen,
  type Text,
  text,
  ZERO_FEN,
} from '../../kernel/index.ts';
import { readAmount } from './sheet-amount.ts';
import type { SheetField, SheetHeading } from './sheet-heading.ts';

/** What is wrong with a cell, or with the row when no field is named. */
export interface SheetFault {
  readonly field: SheetField | null;
  readonly text: Text;
}

/** One row as the fields that it states. */
export interface SheetRow {
  readonly row: number;
  /** Only what is stated; the contract's schema has still to look at it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Where no credit code is stated: the agency's name, which the gate has to find. */
  readonly agencyName: string | null;
  readonly faults: readonly SheetFault[];
}

/** Undefined for a row that says nothing: an empty one, or the sums below. */
export function readRow(heading: SheetHeading, row: number, cells: readonly string[]): SheetRow | undefined {
  const texts = cells.map((cell) => cell.trim());
  const first = texts.find((cell) => cell !== '');
  if (first === undefined || (cellOf(heading, texts, 'fiscalYear') === '' && SUMS.test(first))) return undefined;
  if (texts.length !== heading.columns) return wrongLength(row, texts.length, heading.columns);
  const reading: RowReading = { heading, texts, faults: [], body: {} };
  const agencyName = readAgency(reading);
  readTexts(reading);
  readWords(reading);
  readAmounts(reading);
  return { row, body: reading.body, agencyName, faults: reading.faults };
}

const SUMS = /^(?:合计|总计|小计|合 计|总 计)/;

interface RowReading {
  readonly heading: SheetHeading;
  readonly texts: readonly string[];
  readonly faults: SheetFault[];
  /** Filled field by field: of 50,000 rows, objects made of others would be many. */
  readonly body: Record<string, unknown>;
}

function cellOf({ placeOf }: SheetHeading, texts: readonly string[], field: SheetField): string {
  const place = placeOf.get(field);
  return place === undefined ? '' : (texts[place] ?? '');
}

function wrongLength(row: number, found: number, wanted: number): SheetRow {
  const message = text(`该行有 ${found} 列，应为 ${wanted} 列。`, `The row has ${found} cells instead of ${wanted}.`);
  return { row, body: {}, agencyName: null, faults: [{ field: null, text: message }] };
}

/** `101001-荆州市财政局` and `[101001]荆州市财政局` name an agency after a number of the finance system's own. */
const NUMBERED_NAME = /^[[(（【]?[0-9A-Za-z]{1,30}[\])）】]?[\s\-—_:：]*(?=[^0-9A-Za-z\s\-—_:：])/;

/** A credit code wins over a name: names change, and two agencies may have one. Answers the name where it is all there is. */
function readAgency({ heading, texts, faults, body }: RowReading): string | null {
  const code = cellOf(heading, texts, 'agencyCode');
  const name = cellOf(heading, texts, 'agencyName');
  const creditCode = [code, name].map((cell) => cell.normalize('NFKC')).find(isCreditCode);
  if (creditCode !== undefined) {
    body.agencyCode = creditCode;
    return null;
  }
  if (name !== '') return name.replace(NUMBERED_NAME, '');
  const field = heading.placeOf.has('agencyCode') ? 'agencyCode' : 'agencyName';
  const message =
    code === ''
      ? text('缺少预算单位', 'the agency is missing')
      : text(`“${code.slice(0, 40)}”不是统一社会信用代码`, `"${code.slice(0, 40)}" is no unified social credit code`);
  faults.push({ field, text: message });
  return null;
}

const PLAIN_TEXTS = ['code', 'documentNumber', 'project', 'projectCode', 'fundType'] as const;
/** `31002-办公设备购置` is the class 31002. */
const CLASSES = ['functionalClass', 'economicClass', 'governmentEconomicClass'] as const;

function readTexts({ heading, texts, body, faults }: RowReading): void {
  for (const field of PLAIN_TEXTS) {
    const cell = cellOf(heading, texts, field);
    if (isRoundedNumber(cell)) faults.push({ field, text: roundedNumberText(cell) });
    else state(body, field, cell);
  }
  for (const field of CLASSES) state(body, field, leadingDigits(cellOf(heading, texts, field)));
  state(body, 'region', regionIn(cellOf(heading, texts, 'region')));
}

function state(body: Record<string, unknown>, field: SheetField, text: string): void {
  if (text !== '') body[field] = text;
}

function leadingDigits(cell: string): string {
  return /^\d+/.exec(cell.normalize('NFKC'))?.[0] ?? cell;
}

/** Finance systems write a region with nine or twelve digits, of which the first six are GB/T 2260. */
function regionIn(cell: string): string {
  const digits = leadingDigits(cell);
  return /^\d{6}(?:000){1,2}$/.test(digits) ? digits.slice(0, 6) : digits;
}

const YES = ['是', 'y', 'yes', 'true', '1', '政府采购', '政采'];
const NO = ['否', 'n', 'no', 'false', '0', '非政府采购', '非政采'];
const CAPITAL = ['capital-construction', '基本建设', '基本建设项目', '基本建设类', '基建'];
const ORDINARY = [
  ...['ordinary', '一般', '一般项目', '普通', '公用经费', '人员经费'],
  ...['人员类', '运转类', '运转类项目', '其他运转类', '特定目标类', '特定目标类项目', '人员类项目'],
];

function readWords(reading: RowReading): void {
  const { heading, texts, body } = reading;
  const year = cellOf(heading, texts, 'fiscalYear');
  const percent = cellOf(heading, texts, 'warnPercent').replace(/[%％]$/, '');
  const codes = cellOf(heading, texts, 'catalogueCodes');
  if (year !== '') body.fiscalYear = wholeNumber(year.replace(/年?度?$/, ''));
  if (percent !== '') body.warnPercent = wholeNumber(percent);
  if (codes !== '') body.catalogueCodes = codesIn(codes);
  const procurement = wordIn(reading, 'governmentProcurement', PROCUREMENT_WORDS);
  if (procurement !== undefined) body.governmentProcurement = procurement;
  const kind = kindIn(reading);
  if (kind !== undefined) body.projectKind = kind;
}

const PROCUREMENT_WORDS = [
  [YES, true],
  [NO, false],
] as const;
const KIND_WORDS = [
  [CAPITAL, 'capital-construction'],
  [ORDINARY, 'ordinary'],
] as const;

/** What cannot be read stays a text, and the contract's schema refuses it. */
function wholeNumber(cell: string): unknown {
  const digits = plainDigits(cell);
  return /^\d{1,9}$/.test(digits) ? Number(digits) : cell;
}

function codesIn(cell: string): readonly string[] {
  const parts = cell.split(/[;；,，、\n]/).map((part) => part.trim());
  return [
    ...new Set(
      parts.filter((part) => part !== '').map((part) => /^[A-C]\d{2,10}/.exec(part.toUpperCase())?.[0] ?? part),
    ),
  ];
}

/** Class 309 is capital spending on construction, 310 is not: a sheet that does not say the kind has said it by that. */
function kindIn(reading: RowReading): string | undefined {
  const { heading, texts } = reading;
  if (heading.placeOf.has('projectKind')) return wordIn(reading, 'projectKind', KIND_WORDS);
  return cellOf(heading, texts, 'economicClass').startsWith('309') ? 'capital-construction' : undefined;
}

function wordIn<T>(
  { heading, texts, faults }: RowReading,
  field: SheetField,
  meanings: readonly (readonly [readonly string[], T])[],
): T | undefined {
  const cell = cellOf(heading, texts, field);
  if (cell === '') return undefined;
  const meaning = meanings.find(([words]) => words.includes(cell.toLowerCase()));
  if (meaning) return meaning[1];
  const words = meanings.flatMap(([each]) => each);
  const message = text(`应为下列值之一：${words.join('、')}`, `must be one of ${words.join(', ')}`);
  faults.push({ field, text: message });
  return undefined;
}

/** What is used and what is frozen outside are one amount here; what is left, if it is stated, must agree. */
function readAmounts(reading: RowReading): void {
  const amount = (field: SheetField): Fen | undefined => amountIn(reading, field);
  const { body } = reading;
  const { placeOf } = reading.heading;
  const [appropriation, whole, used, frozen] = [
    amount('appropriation'),
    amount('elsewhere'),
    amount('used'),
    amount('frozen'),
  ];
  const isStated = placeOf.has('elsewhere') || placeOf.has('used') || placeOf.has('frozen');
  const elsewhere = whole ?? addFen(used ?? ZERO_FEN, frozen ?? ZERO_FEN);
  if (appropriation !== undefined) compareAvailable(reading, subtractFen(appropriation, elsewhere));
  if (appropriation !== undefined) body.appropriation = formatYuan(appropriation);
  if (isStated) body.elsewhere = formatYuan(elsewhere);
}

function amountIn({ heading, texts, faults }: RowReading, field: SheetField): Fen | undefined {
  const cell = cellOf(heading, texts, field);
  const unit = heading.unitOf.get(field);
  if (cell === '' || unit === undefined) return undefined;
  const amount = readAmount(cell, unit);
  if (typeof amount === 'number') return amount;
  faults.push({ field, text: amount });
  return undefined;
}

/** A sheet whose figures do not add up says something that nobody can know. Below zero it may write nought. */
function compareAvailable(reading: RowReading, expected: Fen): void {
  if (reading.faults.some(({ field }) => field === 'used' || field === 'frozen' || field === 'elsewhere')) return;
  const { heading, texts, faults } = reading;
  const cell = cellOf(heading, texts, 'available');
  if (cell === '' || expected < 0) return;
  const available = amountIn(reading, 'available');
  if (available === undefined || available === expected) return;
  const message = text(
    `应等于额度减去已用和冻结，即 ${formatYuan(expected)} 元`,
    `must be the appropriation less what is used and frozen: ${formatYuan(expected)} yuan`,
  );
  faults.push({ field: 'available', text: message });
}
