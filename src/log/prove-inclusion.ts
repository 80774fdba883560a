import type { Tx } from '../db/index.ts';
import { Refusal, text } from '../kernel/index.ts';
import { listLeafHashes, listSubtrees, readHead } from './log-repository.ts';
import { KEPT_LEVELS, nodeHash } from './merkle.ts';

export interface InclusionProof {
  readonly leafIndex: number;
  readonly leafHash: Buffer;
  readonly treeSize: number;
  readonly rootHash: Buffer;
  readonly hashes: readonly Buffer[];
}

/**
 * Proves that a leaf is in the log of a size (RFC 6962, 2.1.1), the present one unless told. Reads the kept subtrees and
 * the leaves of at most two blocks, never the whole log.
 */
export async function proveInclusion(tx: Tx, leafIndex: number, size?: number): Promise<InclusionProof> {
  const { frontier } = await readHead(tx);
  const treeSize = size ?? frontier.size;
  if (treeSize > frontier.size) throw notInLog(`tree size ${treeSize}`, `树大小 ${treeSize}`);
  if (leafIndex >= treeSize) throw notInLog(`leaf ${leafIndex}`, `第 ${leafIndex} 条记录`);
  const nodes = await loadNodes(tx, leafIndex, treeSize);
  const hashes = inclusionPath(nodes, { leafIndex, from: 0, to: treeSize });
  const leafHash = hashOfRange(nodes, leafIndex, leafIndex + 1);
  return { leafIndex, leafHash, treeSize, rootHash: hashOfRange(nodes, 0, treeSize), hashes };
}

function notInLog(en: string, zh: string): Refusal {
  return new Refusal('not_found', 'log.not_found', text(`日志中没有${zh}。`, `The log has no ${en}.`));
}

/** The known hashes of complete subtrees, by level and position. */
type Nodes = ReadonlyMap<string, Buffer>;

/** The blocks that hold the leaf and the ragged end of the tree, at level 0 and each kept level. */
async function loadNodes(tx: Tx, leafIndex: number, size: number): Promise<Nodes> {
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

function inclusionPath(nodes: Nodes, at: { leafIndex: number; from: number; to: number }): Buffer[] {
  const { leafIndex, from, to } = at;
  if (to - from === 1) return [];
  const middle = from + widestPowerBelow(to - from);
  if (leafIndex < middle) {
    return [...inclusionPath(nodes, { leafIndex, from, to: middle }), hashOfRange(nodes, middle, to)];
  }
  return [...inclusionPath(nodes, { leafIndex, from: middle, to }), hashOfRange(nodes, from, middle)];
}

/** MTH(D[from:to]) of RFC 6962; kept subtrees end the recursion early. */
function hashOfRange(nodes: Nodes, from: number, to: number): Buffer {
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
function widestPowerBelow(width: number): number {
  return 2 ** (Math.ceil(Math.log2(width)) - 1);
}
