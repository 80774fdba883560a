import { selectRows, type Tx } from '../../db/index.ts';

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
