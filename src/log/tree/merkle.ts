import { sha256 } from '../../kernel/index.ts';

/** RFC 6962, 2.1: leaves and inner nodes are hashed with different prefixes, so that neither can pass for the other. */
export function leafHash(bytes: string | Uint8Array): Buffer {
  return sha256(typeof bytes === 'string' ? `\0${bytes}` : Buffer.concat([LEAF_PREFIX, bytes]));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([NODE_PREFIX, left, right]));
}

const LEAF_PREFIX = Buffer.of(0);
const NODE_PREFIX = Buffer.of(1);

/** The root of a tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT = sha256('');

/** Hashes of complete subtrees are kept at these levels, so that a proof is a few hundred reads, never a scan. */
export const KEPT_LEVELS: readonly number[] = [8, 16, 24];

export interface Subtree {
  readonly level: number;
  readonly position: number;
  readonly hash: Buffer;
}

/** A growing tree: its size, and the roots of the complete subtrees it falls into, widest first. */
export class Frontier {
  size: number;
  readonly #roots: Buffer[];
  #root: Buffer | undefined;

  constructor(size: number, roots: readonly Buffer[]) {
    this.size = size;
    this.#roots = [...roots];
  }

  get roots(): readonly Buffer[] {
    return this.#roots;
  }

  /** Adds one leaf; answers the subtrees of the kept levels that it completed. */
  append(leaf: Buffer): readonly Subtree[] {
    const completed: Subtree[] = [];
    let hash = leaf;
    let rest = this.size;
    for (let level = 1; rest % 2 === 1; level += 1) {
      const left = this.#roots.pop();
      if (!left) throw new Error('the frontier of the log does not fit its size');
      hash = nodeHash(left, hash);
      rest = Math.floor(rest / 2);
      if (KEPT_LEVELS.includes(level)) completed.push({ level, position: rest, hash });
    }
    this.#roots.push(hash);
    this.size += 1;
    this.#root = undefined;
    return completed;
  }

  root(): Buffer {
    this.#root ??= this.#roots.reduceRight<Buffer | undefined>(
      (right, left) => (right ? nodeHash(left, right) : left),
      undefined,
    );
    return this.#root ?? EMPTY_ROOT;
  }
}

export interface InclusionClaim {
  readonly index: bigint;
  readonly size: bigint;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether a leaf is in the tree with this root (RFC 9162, 2.1.3.2). */
export function verifyInclusion({ index, size, leaf, proof, root }: InclusionClaim): boolean {
  if (index < 0n || index >= size || leaf.length !== 32) return false;
  let [node, last] = [index, size - 1n];
  let hash: Buffer = Buffer.from(leaf);
  for (const sibling of proof) {
    if (last === 0n || sibling.length !== 32) return false;
    if (node % 2n === 1n || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2n === 0n && node !== 0n) [node, last] = [node / 2n, last / 2n];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [node / 2n, last / 2n];
  }
  return last === 0n && hash.equals(root);
}

export interface ConsistencyClaim {
  readonly fromSize: bigint;
  readonly toSize: bigint;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the larger tree holds the smaller one unchanged as its beginning (RFC 9162, 2.1.4.2). */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { fromSize, toSize, fromRoot, toRoot, proof } = claim;
  // An empty tree is the beginning of every tree, so a proof of it would prove nothing.
  if (fromSize <= 0n || fromSize > toSize) return false;
  if (fromSize === toSize) return proof.length === 0 && Buffer.from(fromRoot).equals(toRoot);
  const path = isPowerOfTwo(fromSize) ? [fromRoot, ...proof] : [...proof];
  return path.length > 0 && climb(claim, path);
}

function climb({ fromSize, toSize, fromRoot, toRoot }: ConsistencyClaim, path: readonly Uint8Array[]): boolean {
  let [node, last] = [fromSize - 1n, toSize - 1n];
  while (node % 2n === 1n) [node, last] = [node / 2n, last / 2n];
  const [start, ...rest] = path;
  if (!start || path.some((hash) => hash.length !== 32)) return false;
  let [from, to]: [Buffer, Buffer] = [Buffer.from(start), Buffer.from(start)];
  for (const hash of rest) {
    if (last === 0n) return false;
    if (node % 2n === 1n || node === last) {
      [from, to] = [nodeHash(hash, from), nodeHash(hash, to)];
      while (node % 2n === 0n && node !== 0n) [node, last] = [node / 2n, last / 2n];
    } else {
      to = nodeHash(to, hash);
    }
    [node, last] = [node / 2n, last / 2n];
  }
  return last === 0n && from.equals(fromRoot) && to.equals(toRoot);
}

function isPowerOfTwo(size: bigint): boolean {
  return (size & (size - 1n)) === 0n;
}
