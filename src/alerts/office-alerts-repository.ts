import { SEATS, type Seat } from '../agencies/index.ts';
import type { Tx } from '../db/index.ts';
import { type CivilDate, startOfDay } from '../kernel/index.ts';
import { listAnsweredInTime } from '../matters/index.ts';
import { type AgencyScope, type DayStretch, listAgencyCodes, onStretch } from '../reports/index.ts';

export interface DueMatterRow {
  readonly id: string;
  readonly owner_agency: string;
  readonly due_on: CivilDate;
}

/** The first matters in scope whose answer is due in some days, and was not sent in time to be signed. */
export async function listDueMatters(
  tx: Tx,
  scope: AgencyScope & { readonly on: CivilDate },
  stretch: DayStretch,
): Promise<readonly DueMatterRow[]> {
  const rows = tx('matters').select('id', 'owner_agency', 'due_on').where('state', 'open');
  void rows.whereNotIn('id', [...(await listAnsweredInTime(tx, startOfDay(scope.on)))]);
  void rows.whereIn('owner_agency', listAgencyCodes(tx, scope));
  onStretch(rows, 'due_on', stretch);
  const due: DueMatterRow[] = await rows;
  return due;
}

export interface VacancyRow {
  readonly agencyCode: string;
  readonly vacant: readonly Seat[];
}

interface VacanciesWish {
  readonly on: CivilDate;
  /** Only agencies whose code comes after this text. */
  readonly after: string;
  readonly limit: number;
}

const LACKS = `not exists (select 1 from responsible_persons p where p.agency_code = agencies.code and p.duty = ?
  and p.from_on <= ? and (p.until_on is null or p.until_on >= ?))`;

/** The first agencies in scope, by their codes, of which a seat is vacant on a day. */
export async function listVacancies(
  tx: Tx,
  scope: AgencyScope,
  { on, after, limit }: VacanciesWish,
): Promise<readonly VacancyRow[]> {
  const asked = SEATS.map((seat) => [seat, on, on]);
  const agencies = listAgencyCodes(tx, scope).where('code', '>', after).orderBy('code').limit(limit);
  void agencies.whereRaw(`(${SEATS.map(() => LACKS).join(' or ')})`, asked.flat());
  for (const [at, seat] of asked.entries())
    void agencies.select(tx.raw(`case when ${LACKS} then 1 else 0 end as ??`, [...seat, `lacks_${at}`]));
  const rows: ({ readonly code: string } & Readonly<Record<`lacks_${number}`, number>>)[] = await agencies;
  return rows.map((row) => ({
    agencyCode: row.code,
    vacant: SEATS.filter((_, at) => Number(row[`lacks_${at}`]) === 1),
  }));
}
