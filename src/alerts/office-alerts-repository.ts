import type { Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import { type AgencyScope, listAgencyCodes } from '../reports/index.ts';

type Rows = ReturnType<Tx>;

export interface DueMatterRow {
  readonly id: string;
  readonly owner_agency: string;
  readonly due_on: CivilDate;
}

/** Matters whose answer is overdue or due soon, in scope. */
export async function listDueMatters(tx: Tx, scope: AgencyScope, until: CivilDate): Promise<readonly DueMatterRow[]> {
  const rows: DueMatterRow[] = await tx('matters')
    .select('id', 'owner_agency', 'due_on')
    .whereIn('owner_agency', listAgencyCodes(tx, scope))
    .where('state', 'open')
    .where('due_on', '<=', until)
    .orderBy('id');
  return rows;
}

export interface VacancyRow {
  readonly agencyCode: string;
  readonly lacksHead: boolean;
  readonly lacksLiaison: boolean;
}

/** Agencies in scope that nobody is head or liaison of on a day. */
export async function listVacancies(tx: Tx, scope: AgencyScope, on: CivilDate): Promise<readonly VacancyRow[]> {
  const agencies: { code: string }[] = await listAgencyCodes(tx, scope).orderBy('code');
  const holders: Rows = tx('responsible_persons').whereIn('agency_code', listAgencyCodes(tx, scope));
  void holders.whereIn('duty', ['head', 'liaison']).where('from_on', '<=', on);
  void holders.where((open: Rows) => open.whereNull('until_on').orWhere('until_on', '>=', on));
  const held: { agency_code: string; duty: string }[] = await holders.select('agency_code', 'duty');
  const seats = new Set(held.map((row) => `${row.duty}/${row.agency_code}`));
  return agencies
    .map(({ code }) => ({
      agencyCode: code,
      lacksHead: !seats.has(`head/${code}`),
      lacksLiaison: !seats.has(`liaison/${code}`),
    }))
    .filter(({ lacksHead, lacksLiaison }) => lacksHead || lacksLiaison);
}
