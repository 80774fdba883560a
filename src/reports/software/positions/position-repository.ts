import type { Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import { FREE_SEATS, HAS_PROOF_SQL, IS_POOLED } from '../../../register/index.ts';
import { listAgencyCodes } from '../../list-agency-codes.ts';
import type {
  AgencyRow,
  ComputersRow,
  CopyOnDeviceRow,
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

const HAS_LETTER = `case when evidence like '%"allocation-letter"%' then 1 else 0 end`;

/** Some agencies of a position, so that no statement answers more than memory takes. */
export interface SomeAgencies {
  readonly codes: readonly string[];
  readonly category: string | undefined;
  readonly on: CivilDate;
}

/** Copies that were there on the day; systems always, because other software is built for them. */
function copiesOf(tx: Tx, { codes, category, on }: SomeAgencies): Rows {
  const rows: Rows = tx('installations as i')
    .whereIn('i.agency_code', [...codes])
    .where('i.seen_from', '<=', on);
  void rows.where((there: Rows) => there.whereNull('i.seen_to').orWhere('i.seen_to', '>=', on));
  if (category !== undefined) void rows.whereIn('i.category', [category, 'operating-system']);
  return rows;
}

const COPY = ['i.agency_code', 'i.device_id', 'i.category', 'i.product', 'i.edition', 'i.version', 'i.seen_last'];

/**
 * Each copy, in one plain statement. Joined and grouped in the database, with the system and the right of each device,
 * 200,000 copies took MariaDB more than the 8 s that it may take.
 */
export async function listCopies(tx: Tx, some: SomeAgencies): Promise<readonly CopyRow[]> {
  const copies: CopyRow[] = await copiesOf(tx, some).select(COPY);
  return copies;
}

const WAS_GIVEN_A_SEAT = `case when exists (select 1 from allocations given
    join entitlements le on le.id = given.entitlement_id
    where given.device_id = i.device_id and le.category = i.category and given.from_on <= ?
      and (given.until_on is null or given.until_on >= ?)) then 1 else 0 end as was_allocated`;

/** The same with their devices. */
export async function listCopiesOnDevices(tx: Tx, some: SomeAgencies): Promise<readonly CopyOnDeviceRow[]> {
  const rows = copiesOf(tx, some).leftJoin('devices as d', 'd.id', 'i.device_id').select(COPY);
  void rows.select('i.id', 'i.source', 'i.seen_from');
  void rows.select({ device_category: 'd.category' }, 'd.asset_number', 'd.serial', 'd.state');
  const copies: CopyOnDeviceRow[] = await rows.select(tx.raw(WAS_GIVEN_A_SEAT, [some.on, some.on]));
  return copies;
}

const KEYS_OF_LICENCES = [
  ...['agency_code', 'licensee', 'category', 'product', 'edition', 'version', 'metric', 'channel', 'platforms'],
  ...['standing', 'site', 'is_transferable'],
];

const FLAGS_OF_LICENCES = `case when bound_device is null then 0 else 1 end as is_bound,
  case when seats is null then 1 else 0 end as is_unlimited, ${HAS_PROOF_SQL} as proven, ${HAS_LETTER} as has_letter`;

const FLAGS = ['is_bound', 'is_unlimited', 'proven', 'has_letter'];

/** Whether a device has, on the day, just the copy that a licence is for, and no right of its own that would cover it. */
const hasSameCopy = (allocation: string): string => `exists (select 1 from installations i
    where i.device_id = ${allocation}.device_id and i.category = entitlements.category and i.product = entitlements.product
      and (entitlements.edition is null or i.edition = entitlements.edition)
      and (entitlements.version is null or i.version = entitlements.version)
      and i.seen_from <= ? and (i.seen_to is null or i.seen_to >= ?))
  and not exists (select 1 from entitlements own
    where own.bound_device = ${allocation}.device_id and own.category = entitlements.category)`;

/** Copies on further machines of users whose seat serves a copy already: the seat is used once. */
const SHARED_SEATS = `case when metric = 'user' then (select count(*) from allocations s
    join allocations h on h.id = s.shares_seat_of
    where s.entitlement_id = entitlements.id and s.from_on <= ? and (s.until_on is null or s.until_on >= ?)
      and ${hasSameCopy('s')} and ${hasSameCopy('h')}) else 0 end`;

const daysOfShared = (on: CivilDate): CivilDate[] => new Array<CivilDate>(6).fill(on);

const SUMS_OF_LICENCES = `null as device, sum(seats) as seats, sum(held_seats) as held, sum(allocated_seats) as allocated,
  sum(${SHARED_SEATS}) as shared, sum(case when ${IS_POOLED} then ${FREE_SEATS} else 0 end) as free_pool`;

/** Equal licences together, without those that a site shares. */
export async function listLicences(tx: Tx, reading: PositionReading): Promise<readonly LicencesRow[]> {
  const rows = licencesOn(tx, reading).whereNull('site');
  within(tx, rows, 'agency_code', reading);
  if (reading.category !== undefined) void rows.where('category', reading.category);
  const sums = tx.raw(SUMS_OF_LICENCES, daysOfShared(reading.on));
  void rows.select(KEYS_OF_LICENCES).select(tx.raw(FLAGS_OF_LICENCES)).select(sums);
  const groups: LicencesRow[] = await rows.groupBy([...KEYS_OF_LICENCES, ...FLAGS]);
  return groups;
}

const EACH_LICENCE = `bound_device as device, seats, held_seats as held, allocated_seats as allocated,
  ${SHARED_SEATS} as shared, case when ${IS_POOLED} then ${FREE_SEATS} else 0 end as free_pool`;

/** Licences of sites, each by itself; which of them matter is seen by the agencies that they name. */
export async function listSiteLicences(tx: Tx, scope: PositionScope): Promise<readonly LicencesRow[]> {
  const rows = licencesOn(tx, scope).whereNotNull('site');
  if (scope.category !== undefined) void rows.where('category', scope.category);
  const each = tx.raw(EACH_LICENCE, daysOfShared(scope.on));
  void rows.select(KEYS_OF_LICENCES).select(tx.raw(FLAGS_OF_LICENCES)).select(each);
  const licences: LicencesRow[] = await rows.orderBy('id');
  return licences;
}

/** Rights that hang on devices, each by itself. */
export async function listBoundRights(tx: Tx, some: SomeAgencies): Promise<readonly LicencesRow[]> {
  const rows = licencesOn(tx, some)
    .whereNotNull('bound_device')
    .whereIn('agency_code', [...some.codes]);
  if (some.category !== undefined) void rows.where('category', some.category);
  const each = tx.raw(EACH_LICENCE, daysOfShared(some.on));
  void rows.select(KEYS_OF_LICENCES).select(tx.raw(FLAGS_OF_LICENCES)).select(each);
  const rights: LicencesRow[] = await rows.orderBy('id');
  return rights;
}

export async function countComputers(tx: Tx, scope: PositionScope): Promise<readonly ComputersRow[]> {
  const rows: Rows = tx('devices').whereIn('state', ['accepted', 'in-use', 'idle']);
  void rows.whereIn('agency_code', listAgencyCodes(tx, scope));
  void rows.where((had: Rows) => had.whereNull('acquired_on').orWhere('acquired_on', '<=', scope.on));
  void rows.select('agency_code', 'category').count({ computers: '*' }).groupBy('agency_code', 'category');
  const counts: ComputersRow[] = await rows;
  return counts;
}
