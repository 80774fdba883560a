import type { Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import { type AgencyScope, listAgencyCodes } from '../../reports/index.ts';

export interface DueFindingRow {
  readonly id: string;
  readonly agency_code: string;
  readonly due_on: CivilDate;
}

/** Findings whose answer is overdue or due soon, in scope. */
export async function listDueFindings(tx: Tx, scope: AgencyScope, until: CivilDate): Promise<readonly DueFindingRow[]> {
  const rows: DueFindingRow[] = await tx('audit_findings')
    .select('id', 'agency_code', 'due_on')
    .whereIn('agency_code', listAgencyCodes(tx, scope))
    .where('state', 'open')
    .where('due_on', '<=', until)
    .orderBy('id');
  return rows;
}
