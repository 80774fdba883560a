import type { Tx } from '../../db/index.ts';
import {
  type CheckpointsWish,
  findCheckpointOver,
  findLastCheckpoint,
  listCheckpoints,
  listCosignatures,
  type StoredCheckpoint,
} from './checkpoints-repository.ts';

/** A checkpoint as it is given out: the lines of those who have seen it stand under the signature of the gate. */
export type CosignedCheckpoint = StoredCheckpoint & { readonly cosigned: number };

export async function findNewestCheckpoint(tx: Tx): Promise<CosignedCheckpoint | undefined> {
  return first(tx, await findLastCheckpoint(tx));
}

/** The first checkpoint whose tree holds a leaf; undefined as long as nobody has signed for it. */
export async function findCheckpointOfLeaf(tx: Tx, logIndex: number): Promise<CosignedCheckpoint | undefined> {
  return first(tx, await findCheckpointOver(tx, logIndex));
}

async function first(tx: Tx, found: StoredCheckpoint | undefined): Promise<CosignedCheckpoint | undefined> {
  const [checkpoint] = found ? await withCosignatures(tx, [found]) : [];
  return checkpoint;
}

export async function listCosignedCheckpoints(tx: Tx, page: CheckpointsWish): Promise<readonly CosignedCheckpoint[]> {
  return withCosignatures(tx, await listCheckpoints(tx, page));
}

async function withCosignatures(
  tx: Tx,
  checkpoints: readonly StoredCheckpoint[],
): Promise<readonly CosignedCheckpoint[]> {
  const cosignatures = await listCosignatures(
    tx,
    checkpoints.map(({ size }) => size),
  );
  return checkpoints.map((checkpoint) => {
    const own = cosignatures.filter(
      ({ size, rootHash }) => size === checkpoint.size && rootHash.equals(checkpoint.rootHash),
    );
    return { ...checkpoint, note: checkpoint.note + own.map(({ line }) => `${line}\n`).join(''), cosigned: own.length };
  });
}
