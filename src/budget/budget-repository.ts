import type { Row, Tx } from '../db/index.ts';
import { selectedRows } from '../db/index.ts';
import type { Cause } from '../ledger/index.ts';

/** What orders had bound on a line right after a leaf of the log: the fold of the moves up to it. */
export async function countersOfLineAsOf(tx: Tx, code: string, asOf: number): Promise<Row> {
  const [row] = selectedRows<Row>(
    await tx.raw(
      `select
         coalesce(sum(case when to_bucket = 'reserved' then quantity when from_bucket = 'reserved' then -quantity else 0 end), 0)
           as reserved_fen,
         coalesce(sum(case when to_bucket = 'encumbered' then quantity when from_bucket = 'encumbered' then -quantity else 0 end), 0)
           as encumbered_fen,
         coalesce(sum(case when to_bucket = 'spent' then quantity when from_bucket = 'spent' then -quantity else 0 end), 0)
           as spent_fen
       from moves where account_kind = 'budget-line' and account = ? and log_index <= ?`,
      [code, asOf],
    ),
  );
  return row ?? {};
}

export type MoneyBucket = 'outside' | 'available' | 'elsewhere' | 'reserved' | 'encumbered' | 'spent';

/** One move of money on a line, with when its leaf was made. */
export interface BudgetMoveRow {
  readonly log_index: number;
  readonly sequence: number;
  readonly at: string;
  readonly from_bucket: MoneyBucket;
  readonly to_bucket: MoneyBucket;
  readonly quantity: number;
  readonly cause: Cause;
  readonly order_id: string | null;
  readonly key_id: string;
}

export interface BudgetMovesQuestion {
  readonly code: string;
  readonly orderId: string | undefined;
  /** Where the page before ended. */
  readonly after: { readonly logIndex: number; readonly sequence: number };
  readonly limit: number;
}

/** The journal of one line, the oldest first, with one more than the limit to tell whether there is a next page. */
export async function listMoveRows(
  tx: Tx,
  { code, orderId, after, limit }: BudgetMovesQuestion,
): Promise<BudgetMoveRow[]> {
  const { logIndex, sequence } = after;
  const moves = tx('moves')
    .join('log_leaves', 'log_leaves.log_index', 'moves.log_index')
    .select('moves.*', 'log_leaves.at')
    .where({ account_kind: 'budget-line', account: code })
    .where((later) =>
      later
        .where('moves.log_index', '>', logIndex)
        .orWhere((same) => same.where('moves.log_index', logIndex).where('sequence', '>', sequence)),
    );
  if (orderId !== undefined) void moves.where({ order_id: orderId });
  const rows: BudgetMoveRow[] = await moves
    .orderBy([{ column: 'moves.log_index' }, { column: 'sequence' }])
    .limit(limit + 1);
  return rows;
}
