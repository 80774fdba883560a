import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { findReachOfCount } from '../../log/index.ts';
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

interface FindingCount {
  readonly count: number;
  /** Of which an answer is due on the day that was asked for, or before it. */
  readonly urgent: number;
  readonly dueFirst: CivilDate | null;
}

/** How many findings within a grant stand so: as many as their list has. */
export async function countFindings(tx: Tx, asked: FindingsQuestion): Promise<FindingCount> {
  const { grant, state, urgentUntil, dueBefore, dueFrom } = asked;
  const query: ReturnType<Tx> = tx('audit_findings').where({ state });
  if (dueBefore !== undefined) void query.where('due_on', '<', dueBefore);
  if (dueFrom !== undefined) void query.where('due_on', '>=', dueFrom);
  (await findReachOfCount(tx, { column: 'agency_code', table: 'audit_findings', grant }))(query);
  const rows: { found: number; urgent: number | null; first: CivilDate | null }[] = await query.select(
    tx.raw('count(*) as found, min(due_on) as first, sum(case when due_on <= ? then 1 else 0 end) as urgent', [
      urgentUntil,
    ]),
  );
  const [row] = rows;
  return { count: Number(row?.found), urgent: Number(row?.urgent), dueFirst: row?.first ?? null };
}
