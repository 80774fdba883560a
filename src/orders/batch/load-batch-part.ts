import type { Tx } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { Batch, KnownOrder } from './batch.ts';

/**
 * What fulfilments of one kind keep in a batch: read once for all of them, so that the number of reads does not grow with
 * the acts, and written once after them. The batch itself knows only that there are such parts.
 */
export interface BatchPart<Wish, Kept> {
  readonly load: (tx: Tx, wishes: readonly Wished<Wish>[]) => Promise<Kept>;
  readonly write: (tx: GovernedTx, kept: Kept) => Promise<void>;
}

/** An order that one of the acts is about, with what the act wants read. */
export interface Wished<Wish> {
  readonly known: KnownOrder;
  readonly wish: Wish;
}

/** A part of the batch, and what an act of the batch wants read for it. */
export interface JoinedPart {
  readonly part: BatchPart<unknown, unknown>;
  readonly wish: unknown;
}

/** Makes an act of a batch join a part. */
export function joining<Wish, Kept>(part: BatchPart<Wish, Kept>, wish: Wish): JoinedPart {
  return { part: part as BatchPart<unknown, unknown>, wish };
}

/** What a part keeps in a batch; only acts that join it may ask. */
export function keptIn<Wish, Kept>({ parts }: Pick<Batch, 'parts'>, part: BatchPart<Wish, Kept>): Kept {
  const open = parts.get(part);
  if (!open) throw new Error('no act of this batch joins the part');
  return open.kept as Kept;
}
