import { marksFor, selectRows, type Tx } from '../db/index.ts';

export interface MoveRow {
  readonly log_index: number;
  readonly account_kind: 'budget-line' | 'entitlement';
  readonly account: string;
  readonly from_bucket: string;
  readonly to_bucket: string;
  readonly quantity: number;
  readonly cause: string;
}

const MOVES_MAX = 2_000;

/** Money and seats that moved for an order, in the order of the log. */
export async function listOrderMoves(tx: Tx, orderId: string): Promise<readonly MoveRow[]> {
  const rows: MoveRow[] = await tx('moves')
    .select('log_index', 'account_kind', 'account', 'from_bucket', 'to_bucket', 'quantity', 'cause')
    .where({ order_id: orderId })
    .orderBy(['log_index', 'sequence'])
    .limit(MOVES_MAX);
  return rows;
}

/** Where in the log some subjects are spoken of. */
export async function listIndexesAbout(tx: Tx, subjects: readonly string[]): Promise<readonly number[]> {
  const rows = await selectRows<{ log_index: number }>(
    tx,
    `select log_index from log_leaves where subject in (${marksFor(subjects)}) order by log_index`,
    subjects,
  );
  return rows.map(({ log_index: index }) => Number(index));
}

/** The bytes of what was stated at deliveries: papers are named in them. */
export async function listStatementTexts(tx: Tx, orderId: string): Promise<readonly string[]> {
  const rows: { statement: string }[] = await tx('acceptances').select('statement').where({ order_id: orderId });
  return rows.map(({ statement }) => statement);
}
