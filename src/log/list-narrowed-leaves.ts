import { readPageInOrder, type Tx } from '../db/index.ts';
import { addDays, type CivilDate, type Instant, plusMs, startOfDay } from '../kernel/index.ts';
import { findLeafIndexAt } from './find-leaf-at.ts';
import { type LeafColumns, type LeafRow, readHead, toLeafRow } from './log-repository.ts';

/** Which leaves somebody wants to see. */
export interface LeavesWish {
  /** The index to begin at; absent for the first leaf in the order that is asked. */
  readonly from?: number | undefined;
  readonly isNewestFirst: boolean;
  readonly subject?: string | undefined;
  readonly type?: string | undefined;
  readonly person?: string | undefined;
  /** Days in the gate's time zone, the last one included. */
  readonly since?: CivilDate | undefined;
  readonly until?: CivilDate | undefined;
  readonly limit: number;
}

/**
 * One page of leaves, and the index at which the next one begins. A page costs the same however long the log is: a subject,
 * a type and a person have an index each, and days are places in the log, whose time never goes back.
 */
export async function listNarrowedLeaves(
  tx: Tx,
  { from, isNewestFirst, since, until, limit, ...asked }: LeavesWish,
): Promise<{ readonly leaves: readonly LeafRow[]; readonly next: number | null }> {
  const low = since === undefined ? 0 : await countBefore(tx, startOfDay(since));
  const high = until === undefined ? null : await countBefore(tx, startOfDay(addDays(until, 1)));
  const equals = Object.fromEntries(
    Object.entries(asked).flatMap(([column, value]) => (value === undefined ? [] : [[column, [value]]])),
  );
  const { rows, next } = await readPageInOrder<LeafColumns>(tx, {
    table: 'log_leaves',
    indexes: {
      log_leaves_by_subject: ['subject'],
      log_leaves_by_person: ['person'],
      log_leaves_by_type: ['type'],
      primary: [],
    },
    order: [{ column: 'log_index', direction: isNewestFirst ? 'desc' : 'asc' }],
    equals,
    within: (found) => {
      void found.where('log_index', '>=', isNewestFirst ? low : Math.max(low, from ?? 0));
      if (high !== null) void found.where('log_index', '<', high);
      if (isNewestFirst && from !== undefined) void found.where('log_index', '<=', from);
    },
    after: undefined,
    limit,
  });
  const last = next === null ? null : Number(next[0]);
  const following = last === null ? null : last + (isNewestFirst ? -1 : 1);
  return { leaves: rows.map(toLeafRow), next: following === null || following < 0 ? null : following };
}

/** How many leaves were appended before a moment. */
async function countBefore(tx: Tx, at: Instant): Promise<number> {
  const { size } = (await readHead(tx)).frontier;
  const last = await findLeafIndexAt(tx, { at: plusMs(at, -1), size });
  return last === undefined ? 0 : last + 1;
}
