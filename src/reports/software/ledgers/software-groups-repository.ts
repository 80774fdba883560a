import type { Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import { wholeList } from '../positions/whole-list.ts';
import type { DeviceCategory } from './list-computers.ts';
import type { Release, RightTerms } from './software-match.ts';

type Rows = ReturnType<Tx>;

/** Some agencies on a day, so that no statement answers more than memory takes. */
export interface AgenciesOnDay {
  readonly codes: readonly string[];
  readonly on: CivilDate;
}

export interface ComputersOfAgency {
  readonly agencyCode: string;
  readonly category: DeviceCategory;
  readonly computers: number;
}

/** Copies of one release in an agency, by the devices that they are on. */
export interface CopiesOfAgency extends Release {
  readonly agencyCode: string;
  readonly devices: readonly string[];
}

/** Equal seats, by the devices that have them. */
export interface EqualSeats {
  readonly right: RightTerms;
  readonly devices: readonly string[];
}

/** Devices that are there, as the detailed ledger lists them today. */
function devicesThere(tx: Tx, codes: readonly string[]): Rows {
  return tx('devices as d')
    .whereIn('d.agency_code', [...codes])
    .whereNotIn('d.state', ['ordered', 'retired']);
}

export async function listComputersOfAgencies(tx: Tx, { codes }: AgenciesOnDay): Promise<readonly ComputersOfAgency[]> {
  const rows: { agency_code: string; category: DeviceCategory; computers: number }[] = await devicesThere(tx, codes)
    .select('d.agency_code', 'd.category')
    .count({ computers: '*' })
    .groupBy('d.agency_code', 'd.category');
  return rows.map(({ agency_code: agencyCode, category, computers }) => {
    return { agencyCode, category, computers: Number(computers) };
  });
}

interface StoredList {
  readonly count: number;
  readonly characters: number;
  readonly devices: string | null;
}

const DEVICES = 'count(*) as count, sum(length(d.id)) as characters, group_concat(d.id) as devices';

const RELEASE = ['category', 'product', 'edition', 'version'];

type StoredCopies = Release & StoredList & { readonly agency_code: string };

/** What was installed on the day, copies of one release together. */
export async function listCopiesOfAgencies(tx: Tx, { codes, on }: AgenciesOnDay): Promise<readonly CopiesOfAgency[]> {
  const keys = ['d.agency_code', ...RELEASE.map((column) => `i.${column}`)];
  const rows = devicesThere(tx, codes).join('installations as i', 'i.device_id', 'd.id').where('i.seen_from', '<=', on);
  void rows.where((there) => there.whereNull('i.seen_to').orWhere('i.seen_to', '>=', on));
  void rows.select(keys).select(tx.raw(DEVICES));
  const copies: StoredCopies[] = await rows.groupBy(keys);
  return copies.map(({ agency_code: agencyCode, category, product, edition, version, ...list }) => {
    return { agencyCode, category, product, edition, version, devices: devicesIn(list) };
  });
}

const RIGHT = [...RELEASE, 'channel', 'valid_from', 'valid_until'].map((column) => `e.${column}`);

interface StoredRight extends Release, StoredList {
  readonly channel: RightTerms['channel'];
  readonly valid_from: CivilDate | null;
  readonly valid_until: CivilDate | null;
}

/** Seats that devices had on the day, in force or not. */
export async function listSeatsOfAgencies(tx: Tx, { codes, on }: AgenciesOnDay): Promise<readonly EqualSeats[]> {
  const rows = devicesThere(tx, codes)
    .join('allocations as x', 'x.device_id', 'd.id')
    .join('entitlements as e', 'e.id', 'x.entitlement_id')
    .where('x.from_on', '<=', on);
  void rows.where((open) => open.whereNull('x.until_on').orWhere('x.until_on', '>=', on));
  return listEqualSeats(tx, rows);
}

const WAS_GIVEN = `not exists (select 1 from allocations x where x.entitlement_id = e.id and x.device_id = d.id
  and x.from_on <= ? and (x.until_on is null or x.until_on >= ?))`;

/**
 * Rights in force on the day that say themselves which device they are bound to, but for those that were given to it: these
 * are seats already, and a device with two would have to be looked at.
 */
export async function listBoundRightsOfAgencies(tx: Tx, { codes, on }: AgenciesOnDay): Promise<readonly EqualSeats[]> {
  const rows = devicesThere(tx, codes).join('entitlements as e', 'e.bound_device', 'd.id');
  void rows.where((begun) => begun.whereNull('e.valid_from').orWhere('e.valid_from', '<=', on));
  void rows.where((there) => there.whereNull('e.valid_until').orWhere('e.valid_until', '>=', on));
  return listEqualSeats(tx, rows.whereRaw(WAS_GIVEN, [on, on]));
}

async function listEqualSeats(tx: Tx, rows: Rows): Promise<readonly EqualSeats[]> {
  void rows.select(RIGHT).select(tx.raw(DEVICES));
  const seats: StoredRight[] = await rows.groupBy(RIGHT);
  return seats.map(
    ({ valid_from: validFrom, valid_until: validUntil, category, product, edition, version, ...row }) => {
      const { channel, ...list } = row;
      return {
        right: { category, product, edition, version, channel, validFrom, validUntil },
        devices: devicesIn(list),
      };
    },
  );
}

function devicesIn({ devices, count, characters }: StoredList): readonly string[] {
  return wholeList(devices, { count: Number(count), characters: Number(characters) });
}
