import type { Tx } from '../../db/index.ts';
import { selectIn } from '../../log/index.ts';

interface OfOrder {
  readonly order_id: string | null;
}

/** Rows with the references of their orders. */
export async function findReferences<Row extends OfOrder>(
  tx: Tx,
  rows: readonly Row[],
): Promise<readonly (Row & { readonly reference: string | null })[]> {
  const ids = rows.map(({ order_id: order }) => order);
  const orders = await selectIn(tx, 'orders', 'id', ids);
  const references = new Map(orders.map(({ id, reference }) => [String(id), String(reference)]));
  return rows.map((row) => ({ ...row, reference: references.get(row.order_id ?? '') ?? null }));
}
