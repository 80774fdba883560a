import { selectedRows, type Tx } from '../../db/index.ts';

export interface CommitmentRow {
  readonly order_id: string;
  readonly account: string;
  readonly reserved: number;
  readonly encumbered: number;
  readonly spent: number;
  readonly log_index: number;
}

/** What orders have on budget lines, folded from their moves: money comes into a bucket and leaves it again. */
export async function listOrderCommitments(tx: Tx, orderIds: readonly string[]): Promise<readonly CommitmentRow[]> {
  if (orderIds.length === 0) return [];
  return selectedRows<CommitmentRow>(
    await tx.raw(
      `select order_id, account, max(log_index) as log_index,
         sum(case when to_bucket = 'reserved' then quantity when from_bucket = 'reserved' then -quantity else 0 end)
           as reserved,
         sum(case when to_bucket = 'encumbered' then quantity when from_bucket = 'encumbered' then -quantity else 0 end)
           as encumbered,
         sum(case when to_bucket = 'spent' then quantity when from_bucket = 'spent' then -quantity else 0 end) as spent
       from moves where account_kind = 'budget-line' and order_id in (${orderIds.map(() => '?').join(',')})
       group by order_id, account order by order_id, account`,
      [...orderIds],
    ),
  );
}
