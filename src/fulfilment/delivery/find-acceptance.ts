import type { Tx } from '../../db/index.ts';
import { type Actor, Refusal, text } from '../../kernel/index.ts';
import { findReachedOrder, type Order } from '../../orders/index.ts';
import { type Acceptance, findAcceptanceById } from './acceptances-repository.ts';

/** A delivery with the order it is of. */
export interface ReadAcceptance {
  readonly acceptance: Acceptance;
  readonly order: Order;
}

/** The delivery, when it is there and the caller may see its order; the same refusal for both. */
export async function getAcceptance(tx: Tx, actor: Actor, id: string): Promise<ReadAcceptance> {
  const acceptance = await findAcceptanceById(tx, id);
  const order = acceptance && (await findReachedOrder(tx, actor, acceptance.orderId));
  if (!acceptance || !order) {
    throw new Refusal('not_found', 'acceptance.not_found', text('没有这次验收。', 'There is no such delivery.'));
  }
  return { acceptance, order };
}
