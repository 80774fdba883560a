import { selectRows, type Tx } from '../db/index.ts';

export interface PassedLeaf {
  readonly type: string;
  readonly leaf_hash: string;
}

/** Leaves of a range in order, without what they say; `to` is excluded. */
export async function listPassedLeaves(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly PassedLeaf[]> {
  const select = 'select type, leaf_hash from log_leaves where log_index >= ? and log_index < ? order by log_index';
  return selectRows<PassedLeaf>(tx, select, [from, to]);
}
