import type { Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import { type AgencyScope, type DayStretch, listAgencyCodes, onStretch } from '../reports/index.ts';

export interface DueMatterRow {
  readonly id: string;
  readonly owner_agency: string;
  readonly due_on: CivilDate;
}

/** The first matters in scope whose answer is due in some days. */
export async function listDueMatters(
  tx: Tx,
  scope: AgencyScope,
  stretch: DayStretch,
): Promise<readonly DueMatterRow[]> {
  const rows = tx('matters').select('id', 'owner_agency', 'due_on').where('state', 'open');
  void rows.whereIn('owner_agency', listAgencyCodes(tx, scope));
  onStretch(rows, 'due_on', stretch);
  const due: DueMatterRow[] = await rows;
  return due;
}

export interface VacancyRow {
  readonly agencyCode: string;
  readonly lacksHead: boolean;
  readonly lacksLiaison: boolean;
}

interface VacanciesWish {
  readonly on: CivilDate;
  /** Only agencies whose code comes after this text. */
  readonly after: string;
  readonly limit: number;
}

const LACKS = `not exists (select 1 from responsible_persons p where p.agency_code = agencies.code and p.duty = ?
  and p.from_on <= ? and (p.until_on is null or p.until_on >= ?))`;

/** The first agencies in scope, by their codes, that nobody is head or liaison of on a day. */
export async function listVacancies(
  tx: Tx,
  scope: AgencyScope,
  { on, after, limit }: VacanciesWish,
): Promise<readonly VacancyRow[]> {
  const [head, liaison] = (['head', 'liaison'] as const).map((duty) => [duty, on, on]) as [string[], string[]];
  const agencies = listAgencyCodes(tx, scope).where('code', '>', after).orderBy('code').limit(limit);
  void agencies.whereRaw(`(${LACKS} or ${LACKS})`, [...head, ...liaison]);
  void agencies.select(tx.raw(`case when ${LACKS} then 1 else 0 end as lacks_head`, head));
  void agencies.select(tx.raw(`case when ${LACKS} then 1 else 0 end as lacks_liaison`, liaison));
  const rows: { code: string; lacks_head: number; lacks_liaison: number }[] = await agencies;
  return rows.map(({ code, lacks_head: head, lacks_liaison: liaison }) => ({
    agencyCode: code,
    lacksHead: Number(head) === 1,
    lacksLiaison: Number(liaison) === 1,
  }));
}
