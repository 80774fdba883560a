import { insertRows, type Row, selectedRows, type Tx } from '../db/index.ts';
import type { GovernedTx } from '../log/index.ts';
import { selectIn } from '../log/index.ts';

export interface ProductName {
  readonly category: string;
  readonly nameKey: string;
  readonly productId: string;
}

/** Whose these names are, in any category. */
export async function listProductNames(tx: Tx, nameKeys: readonly string[]): Promise<readonly ProductName[]> {
  const rows = await selectIn(tx, 'product_names', 'name_key', nameKeys);
  return rows.map((row) => ({
    category: String(row.category),
    nameKey: String(row.name_key),
    productId: String(row.product_id),
  }));
}

/** Takes all names from the products that changed, then gives these. */
export async function replaceProductNames(
  tx: GovernedTx,
  changed: readonly string[],
  names: readonly ProductName[],
): Promise<void> {
  if (changed.length > 0)
    await tx('product_names')
      .whereIn('product_id', [...changed])
      .delete();
  const rows = names.map(({ category, nameKey, productId }) => ({
    category,
    name_key: nameKey,
    product_id: productId,
  }));
  await insertRows(tx, 'product_names', rows);
}

/** A plan item that an agency still has to deliver. */
export interface Undertaking {
  readonly id: string;
  readonly agencyCode: string;
  readonly category: string;
  readonly seats: number;
  readonly state: string;
  readonly closedBy: string | null;
}

export async function listUndertakings(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Undertaking>> {
  const rows = await selectIn(tx, 'undertakings', 'id', ids);
  return new Map(
    rows.map((row) => [
      String(row.id),
      {
        id: String(row.id),
        agencyCode: String(row.agency_code),
        category: String(row.category),
        seats: Number(row.seats),
        state: String(row.state),
        closedBy: row.closed_by === null ? null : String(row.closed_by),
      },
    ]),
  );
}

export async function closeUndertaking(
  tx: GovernedTx,
  closing: { readonly id: string; readonly entitlementId: string; readonly logIndex: number },
): Promise<void> {
  const { id, entitlementId, logIndex } = closing;
  await tx('undertakings').where({ id }).update({ state: 'closed', closed_by: entitlementId, log_index: logIndex });
}

/** Opens it again, unless something else has happened to it since. */
export async function reopenUndertaking(
  tx: GovernedTx,
  opening: { readonly id: string; readonly entitlementId: string; readonly logIndex: number },
): Promise<void> {
  const { id, entitlementId, logIndex } = opening;
  await tx('undertakings')
    .where({ id, state: 'closed', closed_by: entitlementId })
    .update({ state: 'open', closed_by: null, log_index: logIndex });
}

/** The agencies of devices by id; an unknown one is absent. */
export async function agenciesOfDevices(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await selectIn(tx, 'devices', 'id', ids);
  return new Map(rows.map((row) => [String(row.id), String(row.agency_code)]));
}

/** Writes whether seats are counted at all; moves change a count, but cannot make one out of null. */
export async function setSeats(tx: GovernedTx, id: string, seats: number | null): Promise<void> {
  await tx('entitlements').where({ id }).update({ seats });
}

/** Held and allocated seats right after a leaf of the log: the fold of the moves up to it. */
export async function countersOfEntitlementAsOf(tx: Tx, id: string, asOf: number): Promise<Row> {
  const [row] = selectedRows<Row>(
    await tx.raw(
      `select
         coalesce(sum(case when to_bucket = 'held' then quantity when from_bucket = 'held' then -quantity else 0 end), 0)
           as held_seats,
         coalesce(sum(case when to_bucket = 'allocated' then quantity when from_bucket = 'allocated' then -quantity else 0 end), 0)
           as allocated_seats
       from moves where account_kind = 'entitlement' and account = ? and log_index <= ?`,
      [id, asOf],
    ),
  );
  return row ?? {};
}
