import type { Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import { FREE_SEATS, IS_POOLED } from '../register/index.ts';
import { listAgencyCodes } from './list-agency-codes.ts';
import type {
  AgencyRow,
  ComputersRow,
  CopiesRow,
  CopyRow,
  LicencesRow,
  PositionReading,
  PositionScope,
} from './position-rows.ts';

type Rows = ReturnType<Tx>;

export async function listAgenciesInScope(tx: Tx, scope: PositionScope): Promise<readonly AgencyRow[]> {
  const agencies: AgencyRow[] = await listAgencyCodes(tx, scope)
    .clearSelect()
    .select('code', 'name', 'region', 'level')
    .orderBy('code');
  return agencies;
}

function within(tx: Tx, rows: Rows, column: string, reading: PositionReading): void {
  void rows.where((inside: Rows) => {
    void inside.whereIn(column, listAgencyCodes(tx, reading));
    if (reading.sharing.length > 0) void inside.orWhereIn(column, [...reading.sharing]);
  });
}

/** Copies that were there on the day. */
function copiesOn(tx: Tx, reading: PositionReading): Rows {
  const rows: Rows = tx('installations');
  within(tx, rows, 'agency_code', reading);
  void rows.where('seen_from', '<=', reading.on);
  void rows.where((there: Rows) => there.whereNull('seen_to').orWhere('seen_to', '>=', reading.on));
  return rows;
}

const WAS_ALLOCATED = `exists (select 1 from allocations past where past.entitlement_id = entitlements.id
  and past.from_on <= ? and past.until_on >= ?)`;

/** Licences in force on the day, had by then. The right of a device that has gone is told by what it was given to. */
function licencesOn(tx: Tx, { on }: Pick<PositionReading, 'on'>): Rows {
  const rows: Rows = tx('entitlements');
  void rows.where((begun: Rows) => begun.whereNull('valid_from').orWhere('valid_from', '<=', on));
  void rows.where((there: Rows) => there.whereNull('valid_until').orWhere('valid_until', '>=', on));
  void rows.where((had: Rows) => had.whereNull('acquired_on').orWhere('acquired_on', '<=', on));
  void rows.where((some: Rows) => some.whereNull('seats').orWhere('seats', '>', 0).orWhereRaw(WAS_ALLOCATED, [on, on]));
  return rows;
}

function boundRights(tx: Tx, reading: PositionReading): Rows {
  const rows = licencesOn(tx, reading);
  within(tx, rows, 'agency_code', reading);
  return rows.whereNotNull('bound_device');
}

/** Devices with several copies or several rights of a category: only there is something to choose. */
function devicesWithSeveral(tx: Tx, reading: PositionReading): Rows {
  const copies = copiesOn(tx, reading).select('device_id', 'category').groupBy('device_id', 'category');
  const rights = boundRights(tx, reading).select('bound_device', 'category').groupBy('bound_device', 'category');
  // Chained to the first, Knex would group what both have found.
  return tx.queryBuilder().union([copies.havingRaw('count(*) > 1'), rights.havingRaw('count(*) > 1')]);
}

/** A proof is on file where one is named. */
const IS_PROVEN = `case when evidence like '%"reference":"%' or evidence like '%"file":"%' then 1 else 0 end`;
const HAS_LETTER = `case when evidence like '%"allocation-letter"%' then 1 else 0 end`;

const KEYS_OF_COPIES = [
  ...['i.agency_code', 'i.category', 'i.product', 'i.edition', 'i.version', 's.operating_system', 'device'],
  ...['bound_product', 'bound_edition', 'bound_version', 'bound_standing', 'bound_proven'],
];

const RIGHTS_OF_COPIES = `case when several.device_id is null then null else i.device_id end as device,
  b.product as bound_product, b.edition as bound_edition, b.version as bound_version, b.standing as bound_standing,
  b.proven as bound_proven`;

/** Copies with the systems of their devices and the rights that hang on these, as far as nothing is to be chosen. */
function copiesWithRights(tx: Tx, reading: PositionReading): Rows {
  const systems = copiesOn(tx, reading).where('category', 'operating-system').groupBy('device_id');
  void systems.select('device_id').min({ operating_system: 'product' });
  const rights = boundRights(tx, reading).select(
    'bound_device',
    'category',
    'product',
    'edition',
    'version',
    'standing',
  );
  void rights.select(tx.raw(`${IS_PROVEN} as proven`));
  const rows: Rows = tx.from(copiesOn(tx, reading).as('i'));
  void rows
    .leftJoin(devicesWithSeveral(tx, reading).as('several'), (join) =>
      join.on('several.device_id', 'i.device_id').andOn('several.category', 'i.category'),
    )
    .leftJoin(systems.as('s'), 's.device_id', 'i.device_id')
    .leftJoin(rights.as('b'), (join) =>
      join.on('b.bound_device', 'i.device_id').andOn('b.category', 'i.category').andOnNull('several.device_id'),
    );
  if (reading.category !== undefined) void rows.where('i.category', reading.category);
  void rows.select('i.agency_code', 'i.category', 'i.product', 'i.edition', 'i.version', 's.operating_system');
  return rows.select(tx.raw(RIGHTS_OF_COPIES));
}

/** Equal copies together: of one release, on devices with equal systems and equal rights of their own. */
export async function listCopies(
  tx: Tx,
  reading: PositionReading,
  seenSince: CivilDate,
): Promise<readonly CopiesRow[]> {
  const rows = copiesWithRights(tx, reading);
  void rows.select(
    tx.raw('count(*) as copies, sum(case when i.seen_last < ? then 1 else 0 end) as unseen', [seenSince]),
  );
  const groups: CopiesRow[] = await rows.groupBy(KEYS_OF_COPIES);
  return groups;
}

const WAS_GIVEN_A_SEAT = `case when exists (select 1 from allocations given
    join entitlements le on le.id = given.entitlement_id
    where given.device_id = i.device_id and le.category = i.category and given.from_on <= ?
      and (given.until_on is null or given.until_on >= ?)) then 1 else 0 end as was_allocated`;

/** Each copy by itself, with its device. */
export async function listEachCopy(tx: Tx, reading: PositionReading): Promise<readonly CopyRow[]> {
  const rows = copiesWithRights(tx, reading).leftJoin('devices as d', 'd.id', 'i.device_id');
  void rows.select('i.id', 'i.device_id', 'i.source', 'i.seen_from', 'i.seen_last');
  void rows.select({ device_category: 'd.category' }, 'd.asset_number', 'd.serial', 'd.state');
  const copies: CopyRow[] = await rows.select(tx.raw(WAS_GIVEN_A_SEAT, [reading.on, reading.on]));
  return copies;
}

const KEYS_OF_LICENCES = [
  ...['agency_code', 'licensee', 'category', 'product', 'edition', 'version', 'metric', 'channel', 'platforms'],
  ...['standing', 'site'],
];

const FLAGS_OF_LICENCES = `case when bound_device is null then 0 else 1 end as is_bound,
  case when seats is null then 1 else 0 end as is_unlimited, ${IS_PROVEN} as proven, ${HAS_LETTER} as has_letter`;

const FLAGS = ['is_bound', 'is_unlimited', 'proven', 'has_letter'];

const SUMS_OF_LICENCES = `null as device, sum(seats) as seats, sum(held_seats) as held, sum(allocated_seats) as allocated,
  sum(case when ${IS_POOLED} then ${FREE_SEATS} else 0 end) as free_pool`;

/** Equal licences together, without those that a site shares. */
export async function listLicences(tx: Tx, reading: PositionReading): Promise<readonly LicencesRow[]> {
  const rows = licencesOn(tx, reading).whereNull('site');
  within(tx, rows, 'agency_code', reading);
  if (reading.category !== undefined) void rows.where('category', reading.category);
  void rows.select(KEYS_OF_LICENCES).select(tx.raw(FLAGS_OF_LICENCES)).select(tx.raw(SUMS_OF_LICENCES));
  const groups: LicencesRow[] = await rows.groupBy([...KEYS_OF_LICENCES, ...FLAGS]);
  return groups;
}

const EACH_LICENCE = `bound_device as device, seats, held_seats as held, allocated_seats as allocated,
  case when ${IS_POOLED} then ${FREE_SEATS} else 0 end as free_pool`;

/** Licences of sites, each by itself; which of them matter is seen by the agencies that they name. */
export async function listSiteLicences(tx: Tx, scope: PositionScope): Promise<readonly LicencesRow[]> {
  const rows = licencesOn(tx, scope).whereNotNull('site');
  if (scope.category !== undefined) void rows.where('category', scope.category);
  void rows.select(KEYS_OF_LICENCES).select(tx.raw(FLAGS_OF_LICENCES)).select(tx.raw(EACH_LICENCE));
  const licences: LicencesRow[] = await rows.orderBy('id');
  return licences;
}

/** The rights of devices where there is something to choose, each by itself. */
export async function listRightsToChoose(tx: Tx, reading: PositionReading): Promise<readonly LicencesRow[]> {
  const rows = boundRights(tx, reading);
  void rows.join(devicesWithSeveral(tx, reading).as('several'), (join) =>
    join.on('several.device_id', 'entitlements.bound_device').andOn('several.category', 'entitlements.category'),
  );
  if (reading.category !== undefined) void rows.where('entitlements.category', reading.category);
  const keys = KEYS_OF_LICENCES.map((column) => (column === 'category' ? 'entitlements.category' : column));
  void rows.select(keys).select(tx.raw(FLAGS_OF_LICENCES)).select(tx.raw(EACH_LICENCE));
  const licences: LicencesRow[] = await rows.orderBy('id');
  return licences;
}

export async function countComputers(tx: Tx, scope: PositionScope): Promise<readonly ComputersRow[]> {
  const rows: Rows = tx('devices').whereIn('state', ['accepted', 'in-use', 'idle']);
  void rows.whereIn('agency_code', listAgencyCodes(tx, scope));
  void rows.where((had: Rows) => had.whereNull('acquired_on').orWhere('acquired_on', '<=', scope.on));
  void rows.select('agency_code', 'category').count({ computers: '*' }).groupBy('agency_code', 'category');
  const counts: ComputersRow[] = await rows;
  return counts;
}
