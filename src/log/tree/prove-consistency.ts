import type { Tx } from '../../db/index.ts';
import { hashOfRange, loadTreeNodes, type Nodes, widestPowerBelow } from './load-tree-nodes.ts';

export interface ConsistencyProof {
  readonly fromSize: number;
  readonly toSize: number;
  readonly fromRoot: Buffer;
  readonly toRoot: Buffer;
  readonly hashes: readonly Buffer[];
}

/**
 * Proves that the log of a size begins with the log of a smaller size, unchanged (RFC 6962, 2.1.2). Reads kept subtrees and
 * the leaves of at most two blocks. The caller has made sure that 1 ≤ from ≤ to ≤ head.
 */
export async function proveConsistency(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ConsistencyProof> {
  const nodes = await loadTreeNodes(tx, from - 1, to);
  const hashes = from === to ? [] : subproof(nodes, { size: from, from: 0, to, isKnown: true });
  return {
    fromSize: from,
    toSize: to,
    fromRoot: hashOfRange(nodes, 0, from),
    toRoot: hashOfRange(nodes, 0, to),
    hashes,
  };
}

interface Part {
  /** The last leaf of the smaller tree comes right before this. */
  readonly size: number;
  readonly from: number;
  readonly to: number;
  /** The verifier knows the hash of this part already, if the smaller tree ends with it: it is its root. */
  readonly isKnown: boolean;
}

function subproof(nodes: Nodes, { size, from, to, isKnown }: Part): Buffer[] {
  if (size === to) return isKnown ? [] : [hashOfRange(nodes, from, to)];
  const middle = from + widestPowerBelow(to - from);
  if (size <= middle) {
    return [...subproof(nodes, { size, from, to: middle, isKnown }), hashOfRange(nodes, middle, to)];
  }
  return [...subproof(nodes, { size, from: middle, to, isKnown: false }), hashOfRange(nodes, from, middle)];
}
