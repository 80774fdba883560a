import type { Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
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

/** Devices in scope by agency and id. */
export async function listDeviceRows(
  tx: Tx,
  scope: AgencyScope,
  { after, limit, changedAfter }: DevicesPage,
): Promise<readonly DeviceRow[]> {
  const rows: Rows = tx('devices as d')
    .join('agencies as a', 'a.code', 'd.agency_code')
    .select('d.id', 'd.agency_code', 'd.category', 'd.asset_number', 'd.serial', 'd.department', 'd.used_by')
    .select('d.acquired_on', 'd.state', 'd.log_index', 'a.name as agency_name', 'a.is_classified');
  void rows.whereIn('d.agency_code', listAgencyCodes(tx, scope));
  void rows.where((there) => {
    void there.whereNotIn('d.state', ['ordered', 'retired']);
    if (changedAfter !== null) void there.orWhere('d.log_index', '>', changedAfter);
  });
  if (after) {
    void rows.where((later) =>
      later
        .where('d.agency_code', '>', after.agencyCode)
        .orWhere((same) => same.where('d.agency_code', after.agencyCode).where('d.id', '>', after.id)),
    );
  }
  const devices: DeviceRow[] = await rows.orderBy(['d.agency_code', 'd.id']).limit(limit);
  return devices;
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
  const rows = rightsInForce(tx, on);
  void rows.select(tx.raw('null as device_id'));
  void rows.where((kind: Rows) => kind.whereIn('e.channel', ['site', 'free', 'open-source']).orWhereNotNull('e.site'));
  const rights: RightRow[] = await rows;
  return rights;
}

function rightsInForce(tx: Tx, on: CivilDate): Rows {
  const rows: Rows = tx('entitlements as e')
    .select('e.id as entitlement_id', tx.raw('null as allocation_id'))
    .select('e.agency_code', 'e.site', 'e.category', 'e.product', 'e.edition', 'e.version', 'e.channel')
    .select('e.valid_from', 'e.valid_until')
    .where((open) => open.whereNull('e.valid_from').orWhere('e.valid_from', '<=', on))
    .where((open) => open.whereNull('e.valid_until').orWhere('e.valid_until', '>=', on));
  void rows.orderBy('e.id');
  return rows;
}

const CHANGES = `(
    select id, 'installed' as happened, seen_from as happened_on, category, product, edition, version, source,
      log_index, agency_code, device_id from installations where seen_from >= ? and seen_from <= ?
    union all
    select id, 'uninstalled', seen_to, category, product, edition, version, source,
      log_index, agency_code, device_id from installations where seen_to >= ? and seen_to <= ?
  ) as c`;

const LATER = `(c.category, c.product, coalesce(c.edition, ''), coalesce(c.version, ''), c.happened_on, c.happened, c.id)
    > (?, ?, ?, ?, ?, ?, ?)`;

/** What was put on and taken off in a period, by software and day. */
export async function listChanges(
  tx: Tx,
  scope: AgencyScope,
  { from, until, after, limit }: ChangesPage,
): Promise<readonly ChangeRow[]> {
  const rows: Rows = tx
    .from(tx.raw(CHANGES, [from, until, from, until]))
    .join('devices as d', 'd.id', 'c.device_id')
    .join('agencies as a', 'a.code', 'c.agency_code')
    .select('c.*', 'a.name as agency_name', 'a.is_classified', 'd.asset_number', 'd.department', 'd.used_by');
  void rows.whereIn('c.agency_code', listAgencyCodes(tx, scope));
  if (after) void rows.whereRaw(LATER, [...after]);
  const changes: ChangeRow[] = await rows
    .orderBy(['c.category', 'c.product'])
    .orderByRaw(`coalesce(c.edition, ''), coalesce(c.version, '')`)
    .orderBy(['c.happened_on', 'c.happened', 'c.id'])
    .limit(limit);
  return changes;
}
