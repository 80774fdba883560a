import { setTimeout as sleep } from 'node:timers/promises';
import { type LeftAlone, listWaiting } from './exchange-folder.ts';
import { LOOK_EVERY_MS, scheduleAt } from './retry-schedule.ts';

export interface StillFiles {
  /** Nobody has written them for a while, in the order of their names. */
  readonly names: readonly string[];
  /** They were there from the beginning, and somebody is still at them. */
  readonly written: readonly string[];
  readonly leftAlone: readonly LeftAlone[];
}

/** A clock that only goes on, and the pauses between two looks. */
export interface MonotonicClock {
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Whoever writes for longer than this is met by the next run. */
const WAIT_MS_MAX = 30_000;

export const REAL_PAUSES: MonotonicClock = { now: () => performance.now(), pause: (ms) => sleep(ms) };

/** Looks at `in` until the files that lie there have stayed as they are, as a watch would before it takes them. */
export async function waitForFiles(folder: string, { now, pause }: MonotonicClock): Promise<StillFiles> {
  const until = now() + WAIT_MS_MAX;
  let { files, leftAlone } = await listWaiting(folder);
  const first = new Set(files.map(({ name }) => name));
  let turns = scheduleAt(now(), new Map(), files);
  const writtenAt = (at: number): readonly string[] =>
    [...turns].flatMap(([name, { from }]) => (first.has(name) && from > at ? [name] : []));
  for (let at = now(); writtenAt(at).length > 0 && at < until; at = now()) {
    const next = Math.min(...writtenAt(at).map((name) => turns.get(name)?.from ?? at));
    await pause(Math.min(LOOK_EVERY_MS, next - at));
    ({ files, leftAlone } = await listWaiting(folder));
    turns = scheduleAt(now(), turns, files);
  }
  const at = now();
  const names = [...turns].flatMap(([name, { from }]) => (from <= at ? [name] : []));
  return { names, written: writtenAt(at), leftAlone };
}
