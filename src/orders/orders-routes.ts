import { findActedAt } from '../access/index.ts';
import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import { listDecisions, readRecords, toDecisionBody } from '../decisions/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf } from '../http/etag.ts';
import type { AnswerOf, Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../http/paging.ts';
import type { Actor } from '../kernel/index.ts';
import { loadRuleSet } from '../rules/index.ts';
import type { ActResult, OrderAct } from './act.ts';
import type { Certifier } from './certificates/certificates-routes.ts';
import { type CheckDeps, checkOrder } from './decide/check-order.ts';
import { getReachedOrder, getRevision } from './find-orders.ts';
import { listOrderEvents } from './history/list-order-events.ts';
import { decidesOnRevision, orderNotFound } from './order.ts';
import { shownTo, toCheckBody, toOrderBody } from './order-body.ts';
import { batchHandler } from './queue/batch-handler.ts';
import { orderTarget } from './queue/order-request.ts';
import type { SubmissionQueue } from './queue/submission-queue.ts';

export interface OrdersDeps extends CheckDeps {
  readonly queue: SubmissionQueue;
  readonly certifier: Certifier;
}

/** Everything about orders and their life that this stage of the gate knows. */
export function ordersRoutes(db: Database, deps: OrdersDeps): Handlers {
  const { queue, certifier } = deps;

  const check: Handler<'checkOrder'> = async (req, res) => {
    const question = { actor: actorOf(req), body: req.body, amends: req.query.order ?? null };
    const result = await inSnapshot(db, (tx) => checkOrder(tx, deps, question));
    res.status(200).json(toCheckBody(result));
  };

  const submit: Handler<'submitOrder'> = async (req, res) => {
    const actor = actorOf(req);
    const act: OrderAct = { kind: 'submit', actor, body: req.body };
    const { body, isRecalled, etag, location } = await queue.putPrepared(act, certified(certifier, actor));
    res
      .status(isRecalled ? 200 : 201)
      .set('ETag', etag)
      .set('Location', location)
      .json(body);
  };

  const amend: Handler<'amendOrder'> = async (req, res) => {
    const actor = actorOf(req);
    const act: OrderAct = { kind: 'amend', body: req.body, ...orderTarget('amendOrder', req, actor) };
    const { body, etag, location } = await queue.putPrepared(act, certified(certifier, actor));
    res.status(201).set('ETag', etag).set('Location', location).json(body);
  };

  const decideAgain: Handler<'decideOrderAgain'> = async (req, res) => {
    const actor = actorOf(req);
    const act: OrderAct = { kind: 'decide-again', ...orderTarget('decideOrderAgain', req, actor) };
    const { body, etag, location } = await queue.putPrepared(act, certified(certifier, actor));
    res.status(201).set('ETag', etag).set('Location', location).json(body);
  };

  const withdraw: Handler<'withdrawOrder'> = async (req, res) => {
    const actor = actorOf(req);
    const act: OrderAct = { kind: 'withdraw', reason: req.body.reason, ...orderTarget('withdrawOrder', req, actor) };
    const result = await queue.put(act);
    if (result.kind === 'refused') throw result.refusal;
    res.status(200).set('ETag', etagOf(result.order.order.logIndex)).json(toOrderBody(result.order, actor));
  };

  return {
    checkOrder: check,
    submitOrder: submit,
    submitOrders: batchHandler(queue, certifier),
    amendOrder: amend,
    decideOrderAgain: decideAgain,
    withdrawOrder: withdraw,
    turnDownOrder: turnDownRoute(queue),
    ...readingRoutes(db),
  };
}

function turnDownRoute(queue: SubmissionQueue): Handler<'turnDownOrder'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const act: OrderAct = { kind: 'turn-down', reason: req.body.reason, ...orderTarget('turnDownOrder', req, actor) };
    const result = await queue.put(act);
    if (result.kind === 'refused') throw result.refusal;
    res.status(200).set('ETag', etagOf(result.order.order.logIndex)).json(toOrderBody(result.order, actor));
  };
}

/** Shapes a decided order; a refusal of the queue becomes the problem of this request. */
export function decided(actor: Actor, result: ActResult) {
  if (result.kind === 'refused') throw result.refusal;
  if (result.kind !== 'decided') throw new Error('an act that decides has decided nothing');
  const { order, record, ruleSet, isRecalled } = result;
  const body: AnswerOf<'submitOrder', 201> = {
    order: toOrderBody(order, actor),
    decision: toDecisionBody(record, ruleSet, actor),
  };
  return { body, isRecalled, etag: etagOf(order.order.logIndex), location: `/v1/orders/${order.order.id}` };
}

/** The same with the certificate of what was approved. */
function certified(certifier: Certifier, actor: Actor) {
  return async (result: ActResult) => {
    const answer = decided(actor, result);
    const { order, decision } = answer.body;
    const certificate = await certifier.certify(result);
    return { ...answer, body: { order, decision: { ...decision, certificate } } };
  };
}

function readingRoutes(db: Database): Handlers {
  const getOrderRevision: Handler<'getOrderRevision'> = async (req, res) => {
    const body = await inSnapshot(db, (tx) => revisionBody(tx, actorOf(req), req.params));
    res.status(200).json(body);
  };

  const listOf: Handler<'listOrderDecisions'> = async (req, res) => {
    const limit = limitOf(req.query);
    const [after = -1] = cursorOf(req.query, ['number']) ?? [];
    const page = await inSnapshot(db, async (tx) => {
      const actor = actorOf(req);
      const order = await getReachedOrder(tx, actor, req.params.id);
      const rows = await listDecisions(tx, { orderId: order.id, after: Number(after), limit: limit + 1 });
      const { items, next } = pageOf(rows, limit, (row) => [row.logIndex]);
      const bodies = [];
      const indexes = items.map(({ logIndex }) => logIndex);
      const actedAt = await findActedAt(tx, actor, indexes);
      for (const record of await readRecords(tx, indexes)) {
        const body = toDecisionBody(record, await loadRuleSet(tx, record.ruleSet), actor);
        bodies.push({ ...body, actedBy: actedAt(record.logIndex) });
      }
      return { items: bodies, next };
    });
    res.status(200).json(page);
  };

  const listEvents: Handler<'listOrderEvents'> = async (req, res) => {
    const actor = actorOf(req);
    const limit = limitOf(req.query);
    const [after = -1] = cursorOf(req.query, ['number']) ?? [];
    const events = await inSnapshot(db, async (tx) => {
      const order = await getReachedOrder(tx, actor, req.params.id);
      return listOrderEvents(tx, { actor, order, after: Number(after), limit });
    });
    const { items, next } = pageOf(events, limit, ({ logIndex }) => [logIndex]);
    res.status(200).json({ items: [...items], next });
  };

  return { getOrderRevision, listOrderDecisions: listOf, listOrderEvents: listEvents };
}

async function revisionBody(
  tx: Tx,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number },
): Promise<AnswerOf<'getOrderRevision', 200>> {
  const order = await getReachedOrder(tx, actor, id);
  const found = await getRevision(tx, id, revision);
  const decisions = await listDecisions(tx, { orderId: id, after: -1, limit: 10_000 });
  const decision = decisions.findLast(
    (candidate) => candidate.revision === revision && decidesOnRevision(candidate.stage),
  );
  if (!decision) throw orderNotFound();
  // What was classified once stays so, even if a later revision is not.
  const isClassified = order.isClassified || found.submission.classified === true;
  return {
    orderId: id,
    revision,
    stands: order.state !== 'referred' && order.standingRevision === revision,
    submittedAt: found.submittedAt,
    stage: decision.stage,
    outcome: decision.outcome,
    decisionId: decision.id,
    digest: found.bodyDigest,
    submission: shownTo(actor, { isClassified }, found.submission),
  };
}
