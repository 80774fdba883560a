import type { WaitingFile } from './exchange-folder.ts';

/** A file as it was last seen, and from when on it may be taken, in milliseconds of a clock that only goes on. */
export interface ScheduledFile {
  readonly state: string;
  readonly from: number;
  /** How often it was taken in vain. */
  readonly attempts: number;
}

export type RetrySchedule = ReadonlyMap<string, ScheduledFile>;

/** So long a file must have stayed as it is: whoever writes it has then ended. */
const STABLE_MS = 2_000;

/** The turns of what lies there now: a file that is new or has changed waits anew, one that is gone is forgotten. */
export function scheduleAt(now: number, before: RetrySchedule, files: readonly WaitingFile[]): RetrySchedule {
  return new Map(
    files.map(({ name, state }) => {
      const seen = before.get(name);
      return [name, seen?.state === state ? seen : { state, from: now + STABLE_MS, attempts: 0 }] as const;
    }),
  );
}

/** The next turn of a file that was taken in vain; the others do not wait for it. */
export function laterAttempt({ state, attempts }: ScheduledFile, now: number): ScheduledFile {
  return { state, from: now + pauseMs(attempts), attempts: attempts + 1 };
}

export const LOOK_EVERY_MS = 1_000;
const PAUSE_MS_MAX = 60_000;

export function pauseMs(failures: number): number {
  return Math.min(PAUSE_MS_MAX, LOOK_EVERY_MS * 2 ** Math.min(failures, 10));
}
