import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { countDue, type DueCount } from '../../log/index.ts';
import type { FindingState } from './audit-finding.ts';

interface FindingsQuestion {
  readonly grant: Grant;
  readonly state: FindingState;
  /** Only those due before this day. */
  readonly dueBefore?: CivilDate;
  /** Only those due on this day or later. */
  readonly dueFrom?: CivilDate;
  readonly urgentUntil: CivilDate;
}

/** How many findings within a grant stand so: as many as their list has. */
export function countFindings(tx: Tx, asked: FindingsQuestion): Promise<DueCount> {
  const { grant, state, urgentUntil, dueBefore, dueFrom } = asked;
  return countDue(tx, {
    rows: tx('audit_findings').where({ state }),
    reach: { column: 'agency_code', table: 'audit_findings', grant },
    due: 'due_on',
    before: dueBefore,
    from: dueFrom,
    urgentUntil,
  });
}
