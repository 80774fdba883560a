import type { Tx } from '../db/index.ts';
import type { CivilDate, Grant } from '../kernel/index.ts';
import { findReachOfCount } from '../log/index.ts';
import type { MatterState } from './matter.ts';

interface MattersToCount {
  readonly grant: Grant;
  readonly state: MatterState;
  readonly urgentUntil: CivilDate;
  /** Only those that are due before this day. */
  readonly dueBefore?: CivilDate;
  /** Only those that are due on this day or later. */
  readonly dueFrom?: CivilDate;
}

interface MatterCount {
  readonly count: number;
  /** Of which so many are due on the day that was asked for, or before it. */
  readonly urgent: number;
  readonly dueFirst: CivilDate | null;
}

/** How many matters whose owners are within a grant stand so; who owns one with others does not answer it. */
export async function countMatters(tx: Tx, asked: MattersToCount): Promise<MatterCount> {
  const { grant, state, urgentUntil, dueBefore, dueFrom } = asked;
  const query: ReturnType<Tx> = tx('matters').where({ kind: 'rectification', state });
  if (dueBefore !== undefined) void query.where('due_on', '<', dueBefore);
  if (dueFrom !== undefined) void query.where('due_on', '>=', dueFrom);
  (await findReachOfCount(tx, { column: 'owner_agency', table: 'matters', grant }))(query);
  const rows: { found: number; urgent: number | null; first: CivilDate | null }[] = await query.select(
    tx.raw('count(*) as found, min(due_on) as first, sum(case when due_on <= ? then 1 else 0 end) as urgent', [
      urgentUntil,
    ]),
  );
  const [row] = rows;
  return { count: Number(row?.found), urgent: Number(row?.urgent), dueFirst: row?.first ?? null };
}
