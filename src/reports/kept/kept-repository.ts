import { selectRows, type Tx } from '../../db/index.ts';

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

/** The agencies of licences of which seats were moved by a leaf of some index or a later one. */
export async function listAgenciesOfMovedSeats(tx: Tx, from: number): Promise<readonly string[]> {
  const rows = await selectRows<{ readonly agency_code: string }>(
    tx,
    `select distinct e.agency_code from moves m join entitlements e on e.id = m.account
       where m.log_index >= ? and m.account_kind = 'entitlement'`,
    [from],
  );
  return rows.map(({ agency_code: code }) => code);
}
