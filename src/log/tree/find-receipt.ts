import type { Tx } from '../../db/index.ts';
import { findCheckpointOfLeaf } from '../checkpoints/find-checkpoint.ts';
import { findLeaf } from '../log-repository.ts';
import { type InclusionProof, proveInclusion } from './prove-inclusion.ts';

/** What somebody carries away to prove, years later and without the gate, that a record is in its log. */
export interface FoundReceipt extends InclusionProof {
  /** The exact text that was logged. */
  readonly record: string;
  /** The signed note whose tree the proof is of; null in the first minute, when the proof is of the log as it stands. */
  readonly checkpoint: string | null;
}

export async function findReceipt(tx: Tx, logIndex: number): Promise<FoundReceipt> {
  const checkpoint = await findCheckpointOfLeaf(tx, logIndex);
  const proof = await proveInclusion(tx, logIndex, checkpoint?.size);
  const leaf = await findLeaf(tx, logIndex);
  return { ...proof, record: leaf?.bytes ?? '', checkpoint: checkpoint?.note ?? null };
}
