import type { Tx } from '../../db/index.ts';
import { fen, formatYuan, type Grant, type Text } from '../../kernel/index.ts';
import { CAUSE_WORDS } from '../../ledger/index.ts';
import { findOfKind } from '../../reference/index.ts';
import { type BudgetMovesQuestion, listMoveRows, type MoneyBucket } from '../budget-repository.ts';
import { BUDGET_LINE } from './budget-line.ts';

/** Money that moved on a line, as it is answered. Every counter of the line is the fold of these. */
export interface BudgetMove {
  readonly budgetLine: string;
  readonly logIndex: number;
  /** Its place among the moves of one leaf. */
  readonly sequence: number;
  readonly at: string;
  readonly from: MoneyBucket;
  readonly to: MoneyBucket;
  readonly amount: string;
  readonly cause: string;
  /** The cause for people. */
  readonly reason: Text;
  readonly orderId: string | null;
  readonly actor: string;
}

/** A page of the journal of a line that the grant reaches, and one move more. */
export async function listBudgetMoves(
  tx: Tx,
  { grant, ...question }: BudgetMovesQuestion & { readonly grant: Grant },
): Promise<readonly BudgetMove[]> {
  await findOfKind(tx, BUDGET_LINE, { key: question.code, grant });
  const rows = await listMoveRows(tx, question);
  return rows.map((row) => ({
    budgetLine: question.code,
    logIndex: Number(row.log_index),
    sequence: Number(row.sequence),
    at: row.at,
    from: row.from_bucket,
    to: row.to_bucket,
    amount: formatYuan(fen(Number(row.quantity))),
    cause: row.cause,
    reason: CAUSE_WORDS[row.cause],
    orderId: row.order_id,
    actor: row.key_id,
  }));
}
