import type { Tx } from '../db/index.ts';
import { GAP_ACCEPTED } from './log-gap.ts';
import { listLeavesOfType } from './log-repository.ts';

/** Leaves from one index to before another that were acknowledged once, and of which a leaf says that they are lost. */
export interface AcceptedGap {
  readonly from: number;
  readonly to: number;
  /** The leaf that says so. */
  readonly logIndex: number;
}

export async function findGaps(tx: Tx): Promise<readonly AcceptedGap[]> {
  const leaves = await listLeavesOfType(tx, GAP_ACCEPTED);
  return leaves.map(({ logIndex, bytes }) => {
    const { from, to } = JSON.parse(bytes) as Omit<AcceptedGap, 'logIndex'>;
    return { from, to, logIndex };
  });
}
