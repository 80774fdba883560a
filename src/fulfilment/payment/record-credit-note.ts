import { usePlanFilings } from '../../budget/index.ts';
import type { Tx } from '../../db/index.ts';
import { findDecision } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import type { Actor, NewId } from '../../kernel/index.ts';
import { moveUnits } from '../../ledger/index.ts';
import type { Governed } from '../../log/index.ts';
import {
  findContractedRevision,
  findRevision,
  getRevision,
  MOVES_POINTER,
  type Order,
  type OrderState,
  updateOrder,
} from '../../orders/index.ts';
import { type CreditRequest, creditedParts, movesOfCredit, refusalOfCredit, takesAllBack } from './credit.ts';
import { getPayment, type ReadPayment } from './find-payments.ts';
import { isSameInvoice } from './invoice-number.ts';
import { CREDITED, type CreditNote, type CreditTarget, type Payment, supplierInvoice } from './payment.ts';
import { findFinalPayment, insertCreditNote, listCreditNotesLike } from './payments-repository.ts';

export interface CreditToRecord {
  readonly actor: Actor;
  readonly paymentId: string;
  readonly asked: CreditRequest;
}

/** Takes back what was paid, on which two people agreed: the money is encumbered again, or goes back to its line. */
export async function recordCreditNote(
  entry: Governed,
  { newId }: { readonly newId: NewId },
  { actor, paymentId, asked }: CreditToRecord,
): Promise<ReadPayment & { readonly note: CreditNote }> {
  const { tx, at, on } = entry;
  const { payment, notes, order } = await getPayment(tx, actor, paymentId);
  const invoice = supplierInvoice(await submissionPaid(tx, payment), asked.number);
  const isNumberUsed = (await listCreditNotesLike(tx, invoice)).some((note) => isSameInvoice(note, invoice));
  const refusal = refusalOfCredit({ asked, payment, notes, isNumberUsed, on });
  if (refusal) throw refusal;
  const finalPayment = await findFinalPayment(tx, order.id);
  const isReopened = finalPayment === payment.id && takesAllBack({ asked, payment, notes });
  const goesTo: CreditTarget =
    order.state === 'terminated' || (finalPayment && !isReopened) ? 'available' : 'encumbered';
  const parts = creditedParts({ asked, payment, notes });
  const state: OrderState = isReopened && order.state === 'closed' ? 'accepted' : order.state;
  const { number, creditedOn, amountFen, reason } = asked;
  const id = newId('crn');
  const moves = movesOfCredit({ orderId: order.id, parts, goesTo });
  const told = { id, payment: paymentId, number, creditedOn, amountFen, goesTo, parts };
  const { logIndex } = entry.append({
    type: CREDITED,
    subject: `order/${order.id}`,
    by: actor,
    body: {
      ...{ order: order.id, agency: order.agencyCode, state },
      ...(!order.isClassified && { creditNote: told, moves }),
    },
    sealed: { '/reason': reason, ...(order.isClassified && { [CREDIT_POINTER]: told, [MOVES_POINTER]: moves }) },
  });
  const { agencyCode } = order;
  const note: CreditNote = {
    ...{ id, paymentId, orderId: order.id, agencyCode, number, creditedOn, amountFen, goesTo, parts },
    ...{ recordedAt: at, logIndex },
  };
  await moveUnits(tx, [{ logIndex, keyId: actor.keyId, moves }]);
  await insertCreditNote(tx, { note, invoice });
  await updateOrder(tx, { ...order, state, logIndex });
  await freeFiling(entry, { order, note });
  return { payment, notes: [...notes, note], order: { ...order, state, logIndex }, note };
}

/** What the payment was made for: its supplier's credit note is recorded once, whatever was submitted since. */
async function submissionPaid(tx: Tx, { orderId, decisionId }: Payment): Promise<OrderSubmission> {
  const decision = await findDecision(tx, decisionId);
  if (!decision) throw new Error(`a payment of the order ${orderId} was never decided`);
  return (await getRevision(tx, orderId, decision.revision)).submission;
}

/** Of a classified order the log has what was credited as a commitment only. */
export const CREDIT_POINTER = '/creditNote';

/** A terminated order goes on using up the filed plan for what it spent, and for that only. */
async function freeFiling(
  { tx }: Governed,
  { order, note }: { readonly order: Order; readonly note: CreditNote },
): Promise<void> {
  if (order.state !== 'terminated') return;
  const contracted = await findContractedRevision(tx, order.id);
  const revision = contracted === undefined ? undefined : await findRevision(tx, order.id, contracted);
  if (revision?.planFiling) await usePlanFilings(tx, new Map([[revision.planFiling, -note.amountFen]]));
}
