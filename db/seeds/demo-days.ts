import {
  addDays,
  addMonths,
  type CivilDate,
  type Clock,
  dayOf,
  type Instant,
  plusMs,
  startOfDay,
} from '../../src/kernel/index.ts';

/** The demo's story is told in days before today, so that it always ends today. */
export interface DemoDays {
  readonly today: CivilDate;
  readonly ago: (days: number) => CivilDate;
  readonly monthsAgo: (months: number) => CivilDate;
}

export function demoDays(today: CivilDate): DemoDays {
  return {
    today,
    ago: (days) => addDays(today, -days),
    monthsAgo: (months) => addMonths(today, -months),
  };
}

export function yearOf(day: CivilDate): number {
  return Number(day.slice(0, 4));
}

/** A clock that stands in the past while the story is told, and then is the real one. */
export interface DemoClock {
  readonly now: Clock;
  /** To a working hour of a day; what follows there happens a minute later each time. */
  readonly moveTo: (day: CivilDate) => void;
  readonly release: () => void;
}

const OPENING_MS = 9 * 3_600_000;
const STEP_MS = 60_000;

export function demoClock(start: CivilDate, real: Clock): DemoClock {
  let at: Instant | undefined = plusMs(startOfDay(start), OPENING_MS);
  return {
    now: () => {
      if (at === undefined) return real();
      at = plusMs(at, 1);
      return at;
    },
    moveTo: (day) => {
      // Today ends at the present, or a demo that is started before the office opens would have its log ahead of its clock.
      const present = real();
      const opening = dayOf(present) === day ? present : plusMs(startOfDay(day), OPENING_MS);
      at = at !== undefined && at >= opening ? plusMs(at, STEP_MS) : opening;
    },
    release: () => {
      at = undefined;
    },
  };
}
