import type { Tx } from '../../db/index.ts';
import { type Actor, Refusal, text } from '../../kernel/index.ts';
import { findReachedOrder, getReachedOrder, type Order } from '../../orders/index.ts';
import type { CreditNote, Payment } from './payment.ts';
import { findPaymentRow, listCreditNotes, listPaymentsOf } from './payments-repository.ts';

/** A payment with its credit notes and the order it is of. */
export interface ReadPayment {
  readonly payment: Payment;
  readonly notes: readonly CreditNote[];
  readonly order: Order;
}

/** The payment, when it is there and the caller may see its order; the same refusal for both. */
export async function getPayment(tx: Tx, actor: Actor, id: string): Promise<ReadPayment> {
  const payment = await findPaymentRow(tx, id);
  const order = payment && (await findReachedOrder(tx, actor, payment.orderId));
  if (!payment || !order) {
    throw new Refusal('not_found', 'payment.not_found', text('没有这笔付款。', 'There is no such payment.'));
  }
  return { payment, order, notes: await listCreditNotes(tx, [id]) };
}

/** The payments of an order after one of them, each with its credit notes. */
export async function listPayments(
  tx: Tx,
  page: { readonly actor: Actor; readonly orderId: string; readonly after: number; readonly limit: number },
): Promise<readonly ReadPayment[]> {
  const order = await getReachedOrder(tx, page.actor, page.orderId);
  const payments = await listPaymentsOf(tx, page);
  const notes = await listCreditNotes(
    tx,
    payments.map(({ id }) => id),
  );
  return payments.map((payment) => ({
    ...{ payment, order },
    notes: notes.filter(({ paymentId }) => paymentId === payment.id),
  }));
}
