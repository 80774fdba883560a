import type { Tx } from '../db/index.ts';
import type { Instant } from '../kernel/index.ts';
import { findLeafTime } from './log-repository.ts';

/**
 * The index of the last leaf that was appended by a moment; undefined before the first. The time of the log never goes
 * back, so halving finds it in some thirty reads by key, where a search by time would need an index of its own.
 */
export async function findLeafIndexAt(
  tx: Tx,
  { at, size }: { readonly at: Instant; readonly size: number },
): Promise<number | undefined> {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const time = await findLeafTime(tx, middle);
    if (time !== undefined && time <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : low - 1;
}
