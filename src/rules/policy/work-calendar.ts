import { readBoolean, readDay, readList, readNullableString, readObject } from '../documents/document-reader.ts';
import { below, type Report } from '../documents/offence.ts';

/** The days of one year on which work is other than by the week, as the State Council's notice has them. */
export interface CalendarYear {
  readonly year: number;
  /** Both days included. Only those of this year, whichever notice they stand in. */
  readonly holidays: readonly { readonly from: string; readonly until: string }[];
  /** Saturdays and Sundays that are worked on instead. */
  readonly workdays: readonly string[];
  readonly document: string | null;
  /** Whether somebody has read it in the notice. */
  readonly verified: boolean;
}

/** A day of another year would be said and never read, since a day is looked up in the calendar of its own year. */
export function validateCalendarYear(entry: unknown, pointer: string, report: Report): void {
  const required = ['year', 'holidays', 'workdays', 'document', 'verified'];
  const calendar = readObject(entry, pointer, { required }, report);
  if (!calendar) return;
  const { year } = calendar;
  if (typeof year !== 'number' || !Number.isSafeInteger(year)) report(below(pointer, 'year'), 'document.not_integer');
  const inYear = (day: string | undefined, place: string): void => {
    if (day !== undefined && Number(day.slice(0, 4)) !== year) report(place, 'policy.day_of_other_year');
  };
  for (const [index, period] of (readList(calendar.holidays, below(pointer, 'holidays'), report) ?? []).entries()) {
    const place = below(below(pointer, 'holidays'), index);
    const fields = readObject(period, place, { required: ['from', 'until'] }, report);
    if (!fields) continue;
    const from = readDay(fields.from, below(place, 'from'), report);
    const until = readDay(fields.until, below(place, 'until'), report);
    inYear(from, below(place, 'from'));
    inYear(until, below(place, 'until'));
    if (from && until && until < from) report(below(place, 'until'), 'policy.dates_reversed');
  }
  for (const [index, day] of (readList(calendar.workdays, below(pointer, 'workdays'), report) ?? []).entries()) {
    const place = below(below(pointer, 'workdays'), index);
    inYear(readDay(day, place, report), place);
  }
  readNullableString(calendar.document, below(pointer, 'document'), report);
  readBoolean(calendar.verified, below(pointer, 'verified'), report);
}
