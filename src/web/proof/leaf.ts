import type { Schemas } from '../client/operation.ts';
import { bytesIn, isSame, utf8 } from './bytes.ts';
import type { Check, GateKeys } from './check.ts';
import { leafHash, verifyInclusion } from './proofs.ts';
import { judgeIncluded } from './receipt.ts';

interface LeafEvidence {
  readonly entry: Schemas['LogEntry'];
  readonly proof: Schemas['InclusionProof'];
  /** The checkpoint that the proof is for; undefined where none is signed over the leaf yet. */
  readonly checkpoint: Schemas['Checkpoint'] | undefined;
  readonly keys: GateKeys;
}

export interface JudgedLeaf {
  /** The hash as it was computed here; as the gate tells it where the text is not for this reader. */
  readonly hash: Uint8Array;
  readonly checks: readonly Check[];
  /** What is to be said of the leaf, by all that was computed here. */
  readonly verdict: 'proven' | 'hashProven' | 'unsigned' | 'unproven';
  /** The size of the tree that it is proven in. */
  readonly size: number;
}

/** Computes what the gate says of one leaf again: its hash, its place in the tree, and who has signed for that tree. */
export function judgeLeaf({ entry, proof, checkpoint, keys }: LeafEvidence): JudgedLeaf {
  const stated = bytesIn(entry.leafHash) ?? new Uint8Array();
  const hash = entry.record === null ? stated : leafHash(utf8(entry.record));
  const { index } = entry;
  const read = proof.hashes.map((one) => bytesIn(one) ?? new Uint8Array());
  const checks: readonly Check[] = checkpoint
    ? judgeIncluded({ leaf: hash, index, hashes: read, checkpoint: checkpoint.note }, keys).checks
    : [{ name: 'inclusion', isGood: isInHead(hash, { index, proof, hashes: read }), about: String(index) }];
  const isGood = isSame(hash, stated) && checks.every((check) => check.isGood);
  const found = checkpoint === undefined ? 'unsigned' : entry.record === null ? 'hashProven' : 'proven';
  return { hash, checks, verdict: isGood ? found : 'unproven', size: checkpoint?.size ?? proof.treeSize };
}

interface HeadClaim {
  readonly index: number;
  readonly proof: Schemas['InclusionProof'];
  readonly hashes: readonly Uint8Array[];
}

/** In the tree as it stands, whose root nobody has signed. */
function isInHead(leaf: Uint8Array, { index, proof, hashes }: HeadClaim): boolean {
  const root = bytesIn(proof.rootHash) ?? new Uint8Array();
  return verifyInclusion({ index: BigInt(index), size: BigInt(proof.treeSize), leaf, proof: hashes, root });
}
