import { isSame, joined } from './bytes.ts';
import { sha256 } from './crypto.ts';

interface InclusionClaim {
  readonly index: bigint;
  readonly size: bigint;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** RFC 6962, 2.1: a leaf is hashed with another prefix than an inner node. */
export function leafHash(record: Uint8Array): Uint8Array {
  return sha256(joined(Uint8Array.of(0), record));
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(joined(Uint8Array.of(1), left, right));
}

/** Whether a leaf is in the tree with this root (RFC 9162, 2.1.3.2). */
export function verifyInclusion({ index, size, leaf, proof, root }: InclusionClaim): boolean {
  const [one, two] = [BigInt(1), BigInt(2)];
  const isOdd = (number: bigint): boolean => number % two === one;
  if (index < 0 || index >= size || leaf.length !== 32) return false;
  let [node, last] = [index, size - one];
  let hash = leaf;
  for (const sibling of proof) {
    if (!last || sibling.length !== 32) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      while (node && !isOdd(node)) [node, last] = [node / two, last / two];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [node / two, last / two];
  }
  return !last && isSame(hash, root);
}
