import type { Tx } from '../../db/index.ts';
import { openRecord, type ReadRecord } from '../../decisions/index.ts';
import { groupBy } from '../../kernel/index.ts';
import { type LeafRow, listLeavesAt, listSealedTexts, type SealedText } from '../../log/index.ts';
import { type Order, STAGES_OF_REVISIONS } from '../order.ts';

/** The leaf of a decision with what of it was sealed and can still be read. */
export interface StandingLeaf {
  readonly leaf: LeafRow;
  readonly sealed: readonly SealedText[];
}

export type StandingLeaves = ReadonlyMap<string, StandingLeaf>;

/** The last decision that made the standing revision of each order stand, by order; absent where its leaf is gone. */
export async function listStandingLeaves(
  tx: Tx,
  orders: readonly Pick<Order, 'id' | 'standingRevision'>[],
): Promise<StandingLeaves> {
  if (orders.length === 0) return new Map();
  const revisionOf = new Map(orders.map(({ id, standingRevision }) => [id, standingRevision]));
  const decisions: { order_id: string; revision: number; log_index: number }[] = await tx('decisions')
    .select('order_id', 'revision', 'log_index')
    .whereIn('order_id', [...revisionOf.keys()])
    .whereIn('stage', [...STAGES_OF_REVISIONS])
    .orderBy('log_index');
  const standing = decisions.filter(({ order_id: id, revision }) => revisionOf.get(id) === Number(revision));
  const last = new Map(standing.map(({ order_id: id, log_index: index }) => [id, Number(index)]));
  const sealed = groupBy(await listSealedTexts(tx, [...last.values()]), ({ logIndex }) => String(logIndex));
  const leaves = new Map((await listLeavesAt(tx, [...last.values()])).map((leaf) => [leaf.logIndex, leaf]));
  return new Map(
    [...last].flatMap(([id, index]) => {
      const leaf = leaves.get(index);
      return leaf ? [[id, { leaf, sealed: sealed.get(String(index)) ?? [] }] as const] : [];
    }),
  );
}

/** The same as records; absent where one cannot be read any more. */
export async function listStandingRecords(
  tx: Tx,
  orders: readonly Pick<Order, 'id' | 'standingRevision'>[],
): Promise<ReadonlyMap<string, ReadRecord>> {
  return recordsOf(await listStandingLeaves(tx, orders), orders);
}

export function recordsOf(
  leaves: StandingLeaves,
  orders: readonly Pick<Order, 'id'>[],
): ReadonlyMap<string, ReadRecord> {
  return new Map(
    orders.flatMap(({ id }) => {
      const found = leaves.get(id);
      const opened = found && openRecord(found.leaf, found.sealed);
      return opened?.kind === 'open' ? [[id, opened.record] as const] : [];
    }),
  );
}
