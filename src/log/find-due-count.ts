import type { Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import { findReachOfCount, type Reach } from './list-reached.ts';

interface DueQuestion {
  /** Those to count, whosever they are. */
  readonly rows: ReturnType<Tx>;
  readonly reach: Reach;
  /** The column that has the day of each row. */
  readonly due: string;
  /** Only those that are due before this day. */
  readonly before?: CivilDate | undefined;
  /** Only those that are due on this day or later. */
  readonly from?: CivilDate | undefined;
  readonly urgentUntil: CivilDate;
}

export interface DueCount {
  readonly count: number;
  /** Of which so many are due on the day that was asked for, or before it. */
  readonly urgent: number;
  readonly dueFirst: CivilDate | null;
}

/** How many of some rows are within a grant, and when they are due. */
export async function countDue(tx: Tx, asked: DueQuestion): Promise<DueCount> {
  const { rows, reach, due, before, from, urgentUntil } = asked;
  if (before !== undefined) void rows.where(due, '<', before);
  if (from !== undefined) void rows.where(due, '>=', from);
  (await findReachOfCount(tx, reach))(rows);
  const counted: { found: number; urgent: number | null; first: CivilDate | null }[] = await rows.select(
    tx.raw('count(*) as found, min(??) as first, sum(case when ?? <= ? then 1 else 0 end) as urgent', [
      due,
      due,
      urgentUntil,
    ]),
  );
  const [row] = counted;
  return { count: Number(row?.found), urgent: Number(row?.urgent), dueFirst: row?.first ?? null };
}
