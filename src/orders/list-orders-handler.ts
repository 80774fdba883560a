import { type Database, inSnapshot } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { Handler } from '../http/operation.ts';
import { limitOf, pageEnding, placeIn } from '../http/paging.ts';
import { type Clock, dayOf, type Fen, parseYuan } from '../kernel/index.ts';
import { nameOf, type OrdersQuestion } from './find-order-conditions.ts';
import { listOrderSummaries } from './list-order-summaries.ts';
import { listOrders } from './list-orders.ts';
import { toOrderSummary } from './order-body.ts';

/** One page of the orders that the caller may see, filtered, searched and sorted. */
export function listOrdersHandler(db: Database, clock: Clock): Handler<'listOrders'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const {
      sort = '-submittedAt',
      overdue,
      limit: _limit,
      after: _after,
      totalFrom,
      totalUntil,
      ...filters
    } = req.query;
    const after = placeIn(req.query, [nameOf(sort) === 'total' ? 'number' : 'string', 'string']);
    const question: OrdersQuestion = {
      actor,
      filters: { ...filters, totalFrom: fenIn(totalFrom), totalUntil: fenIn(totalUntil) },
      overdueOn: overdue ? dayOf(clock()) : undefined,
      sort,
      after,
      limit: limitOf(req.query),
    };
    const page = await inSnapshot(db, async (tx) => {
      const { orders, next } = await listOrders(tx, question);
      return pageEnding(await listOrderSummaries(tx, orders), next);
    });
    res.status(200).json({ items: page.items.map((listed) => toOrderSummary(listed, actor)), next: page.next });
  };
}

function fenIn(amount: string | undefined): Fen | undefined {
  return amount === undefined ? undefined : parseYuan(amount);
}
