import { type Fen, fenOf, yuanOf } from '../../../ui/fen.ts';
import { isCreditCode, plainText, readDay, readMoney, readWhole } from '../../../ui/typed-values.ts';
import { CHOICE_WORDS, CHOICES_OF } from './choice-words.ts';
import {
  ALL_LINE_FIELDS,
  blockFieldsOf,
  type FieldKind,
  type FieldSpec,
  ITEM_FIELDS,
  LINE_FIELDS,
  ORDER_FIELDS,
} from './fields.ts';
import { EDITION } from './known-names.ts';
import { onceFor } from './once-for.ts';
import type { FundingDraft, GridName, ItemDraft, LineDraft, OrderDraft, Submission } from './order-draft.ts';
import { isBoughtByItself, isPricedElsewhere, itemAmount, lineAmount, orderTotal } from './order-sums.ts';
import { pathOf, putAt, textAt, valueAt } from './paths.ts';

/** What keeps a field from being sent: nothing is typed, or something that is no such value. */
export interface Gap {
  readonly path: string;
  readonly why: 'missing' | 'malformed';
  readonly kind: FieldKind;
  /** What the gate said of it, where only the gate knew. */
  readonly says?: string;
}

/** What the gate did not take, by its field: it is left out until something else is typed there. */
export type RefusedValues = ReadonlyMap<string, { readonly typed: string; readonly says: string }>;

const NONE_REFUSED: RefusedValues = new Map();

export interface OrderBody {
  /** Of complete rows only; nothing while there is none. */
  readonly body: Submission | undefined;
  readonly gaps: readonly Gap[];
  /** What has to be there before there is a body: fields of the order, and `lines` while no line is complete. */
  readonly lacks: readonly string[];
  /** Where on the form a pointer into the body points. */
  readonly pathOf: (pointer: string) => string;
}

/** The contract's order of a draft. What is typed but malformed is left out and told as a gap; rows without anything are none. */
export function bodyOf(draft: OrderDraft, today: string, refused: RefusedValues = NONE_REFUSED): OrderBody {
  const gaps: Gap[] = [];
  const telling = { today, gaps, refused };
  const head = filled(draft, { base: keptOf(draft.kept), fields: ORDER_FIELDS, prefix: '', ...telling });
  const lines = rowsOf(draft.lines, { ...telling, grid: 'lines', bodyOfRow: lineBody });
  const items = rowsOf(draft.softwarePlan, { ...telling, grid: 'softwarePlan', bodyOfRow: itemBody });
  if (lines.length === 0 && !gaps.some(({ path }) => path.startsWith('lines.'))) {
    gaps.push({ path: 'lines.0.kind', why: 'missing', kind: 'choice' });
  }
  const unstated = ORDER_FIELDS.filter(({ name, isRequired }) => isRequired && isGap(gaps, name)).map(
    ({ name }) => name,
  );
  const lacks = lines.length > 0 ? unstated : [...unstated, 'lines'];
  // A row that is left out is left out of the sum as well: the gate would find that the two do not agree, which nobody wrote.
  const sent = { lines: rowsAt(draft.lines, lines), softwarePlan: rowsAt(draft.softwarePlan, items) };
  const total = yuanOf(orderTotal(sent));
  const parts = { lines: lines.map(({ row }) => row), softwarePlan: items.map(({ row }) => row), total };
  return {
    // The fields are those of the contract, and the gate looks at every one of them again.
    body: lacks.length === 0 ? ({ ...head, ...parts } as unknown as Submission) : undefined,
    ...{ gaps, lacks },
    pathOf: (pointer) => placeOf(pointer, { lines, softwarePlan: items }),
  };
}

interface Row {
  readonly index: number;
  readonly row: object;
}

interface Rows<Draft> extends Telling {
  readonly grid: GridName;
  readonly bodyOfRow: (draft: Draft, prefix: string, telling: Telling) => object | undefined;
}

/** What was read of a row, and of which day and place: both are in what is told of it. */
interface ReadRow {
  readonly today: string;
  readonly prefix: string;
  readonly row: object | undefined;
  readonly gaps: readonly Gap[];
}

const READ_ROWS = new WeakMap<object, ReadRow>();

function rowsOf<Draft extends LineDraft | ItemDraft>(
  drafts: readonly Draft[],
  { grid, gaps, ...reading }: Rows<Draft>,
): readonly Row[] {
  return drafts.flatMap((draft, index) => {
    const read = readRow(draft, { ...reading, prefix: `${grid}.${index}.` });
    gaps.push(...read.gaps);
    return read.row === undefined ? [] : [{ index, row: read.row }];
  });
}

/** A row that is the same as before is not read again, but for one of which the gate refused something. */
function readRow<Draft extends LineDraft | ItemDraft>(
  draft: Draft,
  { prefix, today, refused, bodyOfRow }: Omit<Rows<Draft>, 'grid' | 'gaps'> & Pick<ReadRow, 'prefix'>,
): ReadRow {
  const isRefused = [...refused.keys()].some((path) => path.startsWith(prefix));
  const before = READ_ROWS.get(draft);
  if (!isRefused && before?.today === today && before.prefix === prefix) return before;
  const gaps: Gap[] = [];
  const isNothing = 'line' in draft ? isLineBlank(draft) : isItemBlank(draft);
  const row = isNothing ? undefined : bodyOfRow(draft, prefix, { today, gaps, refused });
  const read = { today, prefix, row, gaps };
  if (!isRefused) READ_ROWS.set(draft, read);
  return read;
}

function rowsAt<Draft>(drafts: readonly Draft[], rows: readonly Row[]): readonly Draft[] {
  const indexes = new Set(rows.map(({ index }) => index));
  return drafts.filter((_draft, index) => indexes.has(index));
}

export const isLineBlank = onceFor((line: LineDraft) => isBlank(line, ['kind', ...namesOf(ALL_LINE_FIELDS)]));

export const isItemBlank = onceFor((item: ItemDraft) => isBlank(item, namesOf(ITEM_FIELDS)));

function isBlank(row: LineDraft | ItemDraft, names: readonly string[]): boolean {
  return names.every((name) => textAt(row, name) === '');
}

function namesOf(fields: readonly FieldSpec[]): readonly string[] {
  return fields.map(({ name }) => name);
}

interface Telling {
  readonly today: string;
  readonly gaps: Gap[];
  readonly refused: RefusedValues;
}

function lineBody(line: LineDraft, prefix: string, telling: Telling): object | undefined {
  const kind = line.kind.trim();
  const isKind = isOffered('kind', kind);
  if (!isKind) telling.gaps.push({ path: `${prefix}kind`, why: kind === '' ? 'missing' : 'malformed', kind: 'choice' });
  const goods = kind === 'software' || kind === 'other' ? kind : 'computer';
  const fields = [...LINE_FIELDS, ...blockFieldsOf(kind)];
  const row = filled(line, { ...telling, base: keptOfGoods(line, goods), fields, prefix });
  if (!isKind || LINE_FIELDS.some(({ name, isRequired }) => isRequired && isGap(telling.gaps, `${prefix}${name}`))) {
    return undefined;
  }
  const isComputer = goods === 'computer';
  return {
    ...row,
    line: Number(line.line),
    goods,
    catalogue: catalogueOf(line, row),
    ...{ computer: isComputer ? { ...objectAt(row, 'computer'), category: kind } : null },
    ...{ software: goods === 'software' ? (objectAt(row, 'software') ?? null) : null },
    funding: fundingOf(readable(line.funding, prefix, telling), row, lineAmount(line)),
  };
}

/** What was kept of a line, without what other goods than these say. */
function keptOfGoods(line: LineDraft, goods: string): object {
  const { computer, software, containsComputers, pricedIn, ...base } = keptOf(line.kept);
  return {
    ...base,
    ...(goods === 'computer' ? { computer, pricedIn } : { containsComputers: containsComputers ?? null }),
    ...(goods === 'software' && { software }),
  };
}

/**
 * The edition of the catalogue goes with the code, also with one that is still to come: it is none that somebody could fill in.
 * Today's is meant where nobody said another. What is paid with other goods has neither.
 */
function catalogueOf(line: LineDraft, row: object): object | null {
  const code = valueAt(row, 'catalogue.code') ?? null;
  if (code === null && isPricedElsewhere(line)) return null;
  return { edition: valueAt(row, 'catalogue.edition') ?? EDITION, code };
}

function itemBody(item: ItemDraft, prefix: string, telling: Telling): object {
  const row = filled(item, { ...telling, base: keptOf(item.kept), fields: ITEM_FIELDS, prefix });
  const cost = isBoughtByItself(item) ? itemAmount(item) : undefined;
  return { ...row, item: Number(item.item), funding: fundingOf(readable(item.funding, prefix, telling), row, cost) };
}

interface Filling extends Telling {
  /** Changed in place. */
  readonly base: object;
  readonly fields: readonly FieldSpec[];
  readonly prefix: string;
}

/** What was kept of a thing, with the fields of the form in it. An inner thing of which nothing is known is null. */
function filled(draft: object, { base, fields, prefix, today, gaps, refused }: Filling): object {
  for (const { name, kind, isRequired } of fields) {
    const typed = textAt(draft, name);
    const path = `${prefix}${name}`;
    const said = refused.get(path);
    const says = said?.typed === typed ? said.says : undefined;
    const value = typed === '' ? null : says === undefined ? readAs({ name, kind }, typed, today) : undefined;
    if (value === undefined) gaps.push({ path, why: 'malformed', kind, ...(says !== undefined && { says }) });
    else if (value === null && isRequired) gaps.push({ path, why: 'missing', kind });
    putAt(base, name, value ?? null);
  }
  return Object.fromEntries(Object.entries(base).map(([name, value]) => [name, pruned(value)]));
}

const FILE_HASH = /^[0-9a-f]{64}$/;

/** As the contract writes codes of the catalogue: words in their place would have the whole order refused. */
const CATALOGUE_CODE = /^[A-C]\d{2,10}$/;

/** The value that is meant by what was typed, or nothing if it is none of its kind. */
function readAs({ name, kind }: FieldSpec, typed: string, today: string): unknown {
  switch (kind) {
    case 'text':
      return typed;
    case 'creditCode':
      return isCreditCode(typed) ? plainText(typed) : undefined;
    case 'code':
      return CATALOGUE_CODE.test(plainCode(typed)) ? plainCode(typed) : undefined;
    case 'choice':
      return isOffered(name, typed) ? typed : undefined;
    case 'money':
      return readMoney(typed);
    case 'whole':
      return readWhole(typed, 1);
    case 'count':
      return readWhole(typed, 0);
    case 'date':
      return readDay(typed, today);
    case 'list':
      return typed.split(/[,、，\s]+/).filter((one) => one !== '');
    case 'flag':
      return typed === 'true';
    case 'file':
      return FILE_HASH.test(typed) ? typed : undefined;
  }
}

function plainCode(typed: string): string {
  return plainText(typed).toUpperCase();
}

/** Whether a choice of the contract is one of its values. Those of the gate's lists are looked at by the gate. */
function isOffered(name: string, typed: string): boolean {
  if (name === 'agencyCode') return isCreditCode(typed);
  const choices = CHOICES_OF[name];
  return choices === undefined || Object.hasOwn(CHOICE_WORDS.zh[choices] ?? {}, typed);
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) {
    // Where nothing stood nothing may stand now.
    const known = value.map(pruned).filter((one) => one !== null && one !== undefined);
    return known.length === 0 ? null : known;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, pruned(inner)] as const);
  return entries.every(([, inner]) => inner === null || inner === undefined) ? null : Object.fromEntries(entries);
}

/** Without budget lines that the gate did not take. */
function readable(drafts: readonly FundingDraft[], prefix: string, { gaps }: Telling): readonly FundingDraft[] {
  return drafts.filter((_one, at) => !isGap(gaps, `${prefix}funding.${at}.budgetLine`));
}

/** Who pays how much: an amount that is not typed is what the others leave. More than the form shows is kept as it came. */
function fundingOf(drafts: readonly FundingDraft[], row: object, amount: Fen | undefined): readonly object[] | null {
  const typed = drafts.filter(({ budgetLine }) => budgetLine.trim() !== '');
  const more = valueAt(row, 'funding');
  const kept: readonly object[] = Array.isArray(more) ? more.slice(typed.length) : [];
  const stated = [...typed, ...kept].map((one) => readMoney(textAt(one, 'amount')));
  const rest = (amount ?? 0n) - stated.reduce((sum, one) => sum + (one === undefined ? 0n : fenOf(one)), 0n);
  const open = stated.indexOf(undefined);
  const funding = typed.map(({ budgetLine }, index) => ({
    budgetLine: budgetLine.trim(),
    amount: stated[index] ?? (index === open && amount !== undefined && rest >= 0n ? yuanOf(rest) : null),
  }));
  return typed.length + kept.length === 0 ? null : [...funding, ...kept];
}

function placeOf(
  pointer: string,
  rows: { readonly lines: readonly Row[]; readonly softwarePlan: readonly Row[] },
): string {
  const [list = '', index = '', ...rest] = pathOf(pointer).split('.');
  if ((list !== 'lines' && list !== 'softwarePlan') || index === '') return pathOf(pointer);
  const name = rest.join('.');
  const isKind = name === 'goods' || name === 'computer.category';
  return [list, rows[list][Number(index)]?.index ?? index, ...(isKind ? ['kind'] : rest)].join('.');
}

function isGap(gaps: readonly Gap[], path: string): boolean {
  return gaps.some((gap) => gap.path === path);
}

function keptOf(json: string): { readonly [name: string]: unknown } {
  return json === '' ? {} : JSON.parse(json);
}

function objectAt(row: object, name: string): object | undefined {
  const value = valueAt(row, name);
  return typeof value === 'object' && value !== null ? value : undefined;
}
