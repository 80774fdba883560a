/** UTC with milliseconds, `2026-03-31T09:00:00.000Z`: sorts, hashes and compares the same in code, JSON and both databases. */
export type Instant = string & { readonly kind: 'instant' };

/** A day in the gate's time zone, `2026-03-31`. */
export type CivilDate = string & { readonly kind: 'civil-date' };

/** The clock is passed in, so that tests and replays own the time. */
export type Clock = () => Instant;

export const GATE_TIME_ZONE = 'Asia/Shanghai';

export const systemClock: Clock = () => new Date().toISOString() as Instant;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const CIVIL_DATE = /^\d{4}-\d\d-\d\d$/;

export function instant(text: string): Instant {
  if (!isInstant(text)) throw new RangeError(`not an instant: ${text}`);
  return text as Instant;
}

/** The form alone would let 30 February and 24:00 through. */
function isInstant(text: string): boolean {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}

/** As RFC 3339 writes a moment: up to nine digits of a second, in UTC or with an offset from it, in either case. */
const STATED_INSTANT =
  /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * The instant that a caller states (RFC 3339): `2026-10-01T08:00:00+08:00` is `2026-10-01T00:00:00.000Z`. What is finer than
 * a millisecond is cut off. Refuses what is no moment.
 */
export function statedInstant(text: string): Instant {
  if (!isStatedInstant(text)) throw new RangeError(`no moment: ${text}`);
  const [, day = '', time = '', fraction = '', zone = ''] = STATED_INSTANT.exec(text) ?? [];
  const written = `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}${zone.toUpperCase()}`;
  return instant(new Date(Date.parse(written)).toISOString());
}

/** Whether it is such a moment, on a day that exists. With its offset it may not leave the years of four digits. */
export function isStatedInstant(text: string): boolean {
  const [, day = '', , , zone = ''] = STATED_INSTANT.exec(text) ?? [];
  const isEdge = day === '0000-01-01' || day === '9999-12-31';
  return isCivilDate(day) && (!isEdge || zone.toUpperCase() === 'Z');
}

/** Refuses days that do not exist, such as 2026-02-30. */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`not a civil date: ${text}`);
  return text as CivilDate;
}

export function isCivilDate(text: string): boolean {
  if (!CIVIL_DATE.test(text)) return false;
  const { year, month, date } = partsOf(text);
  return month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month);
}

function partsOf(day: string): { readonly year: number; readonly month: number; readonly date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** China has kept one offset without daylight saving since 1992, so the clock is eight hours ahead of UTC. */
const ZONE_AHEAD_MS = 8 * 3_600_000;

export function dayOf(at: Instant): CivilDate {
  const day = at.slice(0, 10) as CivilDate;
  return Number(at.slice(11, 13)) < NEXT_DAY_FROM_HOUR ? day : addDays(day, 1);
}

const NEXT_DAY_FROM_HOUR = 16;

/** The day of what may be a day already. */
export function dayOfDayOrInstant(on: string): CivilDate {
  return on.length === 10 ? civilDate(on) : dayOf(instant(on));
}

/** What a clock on the wall shows in the gate's zone, for people: `2026-03-31 17:00:00`. */
export function wallClockOf(at: Instant): string {
  return new Date(Date.parse(at) + ZONE_AHEAD_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** The first instant of a civil day in the gate's zone. */
export function startOfDay(day: CivilDate): Instant {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - ZONE_AHEAD_MS).toISOString() as Instant;
}

export function addDays(day: CivilDate, days: number): CivilDate {
  const question = `${day} ${days}`;
  const known = daysAdded.get(question);
  if (known !== undefined) return known;
  const at = Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000;
  const answer = new Date(at).toISOString().slice(0, 10) as CivilDate;
  if (daysAdded.size >= DAYS_ADDED_MAX) daysAdded.clear();
  daysAdded.set(question, answer);
  return answer;
}

/** Orders of one week ask about the same few days and terms; a fuller memory starts anew. */
const DAYS_ADDED_MAX = 4_096;

const daysAdded = new Map<string, CivilDate>();

const LAST_DAY = '9999-12-31' as CivilDate;

/** Adds calendar months; a day that the target month lacks becomes its last day (31 January + 1 month = 28 February). */
export function addMonths(day: CivilDate, months: number): CivilDate {
  const { year, month, date } = partsOf(day);
  const monthsSinceZero = year * 12 + month - 1 + months;
  const newYear = Math.floor(monthsSinceZero / 12);
  // Text of more than four digits for the year would sort before every other day.
  if (newYear > 9_999) return LAST_DAY;
  const newMonth = monthsSinceZero - newYear * 12 + 1;
  const newDate = Math.min(date, daysIn(newYear, newMonth));
  return `${padded(newYear, 4)}-${padded(newMonth, 2)}-${padded(newDate, 2)}` as CivilDate;
}

function padded(part: number, digits: number): string {
  return String(part).padStart(digits, '0');
}

/** Full calendar months from one day to another, never negative: 2020-03-15 to 2026-03-14 is 71. The reverse of `addMonths`. */
export function fullMonthsBetween(from: CivilDate, to: CivilDate): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + (toMonth - fromMonth);
  return Math.max(0, addMonths(from, months) <= to ? months : months - 1);
}

/** Whole days from one day to a later one; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / 86_400_000);
}

export function plusDays(at: Instant, days: number): Instant {
  return plusMs(at, days * 86_400_000);
}

export function plusMs(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString() as Instant;
}

/** A moment as other systems count it, in seconds since 1970. What no calendar has becomes the last one that it has. */
export function instantOfSeconds(seconds: number): Instant {
  return new Date(Math.min(seconds, LAST_SECOND) * 1_000).toISOString() as Instant;
}

const LAST_SECOND = 253_402_300_799;

export function secondsOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 1_000);
}

export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** Text in the fixed form compares like time does. */
export function laterOf(a: Instant, b: Instant): Instant {
  return a >= b ? a : b;
}

/** For libraries that take nothing else. */
export function dateOf(at: Instant): Date {
  return new Date(Date.parse(at));
}
