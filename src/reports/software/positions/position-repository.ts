import { rowsByIndex, type Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import { onlyChanged, onlyUnchanged, type StoredRow, statesOn } from '../../../reference/index.ts';
import { DEVICE } from '../../../register/index.ts';
import { listAgencyCodes } from '../../list-agency-codes.ts';
import { copiesOfRelease, DEVICES_AS_TEXTS, type StoredCopies } from './copies-list.ts';
import type {
  AgencyRow,
  ComputersRow,
  CopiesRow,
  CopyOnDeviceRow,
  PositionScope,
  SomeAgencies,
} from './position-rows.ts';

type Rows = ReturnType<Tx>;

export async function listAgenciesInScope(tx: Tx, scope: PositionScope): Promise<readonly AgencyRow[]> {
  const agencies: AgencyRow[] = await listAgencyCodes(tx, scope)
    .clearSelect()
    .select('code', 'name', 'region', 'level')
    .orderBy('code');
  return agencies;
}

/** Copies that were there on the day; systems always, because other software is built for them. */
function copiesOf(tx: Tx, installations: Rows, { codes, category, on, deviceCategory }: SomeAgencies): Rows {
  const rows: Rows = installations.whereIn('i.agency_code', [...codes]).where('i.seen_from', '<=', on);
  void rows.where((there: Rows) => there.whereNull('i.seen_to').orWhere('i.seen_to', '>=', on));
  if (category !== undefined) void rows.whereIn('i.category', [category, 'operating-system']);
  if (deviceCategory !== undefined) {
    void rows.whereIn('i.device_id', tx('devices').select('id').where('category', deviceCategory));
  }
  return rows;
}

const COPY = ['i.agency_code', 'i.device_id', 'i.category', 'i.product', 'i.edition', 'i.version', 'i.seen_last'];

const RELEASE = ['i.agency_code', 'i.category', 'i.product', 'i.edition', 'i.version'];

/**
 * All copies, those of one release together, as an index has them that tells all of it: to look up each of 200,000 copies took
 * MariaDB most of its time. A row for each took three times as long on SQLite and half a gigabyte; grouped by the system and
 * the right of each device as well, MariaDB took more than the 8 s that it may take.
 */
export async function listCopies(tx: Tx, some: SomeAgencies, seenSince: CivilDate): Promise<readonly CopiesRow[]> {
  const rows = copiesOf(tx, rowsByIndex(tx, 'installations as i', 'installations_by_release'), some);
  void rows.select(RELEASE).select(tx.raw(DEVICES_AS_TEXTS, new Array<CivilDate>(4).fill(seenSince)));
  const releases: StoredCopies[] = await rows.groupBy(RELEASE);
  return releases.flatMap(copiesOfRelease);
}

const WAS_GIVEN_A_SEAT = `case when exists (select 1 from allocations given
    join entitlements le on le.id = given.entitlement_id
    where given.device_id = i.device_id and le.category = i.category and given.from_on <= ?
      and (given.until_on is null or given.until_on >= ?)) then 1 else 0 end as was_allocated`;

/** Each copy by itself, with its device. */
export async function listCopiesOnDevices(tx: Tx, some: SomeAgencies): Promise<readonly CopyOnDeviceRow[]> {
  const rows = copiesOf(tx, tx('installations as i'), some)
    .leftJoin('devices as d', 'd.id', 'i.device_id')
    .select(COPY);
  void rows.select('i.id', 'i.source', 'i.seen_from');
  void rows.select({ device_category: 'd.category' }, 'd.asset_number', 'd.serial', 'd.state');
  const copies: CopyOnDeviceRow[] = await rows.select(tx.raw(WAS_GIVEN_A_SEAT, [some.on, some.on]));
  return copies;
}

const THERE = ['accepted', 'in-use', 'idle'];

/** Computers that were there on the day, by agency and category. */
export async function countComputers(tx: Tx, some: SomeAgencies): Promise<readonly ComputersRow[]> {
  const { codes, on, changedSince } = some;
  // By the states, which all have, either engine would read the devices across the table and sort them.
  const devices = rowsByIndex(tx, 'devices', 'devices_by_agency');
  const rows = devices.whereIn('state', THERE).whereIn('agency_code', [...codes]);
  onlyUnchanged(rows, DEVICE, changedSince);
  void rows.where((had: Rows) => had.whereNull('acquired_on').orWhere('acquired_on', '<=', on));
  void rows.select('agency_code', 'category', tx.raw(COMPUTERS)).groupBy('agency_code', 'category');
  const counts: ComputersRow[] = await rows;
  return [...counts, ...(await listPastComputers(tx, some))];
}

const COMPUTERS = `count(*) as computers,
  sum(case when asset_number is not null and serial is not null then 1 else 0 end) as numbered`;

/** Those that events have changed since, each by itself. */
async function listPastComputers(tx: Tx, { codes, on, changedSince }: SomeAgencies): Promise<readonly ComputersRow[]> {
  if (changedSince === undefined) return [];
  const changed: Rows = tx('devices').whereIn('agency_code', [...codes]);
  onlyChanged(changed, DEVICE, changedSince);
  const rows: StoredRow[] = await changed;
  return (await statesOn(tx, DEVICE, { rows, on }))
    .filter(({ state }) => THERE.includes(state.state) && (state.acquiredOn ?? on) <= on)
    .map(({ state, row }) => ({
      agency_code: String(row.agency_code),
      category: state.category,
      computers: 1,
      numbered: Number(state.assetNumber !== null && state.serial !== null),
    }));
}
