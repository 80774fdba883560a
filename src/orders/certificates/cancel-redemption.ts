import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { ActResult } from '../act.ts';
import { type Batch, type KnownOrder, keepOrder } from '../batch/batch.ts';
import { endOrder, hasClosedLine } from '../batch/expire-order.ts';
import { hasLapsed } from '../order.ts';
import { isBuyer, openRedemption } from './redemption.ts';

export const CANCELLED = 'redemption.cancelled';

export interface RedemptionCancellation {
  readonly actor: Actor;
  /** The platform's own number of the purchase, as it was redeemed for. */
  readonly reference: string;
  readonly reason: string;
}

/**
 * The platform gives a purchase up. The certificate stays used: whoever wants to buy after all amends the order. It keeps what
 * it holds until its clearance would have ended, as if nobody had redeemed it; where that is over, or its line was closed, it
 * ends now.
 */
export function cancelRedemption(
  batch: Batch,
  known: KnownOrder,
  { actor, ...said }: RedemptionCancellation,
): ActResult {
  const { entry, writes } = batch;
  const { order } = known;
  const open = openRedemption(known);
  if (!open) return { kind: 'refused', refusal: notRedeemed() };
  if (!isBuyer(open, actor)) return { kind: 'refused', refusal: notYours() };
  if (open.reference !== said.reference) return { kind: 'refused', refusal: otherPurchase() };
  const { decisionId: decision, revision, clearanceEndsAt: expiresAt } = open;
  const { logIndex } = entry.append({
    type: CANCELLED,
    subject: `order/${order.id}`,
    by: actor,
    body: { order: order.id, agency: order.agencyCode, decision, revision, expiresAt },
    sealed: { '/reason': said.reason },
  });
  const cancelled = { ...open, cancelledAt: entry.at, cancelledIndex: logIndex };
  writes.cancelled.push(cancelled);
  const after: KnownOrder = {
    ...known,
    order: { ...order, expiresAt, logIndex },
    redemptions: known.redemptions.map((one) => (one === open ? cancelled : one)),
  };
  keepOrder(batch, after);
  const isOver = hasLapsed(after.order, entry.at) || hasClosedLine(batch, after);
  if (!isOver) return { kind: 'changed', order: after, logIndex };
  const ending = { state: 'expired', type: 'order.expired', cause: 'lapse', by: null } as const;
  return { kind: 'changed', order: endOrder(batch, after, ending), logIndex };
}

function notRedeemed(): Refusal {
  const message = text('没有平台正在采购该订单。', 'No platform is buying for this order.');
  return new Refusal('conflict', 'redemption.none', message);
}

function notYours(): Refusal {
  const message = text(
    '只有核销该放行证的平台才能取消采购。',
    'Only the platform that redeemed the certificate cancels the purchase.',
  );
  return new Refusal('forbidden', 'redemption.not_yours', message);
}

function otherPurchase(): Refusal {
  const message = text(
    '采购编号与核销放行证时的不一致。',
    'The certificate was redeemed for a purchase with another number.',
  );
  return new Refusal('unprocessable', 'redemption.reference', message, [{ pointer: '/reference', message: '' }]);
}
