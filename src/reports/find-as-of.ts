import type { Tx } from '../db/index.ts';
import type { AsOfLog } from '../documents/index.ts';
import { type Instant, Refusal, statedInstant, text } from '../kernel/index.ts';
import { EMPTY_ROOT, findLeaf, findLeafIndexAt, proveInclusion, readHead } from '../log/index.ts';

export interface AsOfQuery {
  readonly asOf?: number;
  readonly at?: string;
}

export interface AsOf extends AsOfLog {
  /** Nothing was asked about the past: the counters of the tables say what stands. */
  readonly isNow: boolean;
}

/** The point of the log that is asked for: a leaf, the last leaf at a moment, or the last one of all. */
export async function findAsOf(tx: Tx, { asOf, at }: AsOfQuery): Promise<AsOf> {
  if (asOf !== undefined && at !== undefined) throw oneOfTwo();
  const head = await readHead(tx);
  const { size } = head.frontier;
  if (asOf === undefined && at === undefined) {
    const last = { index: size === 0 ? null : size - 1, at: size === 0 ? null : head.at };
    return { ...last, rootHash: head.frontier.root(), isNow: true };
  }
  const index = asOf ?? (await findLeafIndexAt(tx, { at: statedInstant(at ?? ''), size }));
  if (index === undefined) return { index: null, at: null, rootHash: EMPTY_ROOT, isNow: false };
  if (index >= size) throw notLoggedYet();
  const { rootHash } = await proveInclusion(tx, index, index + 1);
  return { index, at: await timeOf(tx, index), rootHash, isNow: false };
}

async function timeOf(tx: Tx, index: number): Promise<Instant | null> {
  return (await findLeaf(tx, index))?.at ?? null;
}

function oneOfTwo(): Refusal {
  const message = text('asOf 与 at 只能用其一。', 'Give either asOf or at, not both.');
  return new Refusal('invalid', 'report.as_of', message, [{ pointer: '/query/at', message: '' }]);
}

function notLoggedYet(): Refusal {
  const message = text('该日志序号尚未产生。', 'The log has no such index yet.');
  return new Refusal('invalid', 'log.index_ahead', message, [{ pointer: '/query/asOf', message: '' }]);
}
