import { cutText, type Item, isStop, itemsOf, roleFinder } from './line-phrases.ts';
import type { LineWords } from './line-words.ts';
import { clausesOf, type TextKind } from './text-claims.ts';
import { NO_LATER_ROLES, type TextWords } from './text-words.ts';
import { isNumber, latinWordsIn, mayName } from './tokens.ts';

/** So many machines, as a text of a line counts them. */
export interface MachineCount {
  readonly machines: number;
  /** `each`: of one set. `total`: of everything, as the text says itself. `given`: besides what is bought. */
  readonly of: 'each' | 'total' | 'some' | 'given';
  readonly told: string;
}

/**
 * Reads how many machines a text counts, by the lists alone; made once for the lists. The reasons of an order say 采购8台 of
 * machines that they named before; in the text of a line it may be said of whatever no list names.
 */
export function countsReader(
  words: TextWords,
  goods: LineWords,
): (text: string, kind: TextKind) => readonly MachineCount[] {
  const { machine, family, perhaps, part, inside, peripheral, goods: others, care } = goods.roles;
  const lists = {
    ...NO_LATER_ROLES,
    ...words.roles,
    system: words.systems.flatMap(({ written }) => written),
    machine: [...machine, ...family, ...perhaps],
    other: [...part, ...inside, ...peripheral, ...others, ...care],
  };
  const foldings = [...words.foldings, ...goods.foldings];
  const latin = latinWordsIn(Object.values(lists).flat(), foldings);
  const finder = roleFinder<CountRole>({ foldings }, COUNT_ROLES, lists);
  const { machineMeasure, setMeasure, dozen, gives } = lists;
  const mayCount = mayName([...machineMeasure, ...setMeasure, ...dozen, ...gives], foldings);
  return (text, kind) => {
    if (!NUMBER.test(text) || !mayCount(text)) return [];
    const clauses = clausesOf(text)
      .filter((clause) => NUMBER.test(clause))
      .map((clause) => itemsOf(cutText(clause, foldings, latin), finder));
    return clauses.flatMap((items) => items.flatMap((_, place) => countAt(items, place, kind) ?? []));
  };
}

/** Without one nothing is counted, and most clauses have none. */
const NUMBER = /[\p{N}一二两三四五六七八九十百壹贰貳叁參肆伍陆陸柒捌玖拾佰廿卅]/u;

const COUNT_ROLES = [
  'beside',
  'there',
  'total',
  'each',
  'share',
  'given',
  'bargain',
  'gives',
  'machineMeasure',
  'setMeasure',
  'dozen',
  'system',
  'machine',
  'other',
] as const;
type CountRole = (typeof COUNT_ROLES)[number];
type CountItem = Item<CountRole>;

function countAt(items: readonly CountItem[], place: number, kind: TextKind): MachineCount | undefined {
  const { role } = items[place] ?? {};
  if (role === 'gives' || role === 'given') return bargainAt(items, place);
  const measure = items[place];
  const number = numberBefore(items, place);
  if (measure === undefined || number === undefined || !isMeasure(measure)) return undefined;
  if (measure.role === 'dozen' && isWordGoingOn(items[place + 1])) return undefined;
  const before = items.slice(0, number.from);
  const given = givenAt(items, { from: number.from, place });
  if (given !== undefined) return given;
  const said = before.findLast(({ role }) => role !== undefined && SAYING.includes(role))?.role;
  if (said === 'share' || said === 'beside' || said === 'there' || isShareBehind(items[place + 1])) return undefined;
  const told = `${number.told}${measure.written}`;
  const isOfNamed = kind === 'reasons' && measure.role === 'machineMeasure' && !items.some(isName);
  if (!isOfNamed && !isOfMachines(items, { from: number.from, place, isTotal: said === 'total' })) return undefined;
  if (isOfSet(items[place + 1]) && measure.role === 'machineMeasure')
    return { machines: number.value, of: 'each', told: `${told}/${items[place + 1]?.written ?? ''}` };
  if (said === 'each')
    return measure.role === 'machineMeasure' ? { machines: number.value, of: 'each', told } : undefined;
  return { machines: number.value * sizeOf(measure), of: said === 'total' ? 'total' : 'some', told };
}

const SAYING: readonly CountRole[] = ['beside', 'there', 'total', 'each', 'share'];

/** 另赠备用笔记本2台: what is given is no part of what is bought, whatever stands between. */
function givenAt(
  items: readonly CountItem[],
  { from, place }: { from: number; place: number },
): MachineCount | undefined {
  const before = items.slice(0, from);
  const said = before.findLast(({ role }) => role === 'given' || NOT_GIVEN.includes(role));
  const [number, measure] = [numberBefore(items, place), items[place]];
  if (said?.role !== 'given' || number === undefined || measure === undefined) return undefined;
  if (!isOfMachines(items, { from, place, isTotal: false })) return undefined;
  const told = `${said.written}${number.told}${measure.written}`;
  return { machines: number.value * sizeOf(measure), of: 'given', told };
}

const NOT_GIVEN: readonly (CountRole | undefined)[] = ['beside', 'there', 'total', 'each'];

function isMeasure({ role }: CountItem): boolean {
  return role === 'machineMeasure' || role === 'setMeasure' || role === 'dozen';
}

const DOZEN = 12;

/** 打 is the beginning of many words: 打印. */
function isWordGoingOn(item: CountItem | undefined): boolean {
  return item !== undefined && item.role === undefined && !item.isAfterGap && !isStop(item);
}

function sizeOf({ role }: CountItem): number {
  return role === 'dozen' ? DOZEN : 1;
}

/** 买10送1 and 满十赠一 give machines where they give nothing else. */
function bargainAt(items: readonly CountItem[], gives: number): MachineCount | undefined {
  const bought = numberBefore(items, items[gives - 1]?.role === 'machineMeasure' ? gives - 1 : gives);
  if (bought === undefined || items[bought.from - 1]?.role !== 'bargain') return undefined;
  const end = items.findIndex((item, place) => place > gives && !isNumeral(item) && !isNumber(item.tokens[0] ?? ''));
  const to = end < 0 ? items.length : end;
  const given = numberBefore(items, to);
  const next = items[to];
  const isOther = next !== undefined && !isStop(next) && next.role !== 'machineMeasure' && next.role !== 'machine';
  if (given === undefined || given.from !== gives + 1 || isOther) return undefined;
  const told = `${items[bought.from - 1]?.written ?? ''}${bought.told}${items[gives]?.written ?? ''}${given.told}`;
  return { machines: given.value, of: 'given', told };
}

/** 20台以内 is no count. */
function isShareBehind(item: CountItem | undefined): boolean {
  return item?.role === 'share';
}

/** 2台/套. */
function isOfSet(item: CountItem | undefined): boolean {
  return item?.role === 'setMeasure' && item.isAfterGap;
}

/** What is counted is named behind the number without a blank, or before it; what is named nowhere is the line itself. */
function isOfMachines(
  items: readonly CountItem[],
  { from, place, isTotal }: { readonly from: number; readonly place: number; readonly isTotal: boolean },
): boolean {
  const behind = items[place + 1];
  if (behind?.role !== undefined && !behind.isAfterGap && isName(behind)) return behind.role === 'machine';
  const before = items.slice(0, from).findLast(isName);
  if (before !== undefined) return before.role === 'machine';
  const isAlone = items.every((item, at) => (at >= from && at <= place) || isStop(item));
  const said = items[from - 1]?.role;
  return isTotal || isAlone || said === 'each' || said === 'given';
}

function isName({ role }: CountItem): boolean {
  return role === 'machine' || role === 'other' || role === 'system';
}

interface NumberRead {
  readonly value: number;
  readonly told: string;
  readonly from: number;
}

const DIGITS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100 };

/** 20 and 二十 alike. */
function numberBefore(items: readonly CountItem[], place: number): NumberRead | undefined {
  const last = items[place - 1];
  const token = last?.tokens[0] ?? '';
  // A dose, a price or a version has a point.
  if (isNumber(token))
    return /^\d{1,6}$/.test(token) ? { value: Number(token), told: token, from: place - 1 } : undefined;
  let from = place;
  while (from > 0 && isNumeral(items[from - 1])) from -= 1;
  const told = items.slice(from, place).map(({ written }) => written);
  return told.length === 0 ? undefined : { value: numberOf(told), told: told.join(''), from };
}

function isNumeral(item: CountItem | undefined): boolean {
  const [token = '', ...more] = item?.tokens ?? [];
  return item?.role === undefined && more.length === 0 && (token in DIGITS || token in UNITS);
}

function numberOf(numerals: readonly string[]): number {
  let value = 0;
  let digit: number | undefined;
  for (const numeral of numerals) {
    const unit = UNITS[numeral];
    if (unit !== undefined) value += (digit ?? 1) * unit;
    digit = unit === undefined ? DIGITS[numeral] : undefined;
  }
  return value + (digit ?? 0);
}
