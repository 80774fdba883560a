import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long everybody waits at most for work that never waits for anything itself. */
const BUSY_MS_MAX = 20;

/**
 * For long work on the thread that also answers: called between two pieces of it, the function waits for the next turn of the
 * event loop once enough time has passed since the last one.
 */
export function yieldWhenBusy(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < BUSY_MS_MAX) return;
    await nextTurn();
    since = performance.now();
  };
}
