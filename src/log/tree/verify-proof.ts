// Judges proofs of the log with nothing but a hash function, so that the gate and a browser compute the same.

type Hash = (bytes: Uint8Array) => Uint8Array;

export interface InclusionClaim {
  readonly index: bigint;
  readonly size: bigint;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export interface ConsistencyClaim {
  readonly fromSize: bigint;
  readonly toSize: bigint;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export interface ProofVerifier {
  /** RFC 6962, 2.1: a leaf is hashed with another prefix than an inner node, so that neither can pass for the other. */
  readonly leafHash: (record: Uint8Array) => Uint8Array;
  /** Whether a leaf is in the tree with this root (RFC 9162, 2.1.3.2). */
  readonly verifyInclusion: (claim: InclusionClaim) => boolean;
  /** Whether the larger tree holds the smaller one unchanged as its beginning (RFC 9162, 2.1.4.2). */
  readonly verifyConsistency: (claim: ConsistencyClaim) => boolean;
}

/** The verifier of trees that are made with SHA-256, by whoever brings that. */
export function proofVerifier(sha256: Hash): ProofVerifier {
  const nodeHash: NodeHash = (left, right) => sha256(joined(Uint8Array.of(1), left, right));
  return {
    leafHash: (record) => sha256(joined(Uint8Array.of(0), record)),
    verifyInclusion: (claim) => isIncluded(nodeHash, claim),
    verifyConsistency: (claim) => isConsistent(nodeHash, claim),
  };
}

type NodeHash = (left: Uint8Array, right: Uint8Array) => Uint8Array;

const [ZERO, ONE, TWO] = [BigInt(0), BigInt(1), BigInt(2)];

function isIncluded(nodeHash: NodeHash, { index, size, leaf, proof, root }: InclusionClaim): boolean {
  if (index < ZERO || index >= size || leaf.length !== 32) return false;
  const path = climb(index, size - ONE, proof);
  if (!path) return false;
  const hash = path.reduce((below, { hash: beside, isLeft }) => {
    return isLeft ? nodeHash(beside, below) : nodeHash(below, beside);
  }, leaf);
  return isSame(hash, root);
}

function isConsistent(nodeHash: NodeHash, claim: ConsistencyClaim): boolean {
  const { fromSize, toSize, fromRoot, toRoot, proof } = claim;
  // An empty tree is the beginning of every tree, so a proof of it would prove nothing.
  if (fromSize <= ZERO || fromSize > toSize) return false;
  if (fromSize === toSize) return proof.length === 0 && isSame(fromRoot, toRoot);
  const isPowerOfTwo = (fromSize & (fromSize - ONE)) === ZERO;
  const [start, ...rest] = isPowerOfTwo ? [fromRoot, ...proof] : proof;
  if (start?.length !== 32) return false;
  let [node, last] = [fromSize - ONE, toSize - ONE];
  while (node % TWO === ONE) [node, last] = [node / TWO, last / TWO];
  const path = climb(node, last, rest);
  if (!path) return false;
  let [from, to] = [start, start];
  for (const { hash, isLeft } of path) {
    // What stands on the right came after the smaller tree.
    if (isLeft) from = nodeHash(hash, from);
    to = isLeft ? nodeHash(hash, to) : nodeHash(to, hash);
  }
  return isSame(from, fromRoot) && isSame(to, toRoot);
}

/** On which side each hash of a proof stands on the way up; undefined for a proof that does not end at the root. */
function climb(
  from: bigint,
  end: bigint,
  proof: readonly Uint8Array[],
): readonly { readonly hash: Uint8Array; readonly isLeft: boolean }[] | undefined {
  let [node, last] = [from, end];
  const path: { readonly hash: Uint8Array; readonly isLeft: boolean }[] = [];
  for (const hash of proof) {
    if (last === ZERO || hash.length !== 32) return undefined;
    const isLeft = node % TWO === ONE || node === last;
    if (isLeft) while (node % TWO === ZERO && node !== ZERO) [node, last] = [node / TWO, last / TWO];
    path.push({ hash, isLeft });
    [node, last] = [node / TWO, last / TWO];
  }
  return last === ZERO ? path : undefined;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
