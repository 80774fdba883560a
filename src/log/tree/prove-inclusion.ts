import type { Tx } from '../../db/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import { readHead } from '../log-repository.ts';
import { hashOfRange, loadTreeNodes, type Nodes, widestPowerBelow } from './load-tree-nodes.ts';

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
  const nodes = await loadTreeNodes(tx, leafIndex, treeSize);
  const hashes = inclusionPath(nodes, { leafIndex, from: 0, to: treeSize });
  const leafHash = hashOfRange(nodes, leafIndex, leafIndex + 1);
  return { leafIndex, leafHash, treeSize, rootHash: hashOfRange(nodes, 0, treeSize), hashes };
}

function notInLog(en: string, zh: string): Refusal {
  return new Refusal('not_found', 'log.not_found', text(`日志中没有${zh}。`, `The log has no ${en}.`));
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
