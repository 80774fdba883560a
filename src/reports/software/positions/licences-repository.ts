import type { Tx } from '../../../db/index.ts';
import {
  onlyChanged,
  onlyUnchanged,
  type PastState,
  rowOf,
  type StoredRow,
  statesOn,
} from '../../../reference/index.ts';
import {
  ENTITLEMENT,
  type Entitlement,
  FREE_SEATS,
  HAS_PROOF_SQL,
  hasProof,
  IS_POOLED,
} from '../../../register/index.ts';
import { listAgencyCodes } from '../../list-agency-codes.ts';
import { licencesOfBound } from './bound-licences.ts';
import { FLAGS, KIND_AS_TEXT, type LicenceOfKind, licencesOfKinds, TERMS } from './licence-kinds.ts';
import type { BoundRights, LicencesRow, PositionDay, PositionReading, SomeAgencies } from './position-rows.ts';
import { wholeList } from './whole-list.ts';

type Rows = ReturnType<Tx>;

const WAS_ALLOCATED = `exists (select 1 from allocations past where past.entitlement_id = entitlements.id
  and past.from_on <= ? and past.until_on >= ?)`;

const HAS_LETTER = `case when evidence like '%"allocation-letter"%' then 1 else 0 end`;

const WHOSE = ['agency_code', 'licensee', 'site'] as const;

const KEYS_OF_LICENCES = [...WHOSE, ...TERMS];

const FLAGS_OF_LICENCES = `case when bound_device is null then 0 else 1 end as is_bound,
  case when seats is null then 1 else 0 end as is_unlimited, ${HAS_PROOF_SQL} as proven, ${HAS_LETTER} as has_letter`;

const FIGURES = ['seats', 'held', 'allocated', 'shared', 'free_pool'];

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

const daysOfShared = (on: string): string[] => new Array<string>(6).fill(on);

const SUMS_OF_LICENCES = `sum(seats) as seats, sum(held_seats) as held, sum(allocated_seats) as allocated,
  sum(${SHARED_SEATS}) as shared, sum(case when ${IS_POOLED} then ${FREE_SEATS} else 0 end) as free_pool`;

/**
 * Equal licences together, without those that a site shares and those that hang on devices; what has changed since the day
 * is by itself, whatever it hangs on.
 */
export async function listLicences(tx: Tx, reading: PositionReading): Promise<readonly LicencesRow[]> {
  return listEqualLicences(tx, reading, (all) => {
    void all.where((inside: Rows) => {
      void inside.whereIn('agency_code', listAgencyCodes(tx, reading));
      if (reading.sharing.length > 0) void inside.orWhereIn('agency_code', [...reading.sharing]);
    });
  });
}

/** All licences of some agencies, as `listLicences`, `listBoundRights` and `listSiteLicences` tell them. */
export async function listLicencesOf(tx: Tx, some: SomeAgencies): Promise<readonly LicencesRow[]> {
  const { codes, ...day } = some;
  const meant = (all: Rows): void => void all.whereIn('agency_code', [...codes]);
  const bound = licencesOfBound(await listBoundRights(tx, some));
  return [...(await listEqualLicences(tx, day, meant)), ...bound, ...(await listEachSiteLicence(tx, day, meant))];
}

type LicencesDay = Omit<SomeAgencies, 'codes'>;

interface LicencesWish {
  readonly day: LicencesDay;
  readonly meant: (rows: Rows) => void;
  /** What is selected beside the keys and flags of a licence, and its names. */
  readonly figures: ReturnType<Tx['raw']>;
  readonly names: readonly string[];
  /** Whether they hang on devices; null: all the same. */
  readonly areBound: boolean | null;
  /** Equal licences together, told apart by what else; null: each by itself, in the order of their ids. */
  readonly apartBy: readonly string[] | null;
}

interface FoundLicences<Row> {
  readonly found: readonly { readonly licence: LicencesRow; readonly row: Row }[];
  readonly past: readonly LicencesRow[];
}

/** Licences of a day that somebody means, and those that have changed since, each by itself. */
async function readLicences<Row = object>(
  tx: Tx,
  { day, meant, figures, names, areBound, apartBy }: LicencesWish,
): Promise<FoundLicences<Row>> {
  const { category } = day;
  const all = licencesOn(tx, day);
  meant(all);
  if (category !== undefined) void all.where({ category });
  if (areBound !== null) void (areBound ? all.whereNotNull('bound_device') : all.whereNull('bound_device'));
  void all.select(KEYS_OF_LICENCES).select(tx.raw(FLAGS_OF_LICENCES)).select(figures);
  if (apartBy === null) void all.select('id');
  else void all.groupBy([...KEYS_OF_LICENCES, ...FLAGS, ...apartBy]);
  const read: Rows = tx
    .from(all.as('licences'))
    .select([...WHOSE, ...names])
    .select(tx.raw(KIND_AS_TEXT));
  if (apartBy === null) void read.orderBy('id');
  const rows: (LicenceOfKind & Row)[] = await read;
  const licenceOf = licencesOfKinds();
  return {
    found: rows.map((row) => ({ licence: licenceOf(row), row })),
    past: (await pastLicences(tx, day, meant)).filter(isOfCategory(category)),
  };
}

async function listEqualLicences(
  tx: Tx,
  day: LicencesDay,
  within: (all: Rows) => void,
): Promise<readonly LicencesRow[]> {
  const meant = (all: Rows): void => {
    void all.whereNull('site');
    within(all);
  };
  const figures = tx.raw(SUMS_OF_LICENCES, daysOfShared(day.on));
  const wish = { day, meant, figures, names: FIGURES, areBound: false, apartBy: [] };
  const { found, past } = await readLicences(tx, wish);
  return [...found.map(({ licence }) => licence), ...past];
}

const EACH_LICENCE = `bound_device as device, seats, held_seats as held, allocated_seats as allocated,
  ${SHARED_SEATS} as shared, case when ${IS_POOLED} then ${FREE_SEATS} else 0 end as free_pool`;

/** Licences of sites, each by itself; which of them matter is seen by the agencies that they name. */
export async function listSiteLicences(tx: Tx, scope: LicencesDay): Promise<readonly LicencesRow[]> {
  return listEachSiteLicence(tx, scope, () => undefined);
}

async function listEachSiteLicence(
  tx: Tx,
  day: LicencesDay,
  within: (all: Rows) => void,
): Promise<readonly LicencesRow[]> {
  const meant = (all: Rows): void => {
    void all.whereNotNull('site');
    within(all);
  };
  const figures = tx.raw(EACH_LICENCE, daysOfShared(day.on));
  const names = ['device', ...FIGURES];
  const { found, past } = await readLicences(tx, { day, meant, figures, names, areBound: null, apartBy: null });
  return [...found.map(({ licence }) => licence), ...past];
}

const EQUAL_RIGHTS = `count(*) as rights, sum(length(bound_device)) as characters, group_concat(bound_device) as devices,
  seats, sum(held_seats) as held, sum(allocated_seats) as allocated, ${SHARED_SEATS} as shared,
  sum(case when ${IS_POOLED} then ${FREE_SEATS} else 0 end) as free_pool`;

interface StoredRights {
  readonly rights: number;
  readonly characters: number;
  readonly devices: string;
}

/** Rights that hang on devices, equal ones together. */
export async function listBoundRights(tx: Tx, some: SomeAgencies): Promise<readonly BoundRights[]> {
  const meant = (all: Rows): void => void all.whereIn('agency_code', [...some.codes]);
  const figures = tx.raw(EQUAL_RIGHTS, daysOfShared(some.on));
  const names = [...FIGURES, 'rights', 'characters', 'devices'];
  const wish = { day: some, meant, figures, names, areBound: true, apartBy: ['seats', 'shared'] };
  const { found, past } = await readLicences<StoredRights>(tx, wish);
  const rights = found.map(({ licence: right, row: { rights: count, characters, devices } }) => {
    return { right, devices: wholeList(devices, { count: Number(count), characters: Number(characters) }) };
  });
  return [...rights, ...past.flatMap((right) => (right.device === null ? [] : [{ right, devices: [right.device] }]))];
}

/** Licences in force on the day, had by then. The right of a device that has gone is told by what it was given to. */
function licencesOn(tx: Tx, { on, changedSince }: PositionDay): Rows {
  const rows: Rows = tx('entitlements');
  onlyUnchanged(rows, ENTITLEMENT, changedSince);
  void rows.where((begun: Rows) => begun.whereNull('valid_from').orWhere('valid_from', '<=', on));
  void rows.where((there: Rows) => there.whereNull('valid_until').orWhere('valid_until', '>=', on));
  void rows.where((had: Rows) => had.whereNull('acquired_on').orWhere('acquired_on', '<=', on));
  void rows.where((some: Rows) => some.whereNull('seats').orWhere('seats', '>', 0).orWhereRaw(WAS_ALLOCATED, [on, on]));
  return rows;
}

/** The same of entitlements that events have changed since the day, as they were on it. */
async function pastLicences(
  tx: Tx,
  { on, changedSince }: PositionDay,
  meant: (rows: Rows) => void,
): Promise<readonly LicencesRow[]> {
  if (changedSince === undefined) return [];
  const changed: Rows = tx('entitlements');
  onlyChanged(changed, ENTITLEMENT, changedSince);
  meant(changed);
  const given = tx.raw(`case when ${WAS_ALLOCATED} then 1 else 0 end as was_allocated`, [on, on]);
  const shared = tx.raw(`${SHARED_SEATS} as shared_then`, daysOfShared(on));
  const rows: StoredRow[] = await changed.select('entitlements.*', given, shared).orderBy('id');
  const states = await statesOn(tx, ENTITLEMENT, { rows, on });
  return states.filter((past) => wasInForce(past, on)).map(licencesRow);
}

function wasInForce({ state, row }: PastState<Entitlement>, on: string): boolean {
  const { validFrom, validUntil, acquiredOn, seats } = state;
  const isThen = (validFrom ?? on) <= on && (validUntil ?? on) >= on && (acquiredOn ?? on) <= on;
  return isThen && (seats === null || seats > 0 || Number(row.was_allocated) === 1);
}

/** Whose it is, is told by the agency that has it now, as of the device and what is installed on it. */
function licencesRow({ state, row }: PastState<Entitlement>): LicencesRow {
  const { boundDevice: device, seats, evidence } = state;
  return {
    ...Object.fromEntries(KEYS_OF_LICENCES.map((column) => [column, rowOf(ENTITLEMENT, state)[column]])),
    ...{ agency_code: String(row.agency_code), device, seats, held: 0, allocated: 0, free_pool: 0 },
    shared: Number(row.shared_then),
    is_bound: Number(device !== null),
    is_unlimited: Number(seats === null),
    proven: Number(hasProof(state)),
    has_letter: Number(evidence.some(({ kind }) => kind === 'allocation-letter')),
  } as LicencesRow;
}

function isOfCategory(category: string | undefined) {
  return (licence: LicencesRow): boolean => category === undefined || licence.category === category;
}
