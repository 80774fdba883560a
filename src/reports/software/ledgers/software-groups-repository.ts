import { rowsByIndex, type Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import { COPIES_AS_TEXT, RIGHTS_AS_TEXT, type StoredText } from './devices-in-text.ts';
import type { DeviceCategory } from './list-computers.ts';

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

/** Devices that are there, as the detailed ledger lists them today. */
function onlyThere(devices: Rows, codes: readonly string[]): Rows {
  return devices.whereIn('d.agency_code', [...codes]).whereNotIn('d.state', ['ordered', 'retired']);
}

/** The same agency by agency, which the index has them in, so that nothing is sorted. */
function devicesThere(tx: Tx, codes: readonly string[]): Rows {
  return onlyThere(rowsByIndex(tx, 'devices as d', 'devices_by_agency'), codes);
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

/** What was installed on the day, agency by agency. */
export async function listCopiesOfAgencies(tx: Tx, { codes, on }: AgenciesOnDay): Promise<readonly StoredText[]> {
  const rows = devicesThere(tx, codes).join('installations as i', 'i.device_id', 'd.id').where('i.seen_from', '<=', on);
  void rows.where((there) => there.whereNull('i.seen_to').orWhere('i.seen_to', '>=', on));
  return rows.select(tx.raw(COPIES_AS_TEXT)).groupBy('d.agency_code');
}

const IS_NO_BOUND_RIGHT = `(e.bound_device is null or e.bound_device <> d.id or e.valid_from > ? or e.valid_until < ?)`;

/**
 * Seats that devices had on the day, in force or not, but for those that `listBoundRightsOfAgencies` tells: a device with
 * two would have to be looked at.
 */
export async function listSeatsOfAgencies(tx: Tx, { codes, on }: AgenciesOnDay): Promise<readonly StoredText[]> {
  // Of an agency few devices may have a seat, or all: the engine knows how many there are.
  const rows = onlyThere(tx('devices as d'), codes)
    .join('allocations as x', 'x.device_id', 'd.id')
    .join('entitlements as e', 'e.id', 'x.entitlement_id')
    .where('x.from_on', '<=', on);
  void rows.where((open) => open.whereNull('x.until_on').orWhere('x.until_on', '>=', on));
  return listRights(tx, rows.whereRaw(IS_NO_BOUND_RIGHT, [on, on]));
}

/** Rights in force on the day that say themselves which device they are bound to, whether or not they were given to it. */
export async function listBoundRightsOfAgencies(tx: Tx, { codes, on }: AgenciesOnDay): Promise<readonly StoredText[]> {
  const rows = devicesThere(tx, codes).join('entitlements as e', 'e.bound_device', 'd.id');
  void rows.where((begun) => begun.whereNull('e.valid_from').orWhere('e.valid_from', '<=', on));
  void rows.where((there) => there.whereNull('e.valid_until').orWhere('e.valid_until', '>=', on));
  return listRights(tx, rows);
}

async function listRights(tx: Tx, rows: Rows): Promise<readonly StoredText[]> {
  return rows.select(tx.raw(RIGHTS_AS_TEXT)).groupBy('d.agency_code');
}
