import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Pause } from './rederive-outcome.ts';

const SLICE_MS = 10;
/** While somebody waits for a decision, nine tenths of the time are theirs. */
const REST_MS_UNDER_LOAD = 90;

/** Works ten milliseconds at a time, and lets every request have its turn in between. */
export function openPause(isIdle: () => boolean): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    if (isIdle()) await nextTurn();
    else await sleep(REST_MS_UNDER_LOAD);
    since = performance.now();
  };
}
