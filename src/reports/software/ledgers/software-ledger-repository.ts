import { rowsByIndex, type Tx } from '../../../db/index.ts';
import { type CivilDate, portionsOf } from '../../../kernel/index.ts';
import { type AgencyScope, listAgencyCodes } from '../../list-agency-codes.ts';
import type {
  AgencyRow,
  ChangeRow,
  ChangesPage,
  CopyRow,
  DeviceRow,
  DevicesPage,
  RightRow,
  StateLeaf,
} from './software-ledger-rows.ts';

type Rows = ReturnType<Tx>;

/** Every agency in scope, by code. */
export async function listAgencies(tx: Tx, scope: AgencyScope): Promise<readonly AgencyRow[]> {
  const rows: Rows = tx('agencies as a').select('a.code', 'a.name', 'a.staff', 'a.is_classified');
  void rows.whereIn('a.code', listAgencyCodes(tx, scope));
  const agencies: AgencyRow[] = await rows.orderBy('a.code');
  return agencies;
}

/** Of so many agencies devices are read at a time: more would be sorted, fewer would ask too often where many have none. */
const AGENCIES_AT_ONCE = 100;

export function someAtATime(agencies: readonly AgencyRow[]): readonly (readonly AgencyRow[])[] {
  return portionsOf(agencies, AGENCIES_AT_ONCE);
}

/** Devices of some agencies by agency and id, as their index has them: MariaDB would rather sort all that the agencies have. */
export async function listDeviceRows(
  tx: Tx,
  agencies: readonly AgencyRow[],
  { after, limit, changedAfter }: DevicesPage,
): Promise<readonly DeviceRow[]> {
  const rows: Rows = rowsByIndex(tx, 'devices', 'devices_listed_by_agency')
    .select('id', 'agency_code', 'category', 'asset_number', 'serial', 'department', 'used_by')
    .select('acquired_on', 'state', 'log_index');
  const byCode = new Map(agencies.map((agency) => [agency.code, agency]));
  void rows.whereIn('agency_code', [...byCode.keys()]);
  void rows.where((there) => {
    void there.whereNotIn('state', ['ordered', 'retired']);
    if (changedAfter !== null) void there.orWhere('log_index', '>', changedAfter);
  });
  if (after) {
    void rows.where((later) =>
      later
        .where('agency_code', '>', after.agencyCode)
        .orWhere((same) => same.where('agency_code', after.agencyCode).where('id', '>', after.id)),
    );
  }
  const devices: Omit<DeviceRow, 'agency_name' | 'is_classified'>[] = await rows
    .orderBy(['agency_code', 'id'])
    .limit(limit);
  return devices.map((device) => {
    const { name = '', is_classified = 0 } = byCode.get(device.agency_code) ?? {};
    return { ...device, agency_name: name, is_classified };
  });
}

/** Of each device the last leaf up to an index, or the first one after it. */
export async function listStateLeaves(
  tx: Tx,
  subjects: readonly string[],
  which: { readonly upTo: number } | { readonly after: number },
): Promise<readonly StateLeaf[]> {
  if (subjects.length === 0) return [];
  const nearest = tx('log_leaves')
    .select('subject')
    .whereIn('subject', [...subjects])
    .groupBy('subject');
  if ('upTo' in which) void nearest.max({ log_index: 'log_index' }).where('log_index', '<=', which.upTo);
  else void nearest.min({ log_index: 'log_index' }).where('log_index', '>', which.after);
  const leaves: StateLeaf[] = await tx('log_leaves as leaf')
    .join(nearest.as('nearest'), 'nearest.log_index', 'leaf.log_index')
    .select('leaf.log_index', 'leaf.subject', 'leaf.bytes');
  return leaves;
}

/** What was installed on devices on a day: on its last day a copy still is. */
export async function listCopies(tx: Tx, devices: readonly string[], on: CivilDate): Promise<readonly CopyRow[]> {
  const rows: CopyRow[] = await tx('installations')
    .select('id', 'device_id', 'category', 'product', 'edition', 'version', 'seen_from')
    .whereIn('device_id', [...devices])
    .where('seen_from', '<=', on)
    .where((there) => there.whereNull('seen_to').orWhere('seen_to', '>=', on))
    .orderBy('id');
  return rows;
}

/** Seats that devices had on a day, in force or not. */
export async function listSeats(tx: Tx, devices: readonly string[], on: CivilDate): Promise<readonly RightRow[]> {
  const rows: RightRow[] = await tx('allocations as x')
    .join('entitlements as e', 'e.id', 'x.entitlement_id')
    .select('e.id as entitlement_id', 'x.id as allocation_id', 'x.device_id', 'e.agency_code', 'e.site')
    .select('e.category', 'e.product', 'e.edition', 'e.version', 'e.channel', 'e.valid_from', 'e.valid_until')
    .whereIn('x.device_id', [...devices])
    .where('x.from_on', '<=', on)
    .where((open) => open.whereNull('x.until_on').orWhere('x.until_on', '>=', on))
    .orderBy('x.id');
  return rows;
}

/** Rights in force on a day that say themselves which device they are bound to. */
export async function listBoundRights(tx: Tx, devices: readonly string[], on: CivilDate): Promise<readonly RightRow[]> {
  const rows = rightsInForce(tx, on);
  void rows.select('e.bound_device as device_id').whereIn('e.bound_device', [...devices]);
  const rights: RightRow[] = await rows;
  return rights;
}

/** Rights in force on a day that are given to no single device: site licences, and what is free for all. */
export async function listCommonRights(tx: Tx, on: CivilDate): Promise<readonly RightRow[]> {
  const rights: RightRow[] = await commonRights(tx, on).where(isCommon);
  return rights;
}

/**
 * The same that serve some agencies, for a question about few: their own by the index of agencies, and of others the sites that
 * name one of them. Of 2,001 sites of a gate 2,000 had nothing to do with the one order that was looked at, and took 16 of 27 ms.
 */
export async function listCommonRightsOf(
  tx: Tx,
  on: CivilDate,
  codes: readonly string[],
): Promise<readonly RightRow[]> {
  if (codes.length === 0) return [];
  const own: RightRow[] = await commonRights(tx, on, 'entitlements_by_agency')
    .where(isCommon)
    .whereIn('e.agency_code', codes);
  const shared: RightRow[] = await commonRights(tx, on, 'entitlements_of_sites')
    .whereNotNull('e.site')
    .whereNotIn('e.agency_code', codes)
    .where((named: Rows) => {
      for (const code of codes) void named.orWhere('e.site', 'like', `%"${code}"%`);
    });
  // As all of them are sorted: of two rights that serve alike the first does.
  return [...own, ...shared].toSorted((one, other) => (one.entitlement_id < other.entitlement_id ? -1 : 1));
}

function isCommon(kind: Rows): void {
  void kind.whereIn('e.channel', ['site', 'free', 'open-source']).orWhereNotNull('e.site');
}

function commonRights(tx: Tx, on: CivilDate, index?: string): Rows {
  return rightsInForce(tx, on, index).select(tx.raw('null as device_id'));
}

/** By id, or by an index that is named, in no order. */
function rightsInForce(tx: Tx, on: CivilDate, index?: string): Rows {
  const all: Rows = index === undefined ? tx(RIGHTS).orderBy('e.id') : rowsByIndex(tx, RIGHTS, index);
  return all
    .select('e.id as entitlement_id', tx.raw('null as allocation_id'))
    .select('e.agency_code', 'e.site', 'e.category', 'e.product', 'e.edition', 'e.version', 'e.channel')
    .select('e.valid_from', 'e.valid_until')
    .where((open: Rows) => open.whereNull('e.valid_from').orWhere('e.valid_from', '<=', on))
    .where((open: Rows) => open.whereNull('e.valid_until').orWhere('e.valid_until', '>=', on));
}

const RIGHTS = 'entitlements as e';

/** What may happen to a copy, and the column of the day on which it does. */
const HAPPENINGS = { installed: 'seen_from', uninstalled: 'seen_to' } as const;

const BY_SOFTWARE = `category, product, coalesce(edition, ''), coalesce(version, '')`;

/**
 * What was put on and taken off in a period, by software and day. Of either only so many as a page has go on to be put in order
 * together and named: MariaDB writes all that a union answers to a table, and a year may have every copy there is.
 */
export async function listChanges(tx: Tx, scope: AgencyScope, page: ChangesPage): Promise<readonly ChangeRow[]> {
  const [installed, uninstalled] = [
    happenings(tx, scope, page, 'installed'),
    happenings(tx, scope, page, 'uninstalled'),
  ];
  const rows: Rows = tx
    .from(tx.raw('(select * from (?) as one union all select * from (?) as other) as c', [installed, uninstalled]))
    .join('devices as d', 'd.id', 'c.device_id')
    .join('agencies as a', 'a.code', 'c.agency_code')
    .select('c.*', 'a.name as agency_name', 'a.is_classified', 'd.asset_number', 'd.department', 'd.used_by');
  const changes: ChangeRow[] = await rows
    .orderBy(['c.category', 'c.product'])
    .orderByRaw(`coalesce(c.edition, ''), coalesce(c.version, '')`)
    .orderBy(['c.happened_on', 'c.happened', 'c.id'])
    .limit(page.limit);
  return changes;
}

/** Those of one kind, in the order in which all of them are listed. */
function happenings(
  tx: Tx,
  scope: AgencyScope,
  { from, until, after, limit }: ChangesPage,
  happened: keyof typeof HAPPENINGS,
): Rows {
  const day = HAPPENINGS[happened];
  const rows: Rows = tx('installations')
    .select('id', tx.raw('? as happened', [happened]), `${day} as happened_on`, 'category', 'product', 'edition')
    .select('version', 'source', 'log_index', 'agency_code', 'device_id');
  void rows.whereBetween(day, [from, until]).whereIn('agency_code', listAgencyCodes(tx, scope));
  if (after) void rows.whereRaw(`(${BY_SOFTWARE}, ${day}, ?, id) > (?, ?, ?, ?, ?, ?, ?)`, [happened, ...after]);
  return rows.orderByRaw(`${BY_SOFTWARE}, ${day}, id`).limit(limit);
}
