import type { Tx } from '../../db/index.ts';
import { listPassedLeaves, readHead } from '../../log/index.ts';
import { HARMLESS_LEAVES } from './harmless-leaves.ts';
import type { KeptAnswer, KeptAnswers } from './kept-answers.ts';

export interface RecalledQuestion<Value> {
  /** By value, everything that the answer follows from besides the tables: what is asked, of whom, the day, the rules. */
  readonly key: readonly unknown[];
  readonly compute: () => Promise<Value>;
  /** Brings along what harmless leaves from an index on may have changed; undefined: it cannot. */
  readonly renew?: (value: Value, from: number) => Promise<Value | undefined>;
}

/** After more leaves than that it is time to count again. */
const LEAVES_MAX = 2_000;

/**
 * An answer that was worked out before, where the log says that it is the same still: in the snapshot that is read, the last
 * leaf that it was worked out after stands where it stood, and all later ones are harmless. For what stands now only; a
 * question about the past asks without `kept`.
 */
export async function recallAnswer<Value>(
  tx: Tx,
  kept: KeptAnswers | undefined,
  { key: asked, compute, renew = async (value) => value }: RecalledQuestion<Value>,
): Promise<Value> {
  if (!kept) return compute();
  const key = JSON.stringify(asked);
  const { size } = (await readHead(tx)).frontier;
  const known = kept.find(key);
  const from = known && isNear(known, size) ? known.size : size;
  const [last, ...later] = await listPassedLeaves(tx, { from: from - 1, to: size });
  const lastHash = (later.at(-1) ?? last)?.leaf_hash;
  if (lastHash === undefined) return compute();
  const isSame = known?.size === from && known.stamp === last?.leaf_hash && later.length === size - from;
  let recalled: Value | undefined;
  if (isSame && later.every(({ type }) => HARMLESS_LEAVES.has(type))) {
    const before = known.value as Value;
    recalled = later.length === 0 ? before : await renew(before, from);
  }
  // What is void goes before the rest is read, since memory has no room for both.
  if (recalled === undefined) kept.drop(key);
  const value = recalled ?? (await compute());
  kept.keep(key, { value, size, stamp: lastHash });
  return value;
}

/** What was read in a later snapshot, or in a log that was longer, says nothing of this one. */
function isNear(known: KeptAnswer, size: number): boolean {
  return known.size <= size && size - known.size <= LEAVES_MAX;
}
