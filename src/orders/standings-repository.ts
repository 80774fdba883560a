import { marksFor, padded, selectRows, type Tx } from '../db/index.ts';
import { fen } from '../kernel/index.ts';
import { type Order, type OrderStanding, STAGES_OF_REVISIONS } from './order.ts';

/**
 * What of some orders stands or waits, by order; absent where nothing does. Where it is the latest revision the order itself
 * says it. One statement for all others, of which something newer was rejected or waits, and none where there are none.
 */
export async function listStandings(
  tx: Tx,
  orders: readonly Pick<Order, 'id' | 'standingRevision' | 'latestRevision' | 'totalFen' | 'decisionId'>[],
): Promise<ReadonlyMap<string, OrderStanding>> {
  const standings = new Map<string, OrderStanding>();
  const others: string[] = [];
  for (const { id, standingRevision: revision, latestRevision, totalFen, decisionId } of orders) {
    if (revision === latestRevision) standings.set(id, { revision, totalFen, decisionId });
    else if (revision !== null) others.push(id);
  }
  for (const row of await listStandingRows(tx, others)) {
    const totalFen = row.total_fen === null ? null : fen(Number(row.total_fen));
    standings.set(row.order_id, { revision: Number(row.revision), totalFen, decisionId: row.decision_id });
  }
  return standings;
}

interface StandingColumns {
  readonly order_id: string;
  readonly revision: number;
  readonly decision_id: string;
  readonly total_fen: number | null;
}

/** Each decision that approved the standing revision of an order, the one that made it stand last. */
async function listStandingRows(tx: Tx, orderIds: readonly string[]): Promise<readonly StandingColumns[]> {
  if (orderIds.length === 0) return [];
  const ids = padded(orderIds);
  return selectRows<StandingColumns>(
    tx,
    `select o.id as order_id, r.revision, d.id as decision_id, r.total_fen
       from orders o
       join order_revisions r on r.order_id = o.id and r.revision = o.standing_revision
       join decisions d on d.order_id = o.id and d.revision = r.revision
       where o.id in (${marksFor(ids)}) and d.outcome = 'approved' and d.stage in (${marksFor(STAGES_OF_REVISIONS)})
       order by d.log_index`,
    [...ids, ...STAGES_OF_REVISIONS],
  );
}
