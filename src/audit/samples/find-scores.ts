import type { Tx } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import { type Score, scoreOf } from './risk-score.ts';
import { listSignals, type SeenOrders } from './samples-repository.ts';

/** Below the thousand from which MariaDB makes a table of a list. */
const ORDERS_AT_ONCE = 500;

/** What some orders score by what was seen of them before a size of the log; none of which nothing was seen. */
export async function findScores(tx: Tx, { orderIds, logSize }: SeenOrders): Promise<ReadonlyMap<string, Score>> {
  const scores = new Map<string, Score>();
  for (let at = 0; at < orderIds.length; at += ORDERS_AT_ONCE) {
    const some = orderIds.slice(at, at + ORDERS_AT_ONCE);
    for (const [orderId, rows] of groupBy(await listSignals(tx, { orderIds: some, logSize }), (row) => row.order_id)) {
      const signals = rows.map(({ kind, total, most }) => ({ kind, sum: Number(total), most: Number(most) }));
      scores.set(orderId, scoreOf(signals));
    }
  }
  return scores;
}
