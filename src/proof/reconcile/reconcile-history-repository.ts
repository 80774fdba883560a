import { type Cell, marksFor, selectRows, type Tx } from '../../db/index.ts';

/** Rows as they stand, for comparing: nothing here trusts what the other repositories make of them. */

export type HistoryRow = Readonly<Record<string, Cell>> & { readonly order_id: string };

export type HistoryTable =
  | 'order_purchases'
  | 'order_prices'
  | 'order_machine_lines'
  | 'order_machine_costs'
  | 'order_proofs'
  | 'order_replaced';

/** What of a table of history counts of some orders: the rows of their standing revisions. */
export async function listCountedRows(
  tx: Tx,
  table: HistoryTable,
  orderIds: readonly string[],
): Promise<readonly HistoryRow[]> {
  if (orderIds.length === 0) return [];
  return selectRows<HistoryRow>(
    tx,
    `select p.* from ${table} p join orders o on o.id = p.order_id and o.standing_revision = p.revision
     where p.order_id in (${marksFor(orderIds)})`,
    orderIds,
  );
}
