import { changeRows, insertRows, marksFor, padded, type Row, selectedRows, selectRows, type Tx } from '../db/index.ts';
import { foldedNumber } from '../kernel/index.ts';
import { IS_PLACED } from '../ledger/index.ts';
import { type GovernedTx, selectIn } from '../log/index.ts';
import { type ReferenceRecord, readKindRow, type StoredRow } from '../reference/index.ts';
import { ALLOCATION, type Allocation } from './devices/allocation.ts';
import { INSTALLATION, type Installation } from './devices/installation.ts';
import { PRODUCT, type Product } from './products/product.ts';

export interface ProductName {
  readonly category: string;
  readonly nameKey: string;
  readonly productId: string;
}

/** Whose these names are, in any category. */
export async function listProductNames(tx: Tx, nameKeys: readonly string[]): Promise<readonly ProductName[]> {
  const rows = await selectIn(tx, 'product_names', 'name_key', nameKeys);
  return rows.map(toProductName);
}

function toProductName(row: StoredRow): ProductName {
  return {
    category: String(row.category),
    nameKey: String(row.name_key),
    productId: String(row.product_id),
  };
}

/** A page of all names, by category and name. */
export async function listProductNamesAfter(
  tx: Tx,
  after: ProductName | null,
  limit: number,
): Promise<readonly ProductName[]> {
  const query = tx('product_names').orderBy(['category', 'name_key']).limit(limit);
  if (after) {
    const { category, nameKey } = after;
    query.whereRaw('(category > ? or (category = ? and name_key > ?))', [category, category, nameKey]);
  }
  const rows: StoredRow[] = await query;
  return rows.map(toProductName);
}

export interface NamedProduct extends Pick<Product, 'id' | 'category' | 'name' | 'aliases'> {
  readonly logIndex: number;
}

/** All products, with what they are called. */
export async function listNamedProducts(tx: Tx): Promise<readonly NamedProduct[]> {
  const rows: StoredRow[] = await tx('products').orderBy('id');
  return rows.map((row) => {
    const { key, state, logIndex } = readKindRow(PRODUCT, row);
    return { id: key, category: state.category, name: state.name, aliases: state.aliases, logIndex };
  });
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
        seats: Number(row.owed_seats ?? row.seats),
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

/** Opens it again, unless something else has happened to it since; where its order is over only what is owed is waited for. */
export async function reopenUndertaking(
  tx: GovernedTx,
  opening: { readonly id: string; readonly entitlementId: string; readonly logIndex: number },
): Promise<void> {
  const { id, entitlementId, logIndex } = opening;
  await changeRows(
    tx,
    `update undertakings set state = case when exists (select 1 from orders o
         where o.id = undertakings.order_id and o.standing_revision is null) and owed_seats is null then 'void' else 'open' end,
         closed_by = null, log_index = ?
       where id = ? and state = 'closed' and closed_by = ?`,
    [logIndex, id, entitlementId],
  );
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

/** Held, allocated and placed seats right after a leaf of the log: the fold of the moves up to it, less what had ended. */
export async function countersOfEntitlementAsOf(tx: Tx, id: string, asOf: number): Promise<Row> {
  const [row] = selectedRows<Row>(
    await tx.raw(
      `select
         coalesce(sum(case when to_bucket = 'held' then quantity when from_bucket = 'held' then -quantity else 0 end), 0)
           as held_seats,
         coalesce(sum(case when to_bucket = 'allocated' then quantity when from_bucket = 'allocated' then -quantity else 0 end), 0)
           as allocated_seats,
         coalesce(sum(case when from_bucket = 'held' and to_bucket = 'allocated' then quantity else 0 end), 0)
           - (select count(*) from allocations where entitlement_id = ? and taken_from = 'held'
              and until_on is not null and log_index <= ?)
           + (select count(*) from allocations a where a.entitlement_id = ? and a.taken_from = 'free'
              and a.log_index <= ? and ${IS_PLACED}) as placed_seats
       from moves where account_kind = 'entitlement' and account = ? and log_index <= ?`,
      [id, asOf, id, asOf, id, asOf],
    ),
  );
  return row ?? {};
}

/** How many seats of entitlements orders held before their machines were given them; none is absent. */
export async function placedSeatsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const wanted = padded(ids);
  const rows = await selectRows<{ id: string; placed: number }>(
    tx,
    `select a.entitlement_id as id, count(*) as placed from allocations a
       where a.entitlement_id in (${marksFor(wanted)}) and ${IS_PLACED} group by a.entitlement_id`,
    wanted,
  );
  return new Map(rows.map(({ id, placed }) => [id, Number(placed)]));
}

/** The open allocations of devices that are counted as seats an order held, however the device was given its seat. */
export async function listPlacedAllocations(tx: Tx, deviceIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (deviceIds.length === 0) return new Set();
  const wanted = padded(deviceIds);
  const rows = await selectRows<{ id: string }>(
    tx,
    `select a.id from allocations a where a.device_id in (${marksFor(wanted)}) and ${IS_PLACED}`,
    wanted,
  );
  return new Set(rows.map(({ id }) => id));
}

export type HoldingsQuestion = { readonly ids: readonly string[] } | { readonly deviceIds: readonly string[] };

/** Allocations that last, by themselves or by their devices. */
export async function listOpenAllocations(
  tx: Tx,
  which: HoldingsQuestion,
): Promise<readonly ReferenceRecord<Allocation>[]> {
  const rows = await listOpen(tx, { table: 'allocations', until: 'until_on', which });
  return rows.map((row) => readKindRow(ALLOCATION, row));
}

/** Installations that are still there, by themselves or by their devices. */
export async function listOpenInstallations(
  tx: Tx,
  which: HoldingsQuestion,
): Promise<readonly ReferenceRecord<Installation>[]> {
  const rows = await listOpen(tx, { table: 'installations', until: 'seen_to', which });
  return rows.map((row) => readKindRow(INSTALLATION, row));
}

async function listOpen(
  tx: Tx,
  { table, until, which }: { readonly table: string; readonly until: string; readonly which: HoldingsQuestion },
): Promise<readonly StoredRow[]> {
  const [column, values] = 'ids' in which ? ['id', which.ids] : ['device_id', which.deviceIds];
  const rows = await selectIn(tx, table, column, values);
  return rows.filter((row) => row[until] === null).toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}

/** An entitlement whose count of allocated seats is not the number of its open allocations. */
export interface MiscountedAllocations {
  readonly entitlementId: string;
  readonly agencyCode: string;
  readonly allocatedSeats: number;
  readonly openAllocations: number;
}

/** One page of entitlements by id, with those that are miscounted, and the last id looked at. */
export async function listMiscountedAllocations(
  tx: Tx,
  page: { readonly after: string; readonly limit: number } | { readonly only: string },
): Promise<{ readonly miscounted: readonly MiscountedAllocations[]; readonly next: string | null }> {
  const [where, from, limit] = 'only' in page ? ['e.id = ?', page.only, 1] : ['e.id > ?', page.after, page.limit];
  const rows = await selectRows<{ id: string; agency_code: string; allocated_seats: number; open_allocations: number }>(
    tx,
    `select e.id, e.agency_code, e.allocated_seats,
         (select count(*) from allocations a where a.entitlement_id = e.id and a.until_on is null
            and a.shares_seat_of is null) as open_allocations
       from entitlements e where ${where} order by e.id limit ?`,
    [from, limit],
  );
  const miscounted = rows
    .filter((row) => Number(row.allocated_seats) !== Number(row.open_allocations))
    .map((row) => ({
      entitlementId: row.id,
      agencyCode: row.agency_code,
      allocatedSeats: Number(row.allocated_seats),
      openAllocations: Number(row.open_allocations),
    }));
  return { miscounted, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

export interface KnownSerial {
  readonly deviceId: string;
  readonly agencyCode: string;
}

/** Devices anywhere in the gate by these serials, however they are written there; an unknown one is absent. */
export async function listDevicesBySerial(
  tx: Tx,
  serials: readonly string[],
): Promise<ReadonlyMap<string, KnownSerial>> {
  const rows = await selectIn(tx, 'devices', 'folded_serial', serials.map(foldedNumber));
  const byNumber = new Map(rows.map((row) => [String(row.folded_serial), row]));
  return new Map(
    serials.flatMap((serial) => {
      const row = byNumber.get(foldedNumber(serial));
      return row ? [[serial, { deviceId: String(row.id), agencyCode: String(row.agency_code) }] as const] : [];
    }),
  );
}

/** What devices had when they went back: rights that ended with them, and entitlements of which a seat was freed; by device. */
export interface ReturnedHoldings {
  readonly ended: ReadonlyMap<string, readonly string[]>;
  readonly freed: ReadonlyMap<string, readonly string[]>;
}

export async function listReturnedHoldings(tx: Tx, deviceIds: readonly string[]): Promise<ReturnedHoldings> {
  const rows = await selectIn(tx, 'allocations', 'device_id', deviceIds);
  const returned = rows
    .filter((row) => row.ended_because === 'return')
    .map((row) => readKindRow(ALLOCATION, row).state);
  const ids = [...new Set(returned.map(({ entitlementId }) => entitlementId))];
  const bound = new Set(
    (await selectIn(tx, 'entitlements', 'id', ids))
      .filter((row) => row.channel === 'oem' || row.bound_device !== null)
      .map((row) => String(row.id)),
  );
  const by = (isBound: boolean): ReadonlyMap<string, readonly string[]> => {
    const found = new Map<string, string[]>();
    for (const { deviceId, entitlementId } of returned)
      if (bound.has(entitlementId) === isBound) found.set(deviceId, [...(found.get(deviceId) ?? []), entitlementId]);
    return found;
  };
  return { ended: by(true), freed: by(false) };
}
