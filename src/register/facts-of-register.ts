import { marksFor, padded, selectedRows, selectRows, type Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';

/** Facts of the software asset register for a batch of orders: each function is one statement for the whole batch. */

export interface DeviceFacts {
  readonly id: string;
  readonly agencyCode: string;
  readonly category: string;
  readonly acquiredOn: CivilDate | null;
  readonly state: string;
  readonly version: number;
}

export async function factsOfDevices(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, DeviceFacts>> {
  if (ids.length === 0) return new Map();
  const rows: DeviceFacts[] = await tx('devices')
    .select({
      id: 'id',
      agencyCode: 'agency_code',
      category: 'category',
      acquiredOn: 'acquired_on',
      state: 'state',
      version: 'log_index',
    })
    .whereIn('id', [...ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface DeviceCount {
  readonly agencyCode: string;
  readonly category: string;
  readonly state: 'in-use' | 'accepted' | 'idle';
  readonly devices: number;
}

/** How many devices agencies have and use, or have idle, by category. */
export async function countDevices(tx: Tx, agencyCodes: readonly string[]): Promise<readonly DeviceCount[]> {
  if (agencyCodes.length === 0) return [];
  const marks = agencyCodes.map(() => '?').join(',');
  const rows = selectedRows<DeviceCount>(
    await tx.raw(
      `select agency_code as agencyCode, category, state, count(*) as devices from devices
       where agency_code in (${marks}) and state in ('in-use', 'accepted', 'idle')
       group by agency_code, category, state order by agency_code, category, state`,
      [...agencyCodes],
    ),
  );
  return rows.map((row) => ({ ...row, devices: Number(row.devices) }));
}

/** What an order itself has brought into the register: it must not speak against its own supplement. */
export interface OwnGoods {
  readonly devices: readonly DeviceCount[];
  readonly entitlements: ReadonlySet<string>;
}

/** Of some orders, by order. */
export async function listOwnGoods(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, OwnGoods>> {
  if (orderIds.length === 0) return new Map();
  const marks = marksFor(orderIds);
  const devices = await selectRows<DeviceCount & { readonly orderId: string }>(
    tx,
    `select order_id as orderId, agency_code as agencyCode, category, state, count(*) as devices from devices
     where order_id in (${marks}) and state in ('in-use', 'accepted', 'idle')
     group by order_id, agency_code, category, state`,
    orderIds,
  );
  const rights = await selectRows<{ orderId: string; id: string }>(
    tx,
    `select order_id as orderId, id from entitlements where order_id in (${marks}) and order_item is not null`,
    orderIds,
  );
  const ofOrder = (orderId: string): OwnGoods => ({
    devices: devices
      .filter((row) => row.orderId === orderId)
      .map(({ agencyCode, category, state, devices: count }) => {
        return { agencyCode, category, state, devices: Number(count) };
      }),
    entitlements: new Set(rights.filter((row) => row.orderId === orderId).map(({ id }) => id)),
  });
  return new Map(orderIds.map((id) => [id, ofOrder(id)]));
}

/** Seats that devices hold, to be released when an order replaces the devices. */
export interface ReleasedSeats {
  readonly deviceId: string;
  readonly entitlementId: string;
  readonly category: string;
  readonly seats: number;
}

/** Transferable seats, not OEM, that are allocated to devices. */
export async function listReleasableSeats(tx: Tx, deviceIds: readonly string[]): Promise<readonly ReleasedSeats[]> {
  if (deviceIds.length === 0) return [];
  const marks = deviceIds.map(() => '?').join(',');
  const rows = selectedRows<ReleasedSeats>(
    await tx.raw(
      `select a.device_id as deviceId, e.id as entitlementId, e.category, count(*) as seats
       from allocations a join entitlements e on e.id = a.entitlement_id
       where a.device_id in (${marks}) and a.until_on is null and e.is_transferable = 1 and e.channel <> 'oem'
         and a.shares_seat_of is null
         and not exists (select 1 from allocations s where s.shares_seat_of = a.id and s.until_on is null)
       group by a.device_id, e.id, e.category order by a.device_id, e.id`,
      [...deviceIds],
    ),
  );
  return rows.map((row) => ({ ...row, seats: Number(row.seats) }));
}

/** The categories of software that devices have a seat of, by device. */
export async function listCategoriesOfDevices(
  tx: Tx,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const byDevice = new Map<string, Set<string>>();
  for (let at = 0; at < deviceIds.length; at += DEVICES_AT_ONCE) {
    const ids = deviceIds.slice(at, at + DEVICES_AT_ONCE);
    const rows = await selectRows<{ device_id: string; category: string }>(
      tx,
      `select distinct a.device_id, e.category from allocations a join entitlements e on e.id = a.entitlement_id
       where a.until_on is null and a.device_id in (${marksFor(ids)})`,
      ids,
    );
    for (const { device_id: id, category } of rows) byDevice.set(id, (byDevice.get(id) ?? new Set()).add(category));
  }
  return byDevice;
}

const DEVICES_AT_ONCE = 5_000;

export interface OverdueUndertaking {
  readonly orderId: string;
  /** Of the order's software plan. */
  readonly item: number | null;
  readonly dueOn: CivilDate;
}

/** Open undertakings of agencies whose due day lies before a day, by agency. */
export async function listOverdueUndertakings(
  tx: Tx,
  agencyCodes: readonly string[],
  before: CivilDate,
): Promise<ReadonlyMap<string, readonly OverdueUndertaking[]>> {
  if (agencyCodes.length === 0) return new Map();
  const codes = padded(agencyCodes);
  const rows = await selectRows<{ agency_code: string; order_id: string; item: number; due_on: CivilDate }>(
    tx,
    `select agency_code, order_id, item, due_on from undertakings
     where agency_code in (${marksFor(codes)}) and state = 'open' and due_on < ? order by agency_code, due_on, id`,
    [...codes, before],
  );
  const byAgency = new Map<string, OverdueUndertaking[]>();
  for (const { agency_code: agency, order_id: orderId, item, due_on: dueOn } of rows)
    byAgency.set(agency, [...(byAgency.get(agency) ?? []), { orderId, item: Number(item), dueOn }]);
  return byAgency;
}
