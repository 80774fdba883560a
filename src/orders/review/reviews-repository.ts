import { insertRows } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { OrderReview } from '../batch/batch.ts';

export interface ReplacedReviews {
  /** Orders that may be in an in-tray already. */
  readonly orderIds: readonly string[];
  /** By order. */
  readonly reviews: ReadonlyMap<string, OrderReview>;
}

/** Writes in whose in-trays orders are; an order that nobody has to review any more leaves them. */
export async function replaceReviews(tx: GovernedTx, { orderIds, reviews }: ReplacedReviews): Promise<void> {
  if (orderIds.length > 0)
    await tx('order_reviews')
      .whereIn('order_id', [...orderIds])
      .delete();
  const rows = [...reviews].flatMap(([orderId, { owners, logIndex }]) =>
    owners.map((owner) => ({ owner, order_id: orderId, log_index: logIndex })),
  );
  await insertRows(tx, 'order_reviews', rows);
}
