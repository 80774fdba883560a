import { canonicalJson, digestOf } from '../../kernel/index.ts';
import type { BacktestChange } from './backtest-change.ts';

/** How many changes were found, and a digest over all of them in the order of the log. */
export interface ChangesDigest {
  readonly count: number;
  readonly digest: string;
}

export const NO_CHANGES: ChangesDigest = { count: 0, digest: digestOf('') };

/**
 * Each digest is of the one before it and the next change, so that nobody needs all changes at once to make or check it. A
 * member that changes get later must be left out of those that had none, or old digests would not fit any more.
 */
export function chained({ count, digest }: ChangesDigest, change: BacktestChange): ChangesDigest {
  return { count: count + 1, digest: digestOf(`${digest}\n${canonicalJson(change)}`) };
}
