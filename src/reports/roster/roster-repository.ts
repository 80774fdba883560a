import { SEATS } from '../../agencies/index.ts';
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
  const terms: Rows = tx('responsible_persons')
    .select('agency_code')
    .whereIn('duty', [...SEATS]);
  void terms.where('from_on', '<=', on).where((open: Rows) => open.whereNull('until_on').orWhere('until_on', '>=', on));
  return terms.groupBy('agency_code').havingRaw('count(distinct duty) = ?', [SEATS.length]);
}

export interface RosterAgency {
  readonly code: string;
  readonly name: string;
  readonly region: string;
}

export interface AgenciesWish {
  readonly isVacant: boolean | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Agencies by code; of those with a vacant seat, or of the others, if so asked. */
export async function listRosterAgencies(
  tx: Tx,
  scope: RosterScope,
  { isVacant, after, limit }: AgenciesWish,
): Promise<readonly RosterAgency[]> {
  const rows: Rows = tx('agencies').whereIn('code', listAgencyCodes(tx, scope));
  if (isVacant === true) void rows.whereNotIn('code', completeOn(tx, scope.on));
  if (isVacant === false) void rows.whereIn('code', completeOn(tx, scope.on));
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
