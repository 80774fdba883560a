import { nodeHash } from '../tree/merkle.ts';

/** A complete subtree that does not give its kept hash, with the hashes of its leaves as they stand now. */
export interface WrongLeaves {
  readonly from: number;
  readonly hashes: readonly Buffer[];
  readonly expected: Buffer;
}

/**
 * Two leaves that changed places leave every row in order with itself, and only the tree is wrong. So each exchange is
 * tried: the one that gives the kept hashes again names both. A second or two for 256 leaves, and only after a finding.
 */
export function findSwap([one, other, ...more]: readonly WrongLeaves[]): readonly [number, number] | undefined {
  if (!one || more.length > 0) return undefined;
  return other ? swapBetween(one, other) : swapWithin(one);
}

function swapWithin({ from, hashes, expected }: WrongLeaves): readonly [number, number] | undefined {
  const levels = levelsOf(hashes);
  for (const [i, first] of hashes.entries()) {
    for (let j = i + 1; j < hashes.length; j += 1) {
      const second = hashes[j];
      if (second && rootWith(levels, [i, second], [j, first]).equals(expected)) return [from + i, from + j];
    }
  }
  return undefined;
}

function swapBetween(one: WrongLeaves, other: WrongLeaves): readonly [number, number] | undefined {
  const levels = levelsOf(one.hashes);
  const otherLevels = levelsOf(other.hashes);
  for (const [i, first] of one.hashes.entries()) {
    for (const [j, second] of other.hashes.entries()) {
      if (!rootWith(levels, [i, second]).equals(one.expected)) continue;
      if (rootWith(otherLevels, [j, first]).equals(other.expected)) return [one.from + i, other.from + j];
    }
  }
  return undefined;
}

/** All nodes of a complete tree, leaves first. */
function levelsOf(leaves: readonly Buffer[]): readonly (readonly Buffer[])[] {
  const levels = [leaves];
  for (let below = leaves; below.length > 1; ) {
    const above: Buffer[] = [];
    for (let at = 0; at + 1 < below.length; at += 2) above.push(nodeHash(nodeAt(below, at), nodeAt(below, at + 1)));
    levels.push(above);
    below = above;
  }
  return levels;
}

function nodeAt(level: readonly Buffer[], at: number): Buffer {
  const node = level[at];
  if (!node) throw new Error('a complete subtree lacks a node');
  return node;
}

type ReplacedHash = readonly [number, Buffer];

/** The root with one or two leaves replaced; only the paths above them are hashed again. */
function rootWith(levels: readonly (readonly Buffer[])[], ...replaced: readonly ReplacedHash[]): Buffer {
  let changed = replaced;
  for (const level of levels.slice(0, -1)) {
    const here = changed;
    const nodeOf = (at: number): Buffer => here.find(([place]) => place === at)?.[1] ?? nodeAt(level, at);
    const above = [...new Set(here.map(([at]) => at >> 1))];
    changed = above.map((at) => [at, nodeHash(nodeOf(2 * at), nodeOf(2 * at + 1))]);
  }
  return changed[0]?.[1] ?? nodeAt(levels.at(-1) ?? [], 0);
}
