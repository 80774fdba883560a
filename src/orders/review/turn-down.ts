import type { Actor } from '../../kernel/index.ts';
import { type Batch, type KnownOrder, keepOrder } from '../batch/batch.ts';
import { endOrder } from '../batch/expire-order.ts';
import { leaveReview } from './note-review.ts';

export interface TurnDownRequest {
  readonly actor: Actor;
  readonly reason: string;
}

export const TURNED_DOWN = 'order.turned-down';

/**
 * Ends a review with a no: a referred order gives everything back and is rejected. Where an earlier revision stands, only
 * the referred one is turned down, and what stands goes on standing.
 */
export function turnDown(batch: Batch, known: KnownOrder, { actor, reason }: TurnDownRequest): KnownOrder {
  const sealed = { '/reason': reason };
  if (known.order.state === 'referred') {
    return endOrder(batch, known, { state: 'rejected', type: TURNED_DOWN, cause: 'release', by: actor, sealed });
  }
  const { order } = known;
  const { logIndex } = batch.entry.append({
    type: TURNED_DOWN,
    subject: `order/${order.id}`,
    by: actor,
    body: { order: order.id, agency: order.agencyCode, revision: order.latestRevision },
    sealed,
  });
  leaveReview(batch, order.id, logIndex);
  const turnedDown: KnownOrder = { ...known, order: { ...order, outcome: 'rejected', logIndex } };
  keepOrder(batch, turnedDown);
  return turnedDown;
}
