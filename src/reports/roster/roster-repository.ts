import { SEATS, type Seat } from '../../agencies/index.ts';
import type { Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import { type AgencyScope, listAgencyCodes } from '../list-agency-codes.ts';

type Rows = ReturnType<Tx>;

export interface RosterScope extends AgencyScope {
  readonly on: CivilDate;
}

/** The agencies of which somebody holds each of the four seats on a day. */
function completeOn(tx: Tx, on: CivilDate): Rows {
  return holdersOn(tx, SEATS, on).groupBy('agency_code').havingRaw('count(distinct duty) = ?', [SEATS.length]);
}

/** The agencies of which somebody holds one of some seats on a day, once for each of them. */
function holdersOn(tx: Tx, seats: readonly Seat[], on: CivilDate): Rows {
  const terms: Rows = tx('responsible_persons')
    .select('agency_code')
    .whereIn('duty', [...seats]);
  return terms
    .where('from_on', '<=', on)
    .where((open: Rows) => open.whereNull('until_on').orWhere('until_on', '>=', on));
}

export interface RosterAgency {
  readonly code: string;
  readonly name: string;
  readonly region: string;
}

/** Which agencies are asked for: those with a vacant seat or the others, those of which one seat is vacant, or all. */
export interface VacancyWish {
  readonly isVacant: boolean | undefined;
  readonly seat: Seat | undefined;
}

export interface AgenciesWish extends VacancyWish {
  readonly after: string | undefined;
  readonly limit: number;
}

/** Agencies by code, those that are asked for. */
export async function listRosterAgencies(
  tx: Tx,
  scope: RosterScope,
  { isVacant, seat, after, limit }: AgenciesWish,
): Promise<readonly RosterAgency[]> {
  const rows: Rows = tx('agencies').whereIn('code', listAgencyCodes(tx, scope));
  if (isVacant === true) void rows.whereNotIn('code', completeOn(tx, scope.on));
  if (isVacant === false) void rows.whereIn('code', completeOn(tx, scope.on));
  if (seat !== undefined) void rows.whereNotIn('code', holdersOn(tx, [seat], scope.on));
  if (after !== undefined) void rows.where('code', '>', after);
  const agencies: RosterAgency[] = await rows.select('code', 'name', 'region').orderBy('code').limit(limit);
  return agencies;
}

export interface RosterCounts {
  readonly agencies: number;
  readonly withVacancies: number;
}

export async function countRoster(tx: Tx, scope: RosterScope): Promise<RosterCounts> {
  const inScope = (): Rows => tx('agencies').whereIn('code', listAgencyCodes(tx, scope));
  const [all]: Count[] = await inScope().count({ found: '*' });
  const [vacant]: Count[] = await inScope().whereNotIn('code', completeOn(tx, scope.on)).count({ found: '*' });
  return { agencies: Number(all?.found), withVacancies: Number(vacant?.found) };
}

interface Count {
  readonly found: number | string;
}

/** The terms in the four seats that had begun by a day, of some agencies, in the order in which they began. */
export async function listSeatTerms(
  tx: Tx,
  agencyCodes: readonly string[],
  on: CivilDate,
): Promise<readonly StoredRow[]> {
  if (agencyCodes.length === 0) return [];
  const rows: StoredRow[] = await tx('responsible_persons')
    .whereIn('agency_code', [...agencyCodes])
    .whereIn('duty', [...SEATS])
    .where('from_on', '<=', on)
    .orderBy(['agency_code', 'from_on', 'id']);
  return rows;
}
