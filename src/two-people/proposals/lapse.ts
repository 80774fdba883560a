import { addDays, type CivilDate, dayOf, type Instant, plusMs, startOfDay } from '../../kernel/index.ts';

/** Whether nobody works on a day. It is handed in: which days are off is for the rules to say. */
export type IsDayOff = (day: CivilDate) => boolean;

const HOUR_MS = 3_600_000;
/** More days off in a row are none that anybody can mean. */
const DAYS_MAX = 366;

/** When so many hours are over that do not lie on a day off: what is proposed on a Friday afternoon lapses on a Monday. */
export function lapseOf(madeAt: Instant, hours: number, isDayOff: IsDayOff): Instant {
  let [at, leftMs] = [madeAt, hours * HOUR_MS];
  for (let days = 0; days < DAYS_MAX; days += 1) {
    const day = dayOf(at);
    const nextDay = startOfDay(addDays(day, 1));
    if (!isDayOff(day)) {
      const end = plusMs(at, leftMs);
      if (end <= nextDay) return end;
      leftMs -= Date.parse(nextDay) - Date.parse(at);
    }
    at = nextDay;
  }
  return plusMs(at, leftMs);
}
