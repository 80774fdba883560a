import { setTimeout as sleep } from 'node:timers/promises';

/** No promise of anybody's: only so that a test ends whose fact never comes. Shorter than mocha's own limit, to say which. */
const WAIT_MS_MAX = 120_000;
const LOOK_EVERY_MS = 10;

/**
 * Waits for a fact, however long a busy machine takes for it. Where a test sleeps instead, or counts a few looks, it fails
 * as soon as something else runs beside it.
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`it never came about that ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}
