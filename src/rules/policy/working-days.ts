import { addDays, type CivilDate, Refusal, text } from '../../kernel/index.ts';
import type { CalendarYear } from './work-calendar.ts';

/**
 * The `count`-th working day after a day, which itself does not count: whoever is served on a Monday and has one working day
 * has Tuesday. A year that the calendar does not have is refused, since nobody knows its holidays before they are told.
 */
export function workingDaysAfter(calendar: readonly CalendarYear[], day: CivilDate, count: number): CivilDate {
  let last = day;
  for (let left = count; left > 0; ) {
    last = addDays(last, 1);
    if (isWorkingDay(calendar, last)) left -= 1;
  }
  return last;
}

/** Whether people work on a day: the notice of the State Council first, and then the week. */
export function isWorkingDay(calendar: readonly CalendarYear[], day: CivilDate): boolean {
  const year = calendar.find((each) => each.year === Number(day.slice(0, 4)));
  if (!year) throw yearUnknown(day.slice(0, 4));
  if (year.workdays.includes(day)) return true;
  if (year.holidays.some(({ from, until }) => from <= day && day <= until)) return false;
  return !isWeekend(day);
}

/** Days on which nobody works, as far as they are known: of a year that the calendar does not have, Saturdays and Sundays. */
export function isDayOff(calendar: readonly CalendarYear[], day: CivilDate): boolean {
  const isKnown = calendar.some(({ year }) => year === Number(day.slice(0, 4)));
  return isKnown ? !isWorkingDay(calendar, day) : isWeekend(day);
}

const DAYS_OF_WEEK = 7;

function isWeekend(day: CivilDate): boolean {
  const days = Math.floor(Date.parse(`${day}T00:00:00.000Z`) / 86_400_000);
  // The first day of 1970 was a Thursday.
  const weekday = (days + 4) % DAYS_OF_WEEK;
  return weekday === 0 || weekday === 6;
}

function yearUnknown(year: string): Refusal {
  const message = text(
    `工作日历没有 ${year} 年的放假安排，不能推算工作日；请写明日期，或先由两人发布该年日历。`,
    `The calendar has no holidays of ${year}, so working days are not counted into it: name the day, or have the year published first.`,
  );
  return new Refusal('unprocessable', 'calendar.year_unknown', message);
}
