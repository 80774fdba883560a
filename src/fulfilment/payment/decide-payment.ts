import type { AgencyFacts } from '../../agencies/index.ts';
import { type Gathered, NOTHING_GATHERED } from '../../facts/index.ts';
import { type Actor, addFen, dayOf, subtractFen, ZERO_FEN } from '../../kernel/index.ts';
import {
  type ActResult,
  type Answer,
  type Batch,
  type Contribution,
  judgeOrder,
  type KnownOrder,
  keptIn,
  recordFulfilment,
  type StandingRevision,
} from '../../orders/index.ts';
import { PAYMENTS } from './load-payment-progress.ts';
import { type AskedPart, paidParts, unregisteredOf } from './paid-parts.ts';
import { type Payment, type PaymentProgress, recordedPayment, supplierInvoice } from './payment.ts';
import { contributionAfter, movesOfLeftSeats, movesOfPayment, type Settlement } from './settlement.ts';

/** A payment as it is asked for, in whole fen. */
export interface PaymentRequest extends Pick<Payment, 'invoiceNumber' | 'invoiceOn' | 'amountFen' | 'isFinal'> {
  readonly parts: readonly AskedPart[];
}

/** An order under contract with all that a payment of it is judged by. */
export interface PayableOrder extends PaymentProgress {
  readonly known: KnownOrder;
  readonly standing: StandingRevision;
  readonly contribution: Contribution;
}

export interface PaymentToDecide {
  readonly actor: Actor;
  readonly payable: PayableOrder;
  readonly asked: PaymentRequest;
  /** How it would be met, if it is approved. */
  readonly settlement: Settlement;
}

/** The order as the batch knows it, ready to be paid. */
export function payableOrder(batch: Batch, known: KnownOrder): PayableOrder {
  const { standing, contribution, order } = known;
  const ofOrder = keptIn(batch, PAYMENTS).paying.get(order.id);
  if (!standing || !contribution || !ofOrder) throw new Error(`nothing of the order ${order.id} is under contract`);
  return { ...ofOrder, known, standing, contribution };
}

/** Judges a payment by the rules of its stage. Approved, its money is spent; otherwise it is recorded and nothing moves. */
export async function decidePayment(batch: Batch, toDecide: PaymentToDecide): Promise<ActResult> {
  const { books, entry, ruleSet, deps } = batch;
  const { known, standing } = toDecide.payable;
  const agency = books.agencies.get(known.order.agencyCode);
  if (!agency) throw new Error(`the order ${known.order.id} is of an unknown agency`);
  const gathered = gatherPayment(toDecide, agency);
  const days = { submittedOn: dayOf(standing.submittedAt), decidedOn: entry.on };
  const answer = await judgeOrder({
    ...{ stage: 'payment', ruleSet, body: standing.body, agency, gathered, ...days },
    screening: deps.screening(),
  });
  return record(batch, { ...toDecide, gathered, answer, ...settled(toDecide, answer) });
}

function gatherPayment({ payable, asked }: PaymentToDecide, agency: AgencyFacts): Gathered {
  const { known, standing, contribution, progress, paid } = payable;
  const { invoiceOn, amountFen, isFinal, parts } = asked;
  if (known.firstApprovedAt === null) throw new Error(`the order ${known.order.id} was never approved, yet it is paid`);
  return {
    ...NOTHING_GATHERED,
    agency,
    payment: {
      ...{ invoiceOn, amountFen, approvedOn: dayOf(known.firstApprovedAt) },
      parts: paidParts({ body: standing.body, progress, paid, parts }),
      unregistered: isFinal ? unregisteredOf(standing.body, progress) : null,
      encumbered: encumberedIn(contribution),
    },
  };
}

/** By budget line; those with nothing left to pay from are left out. */
function encumberedIn({ budget, spent }: Contribution) {
  const left = [...budget].map(([line, amount]) => [line, subtractFen(amount, spent.get(line) ?? ZERO_FEN)] as const);
  return Object.fromEntries(left.filter(([, amount]) => amount > 0).sort());
}

function settled({ payable, settlement, asked }: PaymentToDecide, { judgement }: Answer) {
  const { id } = payable.known.order;
  const isApproved = judgement.outcome === 'approved';
  const left = asked.isFinal ? movesOfLeftSeats(id, payable.contribution) : [];
  const moves = isApproved ? [...movesOfPayment(id, settlement), ...left] : [];
  return { isApproved, moves, after: contributionAfter(payable.contribution, moves) };
}

interface DecidedPayment extends PaymentToDecide, ReturnType<typeof settled> {
  readonly gathered: Gathered;
  readonly answer: Answer;
}

function record(batch: Batch, decided: DecidedPayment): ActResult {
  const { actor, payable, asked, gathered, answer, moves, after, isApproved } = decided;
  const { known, standing } = payable;
  const payment = paymentOf(batch, decided);
  const result = recordFulfilment(batch, {
    ...{ known, actor, stage: 'payment', gathered, ...answer, moves, after },
    state: isApproved && asked.isFinal ? 'closed' : stateUnderContract(known),
    told: { budget: after.budget, waivers: after.waivers },
    about: { payment: recordedPayment(payment) },
  });
  const { decision: decisionId, logIndex } = result.record;
  const { invoiceNumber } = asked;
  const invoice = isApproved && invoiceNumber !== null ? supplierInvoice(standing.body, invoiceNumber) : null;
  const { paidInvoices, toWrite } = keptIn(batch, PAYMENTS);
  if (invoice !== null) paidInvoices.push(invoice);
  toWrite.push({ payment: { ...payment, decisionId, logIndex }, invoice });
  return result;
}

function paymentOf({ entry, deps }: Batch, decided: DecidedPayment): Payment {
  const { payable, asked, answer, settlement, isApproved } = decided;
  const { id: orderId, agencyCode } = payable.known.order;
  const { invoiceNumber, invoiceOn, amountFen, isFinal } = asked;
  const unpaid = asked.parts.map(({ part, quantity, amountFen: amount }) => {
    return { part, quantity, amountFen: amount, funding: [] };
  });
  const released = isApproved ? settlement.released : [];
  return {
    ...{ id: deps.newId('pay'), orderId, agencyCode, sequence: payable.payments + 1 },
    ...{ invoiceNumber, invoiceOn, amountFen, isFinal, outcome: answer.judgement.outcome },
    releasedFen: released.reduce((sum, each) => addFen(sum, each.amountFen), ZERO_FEN),
    parts: isApproved ? settlement.parts : unpaid,
    ...{ decisionId: '', decidedAt: entry.at, logIndex: entry.nextIndex() },
  };
}

function stateUnderContract({ order }: KnownOrder): 'contracted' | 'accepted' {
  if (order.state === 'contracted' || order.state === 'accepted') return order.state;
  throw new Error(`the order ${order.id} is ${order.state}, yet it is paid`);
}
