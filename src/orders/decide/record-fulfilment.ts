import { canonicalJson } from '../../kernel/index.ts';
import type { DecidedOrder } from '../act.ts';
import { type Batch, type KnownOrder, keepOrder } from '../batch/batch.ts';
import { removeFromBooks } from '../batch/books.ts';
import { type DecisionToRecord, recordDecision } from './record-decision.ts';

/** A decision on what came of an order under contract: on a delivery or on a payment. */
export interface FulfilmentToRecord extends Omit<DecisionToRecord, 'head' | 'body' | 'canonicalBody' | 'undertakings'> {
  readonly known: KnownOrder;
  readonly stage: 'acceptance' | 'payment';
  /** How the order stands afterwards. */
  readonly state: NonNullable<DecisionToRecord['head']['state']>;
}

/** Records a decision on a fulfilment. No revision is decided: the order only changes its state, and what it takes. */
export function recordFulfilment(batch: Batch, { known, stage, state, ...decided }: FulfilmentToRecord): DecidedOrder {
  const { order, standing, contribution } = known;
  if (!standing || order.standingRevision === null) {
    throw new Error(`nothing of the order ${order.id} stands, yet it is fulfilled`);
  }
  removeFromBooks(batch.books, { orderId: order.id, agencyCode: order.agencyCode, contribution });
  const record = recordDecision(batch, {
    ...decided,
    head: {
      order: order.id,
      agency: order.agencyCode,
      stage,
      revision: order.standingRevision,
      previousDecision: order.decisionId,
      isClassified: order.isClassified,
      submittedAt: standing.submittedAt,
      expiresAt: null,
      state,
    },
    body: standing.body,
    canonicalBody: canonicalJson(standing.body),
  });
  const { logIndex } = record;
  const fulfilled: KnownOrder = { ...known, contribution: decided.after, order: { ...order, state, logIndex } };
  keepOrder(batch, fulfilled);
  return { kind: 'decided', order: fulfilled, record, ruleSet: batch.ruleSet, isRecalled: false };
}
