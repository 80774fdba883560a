import { addDays, addMonths, type CivilDate, civilDate, isCivilDate } from '../../kernel/index.ts';
import { DIGITS } from './counted-numbers.ts';
import type { DayOccasion } from './text-words.ts';
import { isNumber } from './tokens.ts';

/** The first and the last day that is meant; the same where the text names a day. */
export interface DaySpan {
  readonly from: CivilDate;
  readonly until: CivilDate;
}

/** What days are read against: who leaves out the year means the next such day. */
export interface DaysKnown {
  readonly submittedOn: CivilDate;
  /** Nobody knows it before there is a contract. */
  readonly signedOn: CivilDate | null;
}

export interface WrittenDay {
  readonly at: number;
  readonly end: number;
  /** Nothing where it is not sure which day is meant: it is over, or nobody has signed yet. */
  readonly span: DaySpan | undefined;
  /** A feast is no day of delivery, but what comes before or behind it is one. */
  readonly isOccasion: boolean;
  /** So long behind the contract: it ends then, whatever stands behind it. */
  readonly isTerm: boolean;
}

/** A text without blanks, and with 九月 as 9月. */
export function plainDays(text: string): string {
  return text.replaceAll(/\s/gu, '').replaceAll(NUMERALS, (numeral) => String(numberOf(numeral)));
}

const NUMERALS = /[〇零一二两三四五六七八九十]{1,4}(?=年|月|日|号|季度|个|天|周|星期|工作日)/gu;

/** 二〇二六 digit by digit, 二十五 by its tens. */
function numberOf(numeral: string): number | string {
  const digits = [...numeral].map((each) => DIGITS[each] ?? 0);
  const tens = numeral.indexOf('十');
  if (tens < 0) return digits.join('');
  return (tens === 0 ? 1 : Number(digits.slice(0, tens).join(''))) * 10 + Number(digits.slice(tens + 1).join('') || 0);
}

/** Finds the days that a plain text names; made once for the lists. */
export function writtenDays(occasions: readonly DayOccasion[], signing: readonly string[]) {
  const feasts = new Map(occasions.flatMap(({ written, days }) => written.map((word) => [word, days] as const)));
  return (text: string, known: DaysKnown): readonly WrittenDay[] => {
    const days = [...text.matchAll(DAYS)].map((match) => dayOf(match, known));
    const behindContract = [...text.matchAll(TERMS)].flatMap((match) => {
      const at = signingBefore(text.slice(0, match.index), signing);
      return at < 0 ? [] : [termOf(match, at, known)];
    });
    const named = [...feasts].flatMap(([word, its]) => feastsIn(text, { word, its }, known));
    const found = [...days, ...behindContract, ...named].sort((one, other) => one.at - other.at || other.end - one.end);
    return found.filter(({ at }, place) => found.slice(0, place).every(({ end }) => end <= at));
  };
}

const YEAR = '(?:(?<year>[0-9]{4}|(?<![0-9])[0-9]{2})年?|(?<named>[今本当明次])年?)';
const ISO = '(?<![0-9])(?<isoYear>20[0-9]{2})[-/.](?<isoMonth>[0-9]{1,2})[-/.](?<isoDay>[0-9]{1,2})(?![0-9])';
const JOIN = '[-~—至到、和或及]{1,2}';
const PART = `(?:(?<day>[0-9]{1,2})[日号]?(?:${JOIN}(?<lastDay>[0-9]{1,2}))?[日号]|(?<part>上旬|中旬|下旬|底|末|初))`;
const MONTH = `(?:(?<firstMonth>[0-9]{1,2})月?${JOIN})?(?<month>[0-9]{1,2}|本|当|下个?)月份?${PART}?`;
const LONGER = '(?:第?(?<quarter>[1-4])季度|(?<half>[上下])半年)(?:末|底)?|(?<end>年[底末])|(?<whole>年度?内)';
const HOUR = '(?:[(](?:周|星期).[)])?(?:[上下]午)?(?:[0-9]{1,2}(?:时|点|:[0-9]{2}))?';
const DAYS = new RegExp(`(?:${ISO}|(?:${YEAR}度?)?(?:${MONTH}|${LONGER}))${HOUR}`, 'gu');
const TERMS = /(?<number>\d{1,3})个?(?<unit>工作日|日历日|自然日|日|天|周|星期|月)(?:以内|之内|内)?/gu;

type Match = RegExpMatchArray;

function placed({ index = 0, 0: told }: Match): Pick<WrittenDay, 'at' | 'end'> {
  return { at: index, end: index + told.length };
}

function dayOf(match: Match, known: DaysKnown): WrittenDay {
  const { year, whole } = match.groups ?? {};
  // 三年内 is a term that begins nobody knows when.
  const isTerm = whole !== undefined && year === undefined && isNumber(match.input?.[placed(match).at - 1] ?? ' ');
  const span = isTerm ? undefined : spanOf(match.groups ?? {}, known);
  return { ...placed(match), span, isOccasion: false, isTerm: false };
}

type Groups = Readonly<Record<string, string | undefined>>;

function spanOf(groups: Groups, known: DaysKnown): DaySpan | undefined {
  const { isoYear, isoMonth, isoDay, month } = groups;
  if (isoYear !== undefined) return notOver(dayIn(isoYear, isoMonth, isoDay), known);
  if (month !== undefined && !/\d/.test(month)) return ofThisMonth(groups, known);
  const year = yearOf(groups, known);
  if (year !== undefined) return notOver(inYear(groups, year), known);
  const thisYear = Number(known.submittedOn.slice(0, 4));
  return notOver(inYear(groups, thisYear), known) ?? inYear(groups, thisYear + 1);
}

function yearOf({ year, named }: Groups, { submittedOn }: DaysKnown): number | undefined {
  if (year !== undefined) return year.length === 2 ? 2000 + Number(year) : Number(year);
  if (named === undefined) return undefined;
  return Number(submittedOn.slice(0, 4)) + (named === '明' || named === '次' ? 1 : 0);
}

/** A day that is over was written of something else, or long ago. */
function notOver(span: DaySpan | undefined, { submittedOn }: DaysKnown): DaySpan | undefined {
  return span !== undefined && span.until >= submittedOn ? span : undefined;
}

function inYear(groups: Groups, year: number): DaySpan | undefined {
  const { firstMonth, month, day, lastDay, part, quarter, half, end, whole } = groups;
  if (end !== undefined) return monthsIn(year, 12, 12);
  if (whole !== undefined) return monthsIn(year, 1, 12);
  if (half !== undefined) return half === '上' ? monthsIn(year, 1, 6) : monthsIn(year, 7, 12);
  if (quarter !== undefined) return monthsIn(year, Number(quarter) * 3 - 2, Number(quarter) * 3);
  const last =
    day === undefined ? partOf(monthsIn(year, Number(month), Number(month)), part) : dayIn(year, month, lastDay ?? day);
  if (firstMonth === undefined && lastDay === undefined) return last;
  return stretch(dayIn(year, firstMonth ?? month, day ?? 1), last);
}

/** 9至10月 is from the first of the one to the last of the other. */
export function stretch(first: DaySpan | undefined, last: DaySpan | undefined): DaySpan | undefined {
  return first && last && first.from <= last.until ? { from: first.from, until: last.until } : undefined;
}

/** 本月底 was written in the month of the submission or before it. */
function ofThisMonth({ month = '', day, part }: Groups, { submittedOn }: DaysKnown): DaySpan | undefined {
  const first = civilDate(`${submittedOn.slice(0, 7)}-01`);
  const from = month.startsWith('下') ? addMonths(first, 1) : first;
  if (day !== undefined) return dayIn(from.slice(0, 4), from.slice(5, 7), day);
  return partOf({ from, until: addDays(addMonths(from, 1), -1) }, part);
}

function dayIn(...parts: readonly (string | number | undefined)[]): DaySpan | undefined {
  const day = parts.map((part) => String(part).padStart(2, '0')).join('-');
  return isCivilDate(day) ? { from: civilDate(day), until: civilDate(day) } : undefined;
}

function monthsIn(year: number, first: number, last: number): DaySpan | undefined {
  const [begin, end] = [dayIn(year, first, 1), dayIn(year, last, 1)];
  return begin && end && { from: begin.from, until: addDays(addMonths(end.from, 1), -1) };
}

/** 初 and 上旬 are the first ten days, 底 the last ones. */
function partOf(month: DaySpan | undefined, part: string | undefined): DaySpan | undefined {
  if (month === undefined || part === undefined) return month;
  const { from, until } = month;
  if (part === '上旬' || part === '初') return { from, until: addDays(from, 9) };
  if (part === '中旬') return { from: addDays(from, 10), until: addDays(from, 19) };
  return { from: addDays(from, 20), until };
}

/** 合同签订之日起15日内: between the two stands next to nothing. */
function signingBefore(before: string, signing: readonly string[]): number {
  const places = signing.map((word) => {
    const at = before.lastIndexOf(word);
    return at >= 0 && before.length - at - word.length <= BETWEEN_MAX ? at : -1;
  });
  return Math.max(...places);
}

const BETWEEN_MAX = 6;

function termOf(match: Match, at: number, { signedOn }: DaysKnown): WrittenDay {
  const { number = '', unit = '' } = match.groups ?? {};
  const until = signedOn && endOfTerm(signedOn, Number(number), unit);
  const span = until ? { from: until, until } : undefined;
  return { ...placed(match), at, span, isOccasion: false, isTerm: true };
}

function endOfTerm(from: CivilDate, number: number, unit: string): CivilDate {
  if (unit === '月') return addMonths(from, number);
  if (unit === '周' || unit === '星期') return addDays(from, number * 7);
  // However the feasts lie: the longest of them takes less than two weeks out of the working days.
  if (unit === '工作日') return addDays(from, number * 2 + 14);
  return addDays(from, number);
}

interface Feast {
  readonly word: string;
  readonly its: readonly string[];
}

function feastsIn(text: string, { word, its }: Feast, known: DaysKnown): readonly WrittenDay[] {
  const found: WrittenDay[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const year = /([0-9]{4})年$/.exec(text.slice(0, at))?.[1];
    const day = feastOn(its, year, known);
    const span = day && { from: day, until: day };
    found.push({ at, end: at + word.length, span, isOccasion: true, isTerm: false });
  }
  return found;
}

function feastOn(days: readonly string[], year: string | undefined, { submittedOn }: DaysKnown) {
  const thisYear = Number(submittedOn.slice(0, 4));
  const all = days.flatMap((day) =>
    day.length > EVERY_YEAR ? [day] : [`${thisYear}-${day}`, `${thisYear + 1}-${day}`],
  );
  const on = all.toSorted().find((day) => day >= submittedOn && day.startsWith(year ?? ''));
  return on === undefined ? undefined : civilDate(on);
}

/** 10-01. */
const EVERY_YEAR = 5;
