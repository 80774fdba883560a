import type { OrderSubmission } from '../../facts/index.ts';
import { type Actor, Refusal, reaches, text } from '../../kernel/index.ts';
import { orderRedeemed } from '../certificates/certificate-refusals.ts';
import { openRedemption } from '../certificates/redemption.ts';
import { openContract } from '../contract/contract-stage.ts';
import { isAllowed, isSeenBy, type OrderStep, stateRefusal } from '../order.ts';
import type { KnownOrder } from './batch.ts';
import type { Books } from './books.ts';

/** Why an act cannot be done to an order as it stands, whatever it says. */
export function refusalOfAct(act: OrderStep, known: KnownOrder): Refusal | undefined {
  if (!isAllowed(act, known.order)) return stateRefusal(known.order);
  return isBehindPlatform(act, known) ? orderRedeemed() : undefined;
}

/** An amendment is the same order: another agency or reference would be another one. */
export function refusalOfIdentity(
  { order }: KnownOrder,
  body: Pick<OrderSubmission, 'agencyCode' | 'reference'>,
): Refusal | undefined {
  const errors = [
    ...(body.agencyCode === order.agencyCode ? [] : [{ pointer: '/agencyCode', message: '' }]),
    ...(body.reference === order.reference ? [] : [{ pointer: '/reference', message: '' }]),
  ];
  if (errors.length === 0) return undefined;
  const says = text('变更不能更改订单的单位和编号。', 'An amendment keeps the agency and the reference of its order.');
  return new Refusal('unprocessable', 'order.identity', says, errors);
}

/**
 * What would take from a platform what it is buying. The contract, and deciding on it once more, is what the platform waits
 * for; turning down an amendment that was referred before leaves alone what it bought.
 */
function isBehindPlatform(act: OrderStep, known: KnownOrder): boolean {
  if (known.order.state !== 'approved' || !openRedemption(known)) return false;
  return act === 'withdraw' || act === 'amend' || (act === 'decide-again' && !openContract(known));
}

interface HasBooks {
  readonly books: Pick<Books, 'agencies'>;
}

export function isReached(at: HasBooks, actor: Actor, known: Pick<KnownOrder, 'order'>): boolean {
  return isSeenBy(actor, known.order) && isWithin(at, actor, known);
}

export function isWithin({ books }: HasBooks, { grant }: Actor, { order }: Pick<KnownOrder, 'order'>): boolean {
  const agency = books.agencies.get(order.agencyCode);
  return agency !== undefined && reaches(grant, agency);
}
