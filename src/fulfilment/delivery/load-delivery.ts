import type { Tx } from '../../db/index.ts';
import { type DeliveryStatement, deliveredBody } from '../../facts/index.ts';
import { type Actor, type Clock, dayOf, laterOf } from '../../kernel/index.ts';
import { readHead } from '../../log/index.ts';
import {
  earlierOf,
  getReachedOrder,
  heldBy,
  isAllowed,
  type KnownOrder,
  loadBooks,
  loadKnownOrders,
  newBatchCache,
  orderNotFound,
  stateRefusal,
  underContract,
} from '../../orders/index.ts';
import { getRuleSetInForce, type Screening } from '../../rules/index.ts';
import type { JudgementBasis } from './decide-delivery.ts';

export interface DeliveryQuestion {
  readonly actor: Actor;
  readonly orderId: string;
  readonly statement: DeliveryStatement;
}

export interface LoadedDelivery {
  readonly known: KnownOrder;
  readonly judging: JudgementBasis;
}

/** Opens the books for a delivery that is only asked about: a snapshot, no lock, and nothing is stored. */
export async function loadDelivery(
  tx: Tx,
  deps: { readonly clock: Clock; readonly screening: () => Screening },
  { actor, orderId, statement }: DeliveryQuestion,
): Promise<LoadedDelivery> {
  const order = await getReachedOrder(tx, actor, orderId);
  if (!isAllowed('accept', order)) throw stateRefusal(order);
  const at = laterOf(deps.clock(), (await readHead(tx)).at);
  const on = dayOf(at);
  const known = (await loadKnownOrders(tx, [order], on)).get(order.id);
  if (!known?.standing) throw orderNotFound();
  const ruleSet = await getRuleSetInForce(tx, at);
  const books = await loadBooks(tx, {
    orders: [deliveredBody(known.standing.body, statement)],
    earlier: earlierOf([known]),
    held: heldBy([known]),
    orderIds: [order.id],
    underContract: underContract([known]),
    cache: newBatchCache(),
    ...{ ruleSet, at, on },
  });
  return { known, judging: { books, ruleSet, on, screening: deps.screening() } };
}
