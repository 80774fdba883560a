import { readPageInOrder, selectedRows, type Tx } from '../../db/index.ts';
import type { Cause } from '../../ledger/index.ts';
import { selectIn } from '../../log/index.ts';
import type { BucketSums } from './buckets.ts';

/** A place in the journal: a leaf, and a move of it. */
export interface JournalPlace {
  readonly logIndex: number;
  readonly sequence: number;
}

/** What the moves of a line up to a place add up to, in one statement. */
export async function foldUpTo(tx: Tx, code: string, { logIndex, sequence }: JournalPlace): Promise<BucketSums> {
  const [row] = selectedRows<BucketSums>(
    await tx.raw(
      `select
         sum(case when from_bucket = 'outside' then quantity when to_bucket = 'outside' then -quantity else 0 end)
           as appropriation,
         sum(case when to_bucket = 'elsewhere' then quantity when from_bucket = 'elsewhere' then -quantity else 0 end)
           as elsewhere,
         sum(case when to_bucket = 'reserved' then quantity when from_bucket = 'reserved' then -quantity else 0 end)
           as reserved,
         sum(case when to_bucket = 'encumbered' then quantity when from_bucket = 'encumbered' then -quantity else 0 end)
           as encumbered,
         sum(case when to_bucket = 'spent' then quantity when from_bucket = 'spent' then -quantity else 0 end) as spent
       from moves
       where account_kind = 'budget-line' and account = ?
         and (log_index < ? or (log_index = ? and sequence <= ?))`,
      [code, logIndex, logIndex, sequence],
    ),
  );
  return row ?? { appropriation: 0, elsewhere: 0, reserved: 0, encumbered: 0, spent: 0 };
}

export interface JournalRow {
  readonly log_index: number;
  readonly sequence: number;
  readonly from_bucket: 'outside' | 'available' | 'elsewhere' | 'reserved' | 'encumbered' | 'spent';
  readonly to_bucket: 'outside' | 'available' | 'elsewhere' | 'reserved' | 'encumbered' | 'spent';
  readonly quantity: number;
  readonly cause: Cause;
  readonly order_id: string | null;
  /** The agency's own number of the order; null when there is no such order. */
  readonly reference: string | null;
}

export interface JournalPage {
  readonly code: string;
  readonly after: JournalPlace;
  /** The last leaf that counts. */
  readonly upTo: number;
  readonly limit: number;
}

/** The moves of a line after a place, in the order of the log, each with its order. */
export async function listJournal(tx: Tx, { code, after, upTo, limit }: JournalPage): Promise<readonly JournalRow[]> {
  const { rows } = await readPageInOrder<Omit<JournalRow, 'reference'>>(tx, {
    table: 'moves',
    indexes: { moves_listed_by_account: ['account_kind', 'account'] },
    order: [
      { column: 'log_index', direction: 'asc' },
      { column: 'sequence', direction: 'asc' },
    ],
    equals: { account_kind: ['budget-line'], account: [code] },
    within: (moves) => void moves.where('log_index', '<=', upTo),
    after: [after.logIndex, after.sequence],
    limit,
  });
  const orders = await selectIn(
    tx,
    'orders',
    'id',
    rows.map(({ order_id: order }) => order),
  );
  const references = new Map(orders.map(({ id, reference }) => [id, String(reference)]));
  return rows.map((row) => ({
    ...row,
    reference: (row.order_id === null ? null : references.get(row.order_id)) ?? null,
  }));
}
