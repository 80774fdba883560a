import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * For long work on the thread that also answers: called between two pieces of it, the function waits for the next turn of the
 * event loop once so much time has passed since the last one, so that whoever else asks waits that long and no longer.
 */
export function yieldEvery(ms: number): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < ms) return;
    await nextTurn();
    since = performance.now();
  };
}
