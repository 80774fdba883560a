import { SEATS } from '../../agencies/index.ts';
import type { Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import { type AgencyScope, listAgencyCodes } from '../list-agency-codes.ts';

type Rows = ReturnType<Tx>;

export interface RosterScope extends AgencyScope {
  readonly on: CivilDate;
}

/** How many of the four seats of an agency somebody holds on a day: an expression on `agencies.code`, and its values. */
function seatsHeld(on: CivilDate): readonly [string, readonly string[]] {
  const sql = `(select count(distinct p.duty) from responsible_persons p where p.agency_code = agencies.code
    and p.duty in (?, ?, ?, ?) and p.from_on <= ? and (p.until_on is null or p.until_on >= ?))`;
  return [sql, [...SEATS, on, on]];
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
  if (isVacant !== undefined) {
    const [held, values] = seatsHeld(scope.on);
    void rows.whereRaw(`${held} ${isVacant ? '<' : '='} ?`, [...values, SEATS.length]);
  }
  if (after !== undefined) void rows.where('code', '>', after);
  const agencies: RosterAgency[] = await rows.select('code', 'name', 'region').orderBy('code').limit(limit);
  return agencies;
}

export interface RosterCounts {
  readonly agencies: number;
  readonly withVacancies: number;
}

export async function countRoster(tx: Tx, scope: RosterScope): Promise<RosterCounts> {
  const [held, values] = seatsHeld(scope.on);
  const rows: Rows = tx('agencies').whereIn('code', listAgencyCodes(tx, scope));
  void rows.select(
    tx.raw('count(*) as agencies'),
    tx.raw(`sum(case when ${held} < ? then 1 else 0 end) as vacant`, [...values, SEATS.length]),
  );
  const [counts] = (await rows) as { agencies: number | string; vacant: number | string | null }[];
  return { agencies: Number(counts?.agencies ?? 0), withVacancies: Number(counts?.vacant ?? 0) };
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
