import type { Item } from './line-phrases.ts';
import type { NumberWords } from './text-words.ts';
import { isNumber } from './tokens.ts';

/** A number as a text has it: 20余 is no fewer than twenty and no more than thirty. */
export interface NumberRead {
  readonly least: number;
  readonly most: number;
  readonly told: string;
  /** Where it begins, with the words before it that make it a rough one. */
  readonly from: number;
  /** Where it ends behind the measure: 左右 in 四十台左右. */
  readonly to: number;
}

/** The number that is counted in the measure at a place. */
export type NumberReader = (items: readonly Item<string>[], place: number) => NumberRead | undefined;

/** 1,200 is one number, and the stroke of 3-5 stands for a word; other strokes part, as in i3-8100. */
export function joinedNumbers(text: string): string {
  return text.replaceAll(THOUSANDS, '').replaceAll(STROKE, '至');
}

const THOUSANDS = /(?<=(?<![\p{N}.A-Za-z])\p{N}{1,3}(?:[,，]\p{N}{3}){0,2})[,，](?=\p{N}{3}(?!\p{N}))/gu;
const STROKE = /(?<=(?<![\p{N}.A-Za-z-])\p{N}{1,5} ?)[-–—~～]{1,2}(?= ?\p{N}{1,5}[^\p{N}.A-Za-z-])/gu;

/** A part of a number, whatever it says. */
export function isOfNumber(item: Item<string>): boolean {
  return isNumeral(item, isWide);
}

/** Lists of before have no words for rough numbers: with them 20 and 二十 alone are read, as they were. */
export function numberReader(words: NumberWords | undefined): NumberReader {
  return words === undefined ? plainNumber : roughNumber;
}

export const DIGITS: Readonly<Record<string, number>> = {
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
const PLAIN_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100 };
const UNITS: Readonly<Record<string, number>> = { ...PLAIN_UNITS, 千: 1000 };
const TEN_THOUSAND = 10_000;
const ZEROS = '零〇';
const SOME = '几数';
const JOINS = '至到';

function plainNumber(items: readonly Item<string>[], place: number): NumberRead | undefined {
  const token = items[place - 1]?.tokens[0] ?? '';
  // A dose, a price or a version has a point.
  if (isNumber(token))
    return /^\d{1,6}$/.test(token) ? read(items, { from: place - 1, place }, exact(token)) : undefined;
  const from = runBefore(items, place, (each) => each in DIGITS || each in PLAIN_UNITS);
  if (from === place) return undefined;
  let value = 0;
  let digit: number | undefined;
  for (const { written } of items.slice(from, place)) {
    const unit = PLAIN_UNITS[written];
    if (unit !== undefined) value += (digit ?? 1) * unit;
    digit = unit === undefined ? DIGITS[written] : undefined;
  }
  return read(items, { from, place }, exact(value + (digit ?? 0)));
}

/** 近二十, 1.2万, 一千零五十, 十几, 二三十, 3至5, 40台左右. */
function roughNumber(items: readonly Item<string>[], place: number): NumberRead | undefined {
  const isMore = items[place - 1]?.role === 'more';
  const isRoughly = items[place - 1]?.role === 'about';
  const end = isMore || isRoughly ? place - 1 : place;
  const last = spanBefore(items, end);
  if (last === undefined) return undefined;
  const isJoined = JOINS.includes(items[last.from - 1]?.written ?? ' ');
  const first = isJoined ? spanBefore(items, last.from - 1) : undefined;
  const isRange = first !== undefined && first.least < last.least;
  const span = isRange ? { ...first, most: last.most } : last;
  const before = isRough(items[span.from - 1]?.role) ? items[span.from - 1]?.role : undefined;
  const behind = items[place + 1];
  const isBehind = (behind?.role === 'about' || behind?.role === 'more') && !behind.isAfterGap;
  const from = before === undefined ? span.from : span.from - 1;
  const said = [
    before,
    isMore ? 'more' : undefined,
    isRoughly ? 'about' : undefined,
    isBehind ? behind.role : undefined,
  ];
  return read(items, { from, place, to: isBehind ? place + 1 : place }, said.reduce(withSlack, span));
}

interface Span {
  readonly least: number;
  readonly most: number;
}

function exact(value: number | string): Span {
  return { least: Number(value), most: Number(value) };
}

function read(
  items: readonly Item<string>[],
  { from, place, to = place }: { readonly from: number; readonly place: number; readonly to?: number },
  { least, most }: Span,
): NumberRead {
  const told = items.slice(from, place).map(({ written }) => written);
  return { least, most, told: told.join(''), from, to };
}

function isRough(role: string | undefined): boolean {
  return role === 'about' || role === 'nearly' || role === 'above';
}

/** 约 is a fifth more or less, 近 a quarter less, and 余 what is up to the next round number; people round no finer. */
function withSlack(span: Span, said: string | undefined): Span {
  const { least, most } = span;
  if (said === 'about') return { least: least - slackOf(least / 5), most: most + slackOf(most / 5) };
  if (said === 'nearly') return { least: Math.floor((least * 3) / 4), most };
  if (said === 'more' || said === 'above') return { least, most: most + Math.max(roundOf(most), Math.ceil(most / 10)) };
  return span;
}

const SLACK_MIN = 2;

function slackOf(share: number): number {
  return Math.max(SLACK_MIN, Math.ceil(share));
}

/** Ten of 120, a hundred of 1,200. */
function roundOf(value: number): number {
  let round = 1;
  while (value > 0 && value % (round * 10) === 0) round *= 10;
  return round;
}

function runBefore(items: readonly Item<string>[], place: number, isOne: (token: string) => boolean): number {
  let from = place;
  while (from > 0 && isNumeral(items[from - 1], isOne)) from -= 1;
  return from;
}

function isNumeral(item: Item<string> | undefined, isOne: (token: string) => boolean): boolean {
  const [token = '', ...more] = item?.tokens ?? [];
  return item?.role === undefined && more.length === 0 && isOne(token);
}

function spanBefore(items: readonly Item<string>[], place: number): (Span & { readonly from: number }) | undefined {
  const run = runBefore(items, place, isWide);
  const from = Math.max(
    run,
    run + 1 + items.slice(run + 1, place).findLastIndex((_, at) => isParted(items, run + 1 + at)),
  );
  const span = spanOf(items.slice(from, place).map(({ written }) => written));
  return span && { ...span, from };
}

/** A blank parts numbers: of 启天M550 20台 the last counts. */
function isParted(items: readonly Item<string>[], place: number): boolean {
  const { isAfterGap = false, written = '' } = items[place] ?? {};
  const isBehindNumber = isNumber(items[place - 1]?.written ?? '');
  return isAfterGap && (isNumber(written) || (isBehindNumber && written in DIGITS));
}

function isWide(token: string): boolean {
  return isNumber(token) || token in DIGITS || token in UNITS || token === '万' || (ZEROS + SOME).includes(token);
}

/** What a run of numerals says, or nothing where it is not sure. */
function spanOf(numerals: readonly string[]): Span | undefined {
  const tenThousands = numerals.lastIndexOf('万');
  if (tenThousands < 0) return numerals.length === 0 ? undefined : whole(sectionOf(numerals, undefined));
  const thousands = sectionOf(tenThousands === 0 ? ['一'] : numerals.slice(0, tenThousands), undefined);
  const rest = numerals.slice(tenThousands + 1);
  const below = rest.length === 0 ? exact(0) : sectionOf(rest, TEN_THOUSAND);
  return thousands && below && whole(added(timesUnit(thousands, TEN_THOUSAND), below));
}

/** Below ten thousand; `over` is the unit that stands before it, of which 1万2 leaves out the next. */
function sectionOf(numerals: readonly string[], over: number | undefined): Span | undefined {
  let sum = exact(0);
  let digit: Span | undefined;
  let last = over;
  let isFilled = false;
  for (const numeral of numerals) {
    const unit = UNITS[numeral];
    if (unit !== undefined) {
      if (last !== undefined && unit >= last) return undefined;
      sum = added(sum, timesUnit(digit ?? exact(1), unit));
      [digit, last] = [undefined, unit];
    } else if (ZEROS.includes(numeral)) {
      if (digit !== undefined) return undefined;
      isFilled = true;
    } else {
      digit = digitAfter(digit, numeral, last);
      if (digit === undefined) return undefined;
    }
  }
  const isLeftOut = !isFilled && last !== undefined && last > 10 && (digit?.most ?? 10) < 10;
  return added(sum, digit === undefined ? exact(0) : times(digit, isLeftOut && last ? last / 10 : 1));
}

/** 二三 and 三五 are two guesses at one number. */
function digitAfter(before: Span | undefined, numeral: string, last: number | undefined): Span | undefined {
  if (before === undefined && SOME.includes(numeral)) return { least: last === 10 ? 1 : 2, most: 9 };
  if (before === undefined && isNumber(numeral)) return /^\d{1,7}(\.\d+)?$/.test(numeral) ? exact(numeral) : undefined;
  const value = DIGITS[numeral];
  if (value === undefined) return undefined;
  if (before === undefined) return exact(value);
  return before.most < value && before.least === before.most ? { least: before.least, most: value } : undefined;
}

function times({ least, most }: Span, by: number): Span {
  return { least: least * by, most: most * by };
}

/** 几十 is up to ninety-nine. */
function timesUnit(span: Span, unit: number): Span {
  const { least, most } = times(span, unit);
  return { least, most: span.least < span.most ? most + unit - 1 : most };
}

function added(one: Span, other: Span): Span {
  return { least: one.least + other.least, most: one.most + other.most };
}

/** 1.2万 is a number of machines, 1.2 is none; a hundred-thousandth is lost in the arithmetic of fractions. */
function whole(span: Span | undefined): Span | undefined {
  if (span === undefined) return undefined;
  const { least, most } = span;
  const [low, high] = [Math.round(least), Math.round(most)];
  return Math.abs(low - least) < 1e-5 && Math.abs(high - most) < 1e-5 ? { least: low, most: high } : undefined;
}
