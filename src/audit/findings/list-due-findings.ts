import type { Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import { type AgencyScope, type DayStretch, listAgencyCodes, onStretch } from '../../reports/index.ts';

export interface DueFindingRow {
  readonly id: string;
  readonly agency_code: string;
  readonly due_on: CivilDate;
}

/** The first findings in scope whose answer is due in some days, in the order of these. */
export async function listDueFindings(
  tx: Tx,
  scope: AgencyScope,
  stretch: DayStretch,
): Promise<readonly DueFindingRow[]> {
  const rows = tx('audit_findings').select('id', 'agency_code', 'due_on').where('state', 'open');
  void rows.whereIn('agency_code', listAgencyCodes(tx, scope));
  onStretch(rows, 'due_on', stretch);
  const due: DueFindingRow[] = await rows;
  return due;
}
