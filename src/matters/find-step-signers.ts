import { type SignedLeaf, signedIn } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { listLeavesAt, selectIn } from '../log/index.ts';

export type StepSigners = ReadonlyMap<number, SignedLeaf['signers']>;

/** Who signed the steps of a matter, by step: the leaf of each says it. */
export async function findStepSigners(tx: Tx, matterId: string): Promise<StepSigners> {
  const rows = await selectIn(tx, 'matter_steps', 'matter_id', [matterId]);
  const leaves = await listLeavesAt(
    tx,
    rows.map(({ log_index: index }) => Number(index)),
  );
  const signersAt = new Map(
    leaves.map(({ logIndex, bytes }) => [logIndex, signedIn(JSON.parse(bytes))?.signers ?? []] as const),
  );
  return new Map(rows.map(({ seq, log_index: index }) => [Number(seq), signersAt.get(Number(index)) ?? []]));
}
