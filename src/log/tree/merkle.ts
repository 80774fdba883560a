import { sha256 } from '../../kernel/index.ts';
import { proofVerifier } from './verify-proof.ts';

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

export const { verifyInclusion, verifyConsistency } = proofVerifier(sha256);
