import type { AnswerOf } from '../../http/operation.ts';
import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import type { ActResult } from '../act.ts';
import { keepBatchCache } from '../batch/batch-cache.ts';
import type { DecideDeps } from '../batch/decide-deps.ts';
import { decideWithin } from '../batch/decide-orders.ts';

interface ReviewedOrder {
  readonly orderId: string;
  /** Who asked for the waiver, in whose name the order is decided. */
  readonly actor: Actor;
}

/**
 * Decides an order again in the transaction that granted its review. Where that is refused as things stand, the waiver
 * stands all the same. Nothing is remembered for later batches: a trial is taken back.
 */
export async function decideAfterWaiver(
  entry: Governed,
  deps: DecideDeps,
  { orderId, actor }: ReviewedOrder,
): Promise<ActResult> {
  const once = { ...deps, batchCache: keepBatchCache() };
  const [result] = await decideWithin(entry, once, [{ kind: 'decide-reviewed', actor, orderId }]);
  if (!result) throw new Error('an act has a result');
  return result;
}

type DecidedAgainBody = NonNullable<AnswerOf<'createWaiver', 201>['decidedAgain']>;

/** What has become of the order, or why it was not decided. */
export function toDecidedAgainBody(result: ActResult): DecidedAgainBody {
  switch (result.kind) {
    case 'decided': {
      const { decision, outcome, logIndex } = result.record;
      return { state: result.order.order.state, decision, outcome, logIndex, refusal: null };
    }
    case 'refused': {
      const { code, text } = result.refusal;
      return { ...NOT_DECIDED, refusal: { code, text } };
    }
    case 'changed':
      throw new Error('an order that was reviewed is decided or refused');
  }
}

const NOT_DECIDED = { state: null, decision: null, outcome: null, logIndex: null };
