import { randomUUID } from 'node:crypto';
import { findActedAt, type SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot, inTrial, type Tx } from '../../db/index.ts';
import { toDecisionBody } from '../../decisions/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { inputDigestOf } from '../../http/input-digest.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageEnding, pageOf, placeIn } from '../../http/paging.ts';
import { type Actor, addDays, civilDate, dayOf, formatYuan, parseYuan } from '../../kernel/index.ts';
import {
  type ActResult,
  type DecideDeps,
  decided,
  decideOrders,
  getReachedOrder,
  orderTarget,
  type SubmissionQueue,
} from '../../orders/index.ts';
import { listUnregistered } from '../delivery/list-unregistered.ts';
import { getPayment, listPayments, type ReadPayment } from './find-payments.ts';
import { sumByLine } from './payment.ts';
import {
  askedParts,
  type CreditNoteStatement,
  isMaskedFor,
  type PaymentStatement,
  toCreditNoteBody,
  toFundedBody,
  toPaymentBody,
} from './payment-body.ts';
import { paymentStep } from './payment-step.ts';
import { recordCreditNote } from './record-credit-note.ts';

export interface PaymentsDeps extends DecideDeps {
  readonly queue: SubmissionQueue;
}

/** Invoices of orders under contract, through the same queue as everything that decides. */
export function paymentsRoutes(db: Database, deps: PaymentsDeps): Handlers {
  const pay: Handler<'payOrder'> = async (req, res) => {
    const actor = actorOf(req);
    if (req.query.dryRun === true) {
      const plan = await planPayment(db, deps, { actor, orderId: req.params.id, statement: req.body });
      return void res.status(200).json(plan);
    }
    const step = paymentStep(actor, req.body);
    const result = await deps.queue.put({ kind: 'fulfil', ...step, ...orderTarget('payOrder', req, actor) });
    const { body, etag } = decided(actor, result);
    const id = paymentIn(result).id;
    const read = await inSnapshot(db, (tx) => getPayment(tx, actor, id));
    res
      .status(201)
      .set('ETag', etag)
      .set('Location', `/v1/payments/${id}`)
      .json({ ...body, payment: toBody(read, actor) });
  };

  const list: Handler<'listPayments'> = async (req, res) => {
    const actor = actorOf(req);
    const limit = limitOf(req.query);
    const [after = 0] = cursorOf(req.query, ['number']) ?? [];
    const page = { actor, orderId: req.params.id, after: Number(after), limit: limit + 1 };
    const shown = await inSnapshot(db, async (tx) => {
      const { items, next } = pageOf(await listPayments(tx, page), limit, ({ payment }) => [payment.sequence]);
      return { items: await namedBodies(tx, actor, items), next };
    });
    res.status(200).json(shown);
  };

  const get: Handler<'getPayment'> = async (req, res) => {
    const actor = actorOf(req);
    const [body] = await inSnapshot(db, async (tx) =>
      namedBodies(tx, actor, [await getPayment(tx, actor, req.params.id)]),
    );
    if (!body) throw new Error('a payment that was read is not shown');
    res.status(200).json(body);
  };

  return { payOrder: pay, listPayments: list, getPayment: get };
}

/** Orders whose goods are still not in the registers, which a reader can page through as well. */
export function unregisteredReads({ db, clock }: Pick<PaymentsDeps, 'clock'> & { readonly db: Database }): Handlers {
  const unregistered: Handler<'listUnregisteredOrders'> = async (req, res) => {
    const { grant } = actorOf(req);
    const acceptedUntil = addDays(dayOf(clock()), -REGISTERED_WITHIN_DAYS);
    const { agencyCode } = req.query;
    const after = placeIn(req.query, ['string', 'string']);
    const question = { grant, agencyCode, acceptedUntil, after, limit: limitOf(req.query) };
    const { orders, next } = await inSnapshot(db, (tx) => listUnregistered(tx, question));
    res.status(200).json(pageEnding([...orders], next));
  };
  return { listUnregisteredOrders: unregistered };
}

/** From the first acceptance on (ACC-02). */
const REGISTERED_WITHIN_DAYS = 30;

function toBody({ payment, notes, order }: ReadPayment, reader: Actor) {
  return toPaymentBody({ payment, notes, isMasked: isMaskedFor(order, reader) });
}

/** The same with who recorded each payment and credit note. */
async function namedBodies(tx: Tx, reader: Actor, payments: readonly ReadPayment[]) {
  const leaves = payments.flatMap(({ payment, notes }) => [payment.logIndex, ...notes.map(({ logIndex }) => logIndex)]);
  const actedAt = await findActedAt(tx, reader, leaves);
  return payments.map((read) => {
    const body = toBody(read, reader);
    const creditNotes = body.creditNotes.map((note) => ({ ...note, actedBy: actedAt(note.logIndex) }));
    return { ...body, creditNotes, actedBy: actedAt(body.logIndex) };
  });
}

interface PaymentToPlan {
  readonly actor: Actor;
  readonly orderId: string;
  readonly statement: PaymentStatement;
}

/** The payment itself, in a transaction that is taken back: it is refused and judged as it would be now. */
async function planPayment(
  db: Database,
  deps: DecideDeps,
  { actor, orderId, statement }: PaymentToPlan,
): Promise<AnswerOf<'payOrder', 200>> {
  const inputDigest = inputDigestOf({ params: { id: orderId }, query: {}, body: statement });
  const asking = { operation: 'payOrder', actor, key: randomUUID(), inputDigest };
  const [result] = await inTrial(db, async (tx) => {
    const { logIndex } = await getReachedOrder(tx, actor, orderId);
    const step = paymentStep(actor, statement);
    return decideOrders(tx, deps, [{ kind: 'fulfil', ...step, actor, orderId, ifMatch: logIndex, asking }]);
  });
  if (result?.kind === 'refused') throw result.refusal;
  if (result?.kind !== 'decided') throw new Error('a payment that was tried was not decided');
  return plannedBody(result, actor);
}

type DecidedPayment = Extract<ActResult, { readonly kind: 'decided' }>;

function plannedBody({ record, ruleSet, order }: DecidedPayment, actor: Actor): AnswerOf<'payOrder', 200> {
  const {
    stage,
    outcome,
    findings,
    indeterminate,
    rules,
    budget,
    register,
    ruleSet: named,
  } = toDecisionBody(record, ruleSet, actor);
  const payment = paymentIn({ record });
  return {
    decision: {
      id: null,
      orderId: null,
      stage,
      outcome,
      ruleSet: named,
      findings,
      indeterminate,
      rules,
      budget,
      register,
    },
    budget: sumByLine(payment.parts).map(toFundedBody),
    released: formatYuan(payment.releasedFen),
    state: order.order.state,
  };
}

function paymentIn(result: ActResult | Pick<DecidedPayment, 'record'>) {
  const payment = 'record' in result ? result.record.detail.payment : undefined;
  if (!payment) throw new Error('a decision on a payment names no payment');
  return payment;
}

/** A credit note always takes two people of the finance bureau. */
export function paymentsActs(deps: DecideDeps): SignedActs {
  return {
    creditPayment: {
      reach: 'stated',
      agencies: async (tx, { actor, params }) => [(await getPayment(tx, actor, params.id ?? '')).payment.agencyCode],
      act: async (entry, { actor, params, body }) => {
        const toRecord = { actor, paymentId: params.id ?? '', asked: askedCredit(body) };
        const { note, order } = await recordCreditNote(entry, deps, toRecord);
        return {
          status: 201,
          location: `/v1/payments/${note.paymentId}`,
          body: toCreditNoteBody(note, isMaskedFor(order, actor)),
        };
      },
    },
  };
}

function askedCredit(statement: CreditNoteStatement) {
  const { number, creditedOn, amount, reason } = statement;
  return {
    ...{ number, reason, creditedOn: civilDate(creditedOn), amountFen: parseYuan(amount) },
    parts: askedParts(statement),
  };
}
