import { marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow } from '../../reference/index.ts';
import { ENTITLEMENT, endsWithDevice } from '../entitlements/entitlement.ts';
import { ALLOCATION, type Allocation } from './allocation.ts';

type SeatWish = Pick<Allocation, 'entitlementId' | 'deviceId'>;

/** Seats that users have, told by the machines that were given them. */
export interface SeatsOfUsers {
  /** The allocation whose seat serves this machine as well, because its user has it; undefined: it needs one of its own. */
  readonly holderFor: (wish: SeatWish) => string | undefined;
  /** A machine that was given a seat; it counts for machines after it. */
  readonly take: (allocation: Pick<Allocation, 'id' | 'entitlementId' | 'deviceId' | 'sharesSeatOf'>) => void;
}

/**
 * A licence that counts users is used once by somebody with two machines. A user is told by agency, name and department of a
 * device: who is not named shares nothing.
 */
export async function findSeatsOfUsers(tx: Tx, wishes: readonly SeatWish[]): Promise<SeatsOfUsers> {
  const rows = await selectIn(
    tx,
    'entitlements',
    'id',
    wishes.map(({ entitlementId }) => entitlementId),
  );
  const countUsers = rows
    .map((row) => readKindRow(ENTITLEMENT, row))
    .filter(({ state }) => state.metric === 'user' && !endsWithDevice(state))
    .map(({ key }) => key);
  const users = countUsers.length === 0 ? new Map() : await usersOf(tx, wishes);
  const names = [...new Set([...users.values()].map(({ name }) => name))];
  const holders = names.length === 0 ? new Map() : await listHolders(tx, countUsers, names);
  const placeOf = ({ entitlementId, deviceId }: SeatWish): string | undefined => {
    const user = users.get(deviceId);
    return user && countUsers.includes(entitlementId) ? JSON.stringify([entitlementId, user.key]) : undefined;
  };
  return {
    holderFor: (wish) => holders.get(placeOf(wish) ?? ''),
    take: (allocation) => {
      const place = placeOf(allocation);
      if (place !== undefined && allocation.sharesSeatOf === null) holders.set(place, allocation.id);
    },
  };
}

interface DeviceUser {
  readonly name: string;
  readonly key: string;
}

interface UserColumns {
  readonly agency_code: string;
  readonly used_by: string | null;
  readonly department: string | null;
}

function userIn({ agency_code: agencyCode, used_by: name, department }: UserColumns): DeviceUser | undefined {
  return name === null ? undefined : { name, key: JSON.stringify([agencyCode, name, department]) };
}

async function usersOf(tx: Tx, wishes: readonly SeatWish[]): Promise<Map<string, DeviceUser>> {
  const rows = await selectIn(
    tx,
    'devices',
    'id',
    wishes.map(({ deviceId }) => deviceId),
  );
  return new Map(
    rows.flatMap((row) => {
      const user = userIn(row as unknown as UserColumns);
      return user ? [[String(row.id), user] as const] : [];
    }),
  );
}

async function listHolders(
  tx: Tx,
  entitlementIds: readonly string[],
  names: readonly string[],
): Promise<Map<string, string>> {
  const [ids, users] = [padded(entitlementIds), padded(names)];
  const rows = await selectRows<UserColumns & { readonly id: string; readonly entitlement_id: string }>(
    tx,
    `select a.id, a.entitlement_id, d.agency_code, d.used_by, d.department
     from allocations a join devices d on d.id = a.device_id
     where a.entitlement_id in (${marksFor(ids)}) and a.until_on is null and a.shares_seat_of is null
       and d.used_by in (${marksFor(users)}) order by a.id desc`,
    [...ids, ...users],
  );
  return new Map(rows.map((row) => [JSON.stringify([row.entitlement_id, userIn(row)?.key]), row.id]));
}

/** What becomes of the seats of allocations that end. */
export interface EndingSeats {
  /** Those whose seat is free again. */
  readonly freed: readonly ReferenceRecord<Allocation>[];
  /** Those of other machines that shared a seat that an order gave: it goes back, and they end as well. */
  readonly along: readonly ReferenceRecord<Allocation>[];
  /** Those that have the seat from now on, or share it with another machine than before. */
  readonly heirs: readonly { readonly before: ReferenceRecord<Allocation>; readonly sharesSeatOf: string | null }[];
}

/** A seat that somebody's other machine shares stays with that machine, unless an order gave it. */
export async function findEndingSeats(tx: Tx, ending: readonly ReferenceRecord<Allocation>[]): Promise<EndingSeats> {
  const holders = ending.filter(({ state }) => state.sharesSeatOf === null);
  const rows = await selectIn(
    tx,
    'allocations',
    'shares_seat_of',
    holders.map(({ key }) => key),
  );
  const gone = new Set(ending.map(({ key }) => key));
  const sharing = rows
    .map((row) => readKindRow(ALLOCATION, row))
    .filter(({ key, state }) => state.until === null && !gone.has(key))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const byHolder = groupBy(sharing, ({ state }) => state.sharesSeatOf ?? '');
  const isOfOrder = new Set(holders.filter(({ state }) => state.takenFrom === 'held').map(({ key }) => key));
  const left = [...byHolder].filter(([holder]) => !isOfOrder.has(holder));
  return {
    freed: holders.filter(({ key }) => isOfOrder.has(key) || !byHolder.has(key)),
    along: [...byHolder].flatMap(([holder, machines]) => (isOfOrder.has(holder) ? machines : [])),
    heirs: left.flatMap(([, [heir, ...others]]) =>
      heir
        ? [{ before: heir, sharesSeatOf: null }, ...others.map((before) => ({ before, sharesSeatOf: heir.key }))]
        : [],
    ),
  };
}

/** Open allocations of devices that are now somebody else's, whose seats were shared with another machine of who had them. */
export async function listSharedWithOthers(tx: Tx, deviceIds: readonly string[]): Promise<readonly string[]> {
  if (deviceIds.length === 0) return [];
  const wanted = padded(deviceIds);
  const rows = await selectRows<{ id: string }>(
    tx,
    `select a.id from allocations a where a.device_id in (${marksFor(wanted)}) and a.until_on is null
       and (a.shares_seat_of is not null
         or exists (select 1 from allocations s where s.shares_seat_of = a.id and s.until_on is null))`,
    wanted,
  );
  return rows.map(({ id }) => id);
}
