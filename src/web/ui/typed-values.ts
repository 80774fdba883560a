import { addDays } from './time.ts';

/** The largest amount that the contract can write. */
const YUAN_DIGITS_MAX = 13;
const TEN_THOUSAND_DIGITS = 4;

/** Full-width digits and signs as the plain ones, without blanks. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '');
}

/** The beginning of a code in capitals, as offices write theirs; nothing where it is typed so already. */
export function inCapitals(text: string): string {
  const capitals = text.toUpperCase();
  return capitals === text ? '' : capitals;
}

/** Whether it has the shape of a unified social credit code; a name, or a part of one, has not. */
export function isCreditCode(text: string): boolean {
  return /^[0-9A-HJ-NP-RTUW-Y]{18}$/.test(plainText(text));
}

/** An amount as an office types it (`¥4,999`, `１１.３４万`, `120元`) as the contract writes it, or nothing if it is none. */
export function readMoney(text: string): string | undefined {
  const [, whole = '', fraction = '', unit = ''] =
    /^¥?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万)?元?$/.exec(plainText(text)) ?? [];
  if (whole === '') return undefined;
  const shift = unit === '' ? 0 : TEN_THOUSAND_DIGITS;
  const places = withoutEndingZeros(fraction);
  if (places.length > shift + 2) return undefined;
  const digits = `${whole.replaceAll(',', '')}${places.padEnd(shift + 2, '0')}`.replace(/^0+(?=\d{3})/, '');
  const yuan = digits.slice(0, -2);
  return yuan.length > YUAN_DIGITS_MAX ? undefined : `${yuan}.${digits.slice(-2)}`;
}

function withoutEndingZeros(digits: string): string {
  const last = [...digits].findLastIndex((digit) => digit !== '0');
  return digits.slice(0, last + 1);
}

const NUMBER_MAX = 1_000_000;

/** What an office counts goods in: one of these may stand after a number. */
const MEASURES = /(?:台|套|个|項|项|件|批|点|人|块|条|只|部|份|张|把|组|盒|支)$/;

const DIGITS = '〇一二三四五六七八九';

/** A whole number of at least `from` as an office types it (`20`, `1,200`, `６台`, `两套`, `十二个`), or nothing. */
export function readWhole(text: string, from: number): number | undefined {
  const typed = plainText(text).replace(MEASURES, '');
  const digits = inDigits(typed) ?? typed.replace(/,(?=\d{3}(\D|$))/g, '');
  if (!/^\d{1,7}$/.test(digits)) return undefined;
  const number = Number(digits);
  return number >= from && number <= NUMBER_MAX ? number : undefined;
}

/** `12` for `十二`, up to ninety-nine; nothing for what is no Chinese number. */
function inDigits(typed: string): string | undefined {
  const [all, tens = '一', ten = '', ones = ''] =
    /^([二三四五六七八九])?(十)?([一二三四五六七八九两])?$/.exec(typed) ?? [];
  if (all === undefined || ten === '') return all?.length === 1 ? digitOf(all) : undefined;
  return ones === '两' ? undefined : `${digitOf(tens)}${digitOf(ones || '〇')}`;
}

function digitOf(one: string): string {
  return String(one === '两' ? 2 : DIGITS.indexOf(one));
}

const DAYS_AHEAD_MAX = 9_999;

/** A day as people type it: `20260412`, `2026-4-12`, `2026年4月12日`, `4.12` of this year, `+30` from today. */
export function readDay(text: string, today: string): string | undefined {
  const typed = plainText(text)
    .replace(/[年月/.]/g, '-')
    .replace(/日$/, '');
  const ahead = /^\+(\d{1,4})$/.exec(typed)?.[1];
  if (ahead !== undefined) return addDays(today, Math.min(Number(ahead), DAYS_AHEAD_MAX));
  const [, year = today.slice(0, 4), month = '', day = ''] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ?? /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(typed) ?? [];
  if (month === '') return undefined;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(written) ? written : undefined;
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(written: string): boolean {
  const [year = 0, month = 0, day = 0] = written.split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && !isLeap ? 28 : (MONTH_DAYS[month - 1] ?? 0));
}
