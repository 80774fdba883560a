import type { Tx } from '../../../db/index.ts';
import {
  onlyChanged,
  onlyUnchanged,
  type PastState,
  rowOf,
  type StoredRow,
  statesOn,
} from '../../../reference/index.ts';
import { ENTITLEMENT, type Entitlement, hasProof } from '../../../register/index.ts';
import {
  eachLicence,
  equalLicences,
  type LicencesOfAgencies,
  licencesAsText,
  type StoredLicences,
} from './licences-list.ts';
import type { LicencesRow, PositionDay, SomeAgencies } from './position-rows.ts';

type Rows = ReturnType<Tx>;

const WAS_ALLOCATED = `exists (select 1 from allocations past where past.entitlement_id = entitlements.id
  and past.from_on <= ? and past.until_on >= ?)`;

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

const AS_TEXT = licencesAsText(SHARED_SEATS);

/**
 * Licences of some agencies, but for those of sites that hang on no device: these are `listSiteLicences`. What has changed
 * since the day is by itself, whatever it hangs on: on which device it hung then, its row does not say.
 */
export async function listOwnLicences(tx: Tx, some: SomeAgencies): Promise<LicencesOfAgencies> {
  const meant = (all: Rows): void => void all.whereIn('agency_code', [...some.codes]);
  const own = licencesOn(tx, some).where((all: Rows) => all.whereNull('site').orWhereNotNull('bound_device'));
  meant(own);
  const { deviceCategory } = some;
  if (deviceCategory !== undefined) {
    void own.whereIn('bound_device', tx('devices').select('id').where('category', deviceCategory));
  }
  const { licences, rights } = equalLicences(await readTexts(tx, own, some));
  const past = await pastLicences(tx, some, meant);
  const unshared = past.filter(({ isOfSite }) => !isOfSite).map(({ licence }) => licence);
  const pastRights = past.flatMap(({ licence: right }) =>
    right.device === null ? [] : [{ right, devices: [right.device] }],
  );
  return { licences: [...licences, ...unshared], rights: [...rights, ...pastRights] };
}

/** Licences of sites, each by itself, of some agencies or of all: which of them matter is seen by the agencies that they name. */
export async function listSiteLicences(
  tx: Tx,
  { codes, ...day }: Omit<SomeAgencies, 'codes'> & Partial<Pick<SomeAgencies, 'codes'>>,
): Promise<readonly LicencesRow[]> {
  const meant = (all: Rows): void => {
    void all.whereNotNull('site');
    if (codes) void all.whereIn('agency_code', [...codes]);
  };
  const shared = licencesOn(tx, day);
  meant(shared);
  const past = await pastLicences(tx, day, meant);
  return [...eachLicence(await readTexts(tx, shared, day)), ...past.map(({ licence }) => licence)];
}

type LicencesDay = Omit<SomeAgencies, 'codes'>;

async function readTexts(tx: Tx, licences: Rows, { category, on }: LicencesDay): Promise<readonly StoredLicences[]> {
  if (category !== undefined) void licences.where({ category });
  void licences.select('agency_code').select(tx.raw(AS_TEXT, daysOfShared(on)));
  const rows: StoredLicences[] = await licences.groupBy('agency_code');
  return rows;
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

interface PastLicence {
  readonly licence: LicencesRow;
  readonly isOfSite: boolean;
}

/** The same of entitlements that events have changed since the day, as they were on it. */
async function pastLicences(
  tx: Tx,
  { on, changedSince, category }: LicencesDay,
  meant: (rows: Rows) => void,
): Promise<readonly PastLicence[]> {
  if (changedSince === undefined) return [];
  const changed: Rows = tx('entitlements');
  onlyChanged(changed, ENTITLEMENT, changedSince);
  meant(changed);
  const given = tx.raw(`case when ${WAS_ALLOCATED} then 1 else 0 end as was_allocated`, [on, on]);
  const shared = tx.raw(`${SHARED_SEATS} as shared_then`, daysOfShared(on));
  const rows: StoredRow[] = await changed.select('entitlements.*', given, shared).orderBy('id');
  const states = await statesOn(tx, ENTITLEMENT, { rows, on });
  return states
    .filter((past) => wasInForce(past, on))
    .map((past) => ({ licence: licencesRow(past), isOfSite: past.row.site !== null }))
    .filter(({ licence }) => category === undefined || licence.category === category);
}

function wasInForce({ state, row }: PastState<Entitlement>, on: string): boolean {
  const { validFrom, validUntil, acquiredOn, seats } = state;
  const isThen = (validFrom ?? on) <= on && (validUntil ?? on) >= on && (acquiredOn ?? on) <= on;
  return isThen && (seats === null || seats > 0 || Number(row.was_allocated) === 1);
}

const COLUMNS = [
  ...['licensee', 'site', 'category', 'product', 'edition', 'version', 'metric', 'channel', 'platforms', 'standing'],
  'is_transferable',
];

/** Whose it is, is told by the agency that has it now, as of the device and what is installed on it. */
function licencesRow({ state, row }: PastState<Entitlement>): LicencesRow {
  const { boundDevice: device, seats, evidence } = state;
  return {
    ...Object.fromEntries(COLUMNS.map((column) => [column, rowOf(ENTITLEMENT, state)[column]])),
    ...{ agency_code: String(row.agency_code), device, seats, held: 0, allocated: 0, free_pool: 0 },
    shared: Number(row.shared_then),
    is_bound: Number(device !== null),
    is_unlimited: Number(seats === null),
    proven: Number(hasProof(state)),
    has_letter: Number(evidence.some(({ kind }) => kind === 'allocation-letter')),
  } as LicencesRow;
}
