import { marksFor, selectRows, type Tx } from '../../db/index.ts';

export interface MoveRow {
  readonly log_index: number;
  readonly sequence: number;
  readonly account_kind: 'budget-line' | 'entitlement';
  readonly account: string;
  readonly from_bucket: string;
  readonly to_bucket: string;
  readonly quantity: number;
  readonly cause: string;
}

export interface MovesPage {
  readonly orderId: string;
  readonly after: MoveRow | undefined;
  readonly limit: number;
}

/** A page of the money and seats that moved for an order, in the order of the log. */
export async function listOrderMoves(tx: Tx, { orderId, after, limit }: MovesPage): Promise<readonly MoveRow[]> {
  const query: ReturnType<Tx> = tx('moves')
    .select('log_index', 'sequence', 'account_kind', 'account', 'from_bucket', 'to_bucket', 'quantity', 'cause')
    .where({ order_id: orderId });
  if (after) {
    const { log_index: index, sequence } = after;
    void query.whereRaw('(log_index > ? or (log_index = ? and sequence > ?))', [index, index, sequence]);
  }
  const rows: MoveRow[] = await query.orderBy(['log_index', 'sequence']).limit(limit);
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
