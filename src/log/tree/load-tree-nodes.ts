import type { Tx } from '../../db/index.ts';
import { listLeafHashes, listSubtrees } from '../log-repository.ts';
import { KEPT_LEVELS, nodeHash } from './merkle.ts';

/** The known hashes of complete subtrees, by level and position. */
export type Nodes = ReadonlyMap<string, Buffer>;

/**
 * The blocks that hold a leaf and the ragged end of a tree, at level 0 and each kept level: enough for whatever is to be
 * proven about the leaf, and for the tree that ends with it.
 */
export async function loadTreeNodes(tx: Tx, leafIndex: number, size: number): Promise<Nodes> {
  const nodes = new Map<string, Buffer>();
  const levels = [0, ...KEPT_LEVELS];
  for (const [at, level] of levels.entries()) {
    const width = 2 ** level;
    const complete = Math.floor(size / width);
    const blockWidth = (levels[at + 1] ?? Number.POSITIVE_INFINITY) - level;
    for (const block of blocksAround(Math.floor(leafIndex / width), complete, 2 ** blockWidth)) {
      const hashes = level === 0 ? await listLeafHashes(tx, block) : await listSubtrees(tx, { level, ...block });
      for (const [offset, hash] of hashes.entries()) nodes.set(`${level}/${block.from + offset}`, hash);
    }
  }
  return nodes;
}

function blocksAround(position: number, complete: number, width: number): readonly { from: number; to: number }[] {
  if (complete === 0) return [];
  if (!Number.isFinite(width)) return [{ from: 0, to: complete }];
  const starts = new Set([Math.floor(position / width) * width, Math.floor((complete - 1) / width) * width]);
  return [...starts].map((from) => ({ from, to: Math.min(from + width, complete) }));
}

/** MTH(D[from:to]) of RFC 6962; kept subtrees end the recursion early. */
export function hashOfRange(nodes: Nodes, from: number, to: number): Buffer {
  const width = to - from;
  const level = Math.log2(width);
  if (Number.isInteger(level)) {
    const known = nodes.get(`${level}/${from / width}`);
    if (known) return known;
  }
  if (width <= 1) throw new Error(`the log lacks the hash of leaf ${from}`);
  const middle = from + widestPowerBelow(width);
  return nodeHash(hashOfRange(nodes, from, middle), hashOfRange(nodes, middle, to));
}

/** The largest power of two below a number greater than one. */
export function widestPowerBelow(width: number): number {
  return 2 ** (Math.ceil(Math.log2(width)) - 1);
}
