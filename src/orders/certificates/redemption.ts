import type { Actor, CivilDate, Instant } from '../../kernel/index.ts';
import type { Order } from '../order.ts';

/** A certificate that a platform has used: it buys the order, and the contract is due. */
export interface Redemption {
  readonly decisionId: string;
  readonly orderId: string;
  readonly agencyCode: string;
  readonly revision: number;
  /** The platform's own number of the purchase. */
  readonly reference: string;
  readonly at: Instant;
  readonly by: Pick<Actor, 'keyId' | 'personId'>;
  readonly contractDueOn: CivilDate;
  /** When the clearance would have ended that it has ended: so long the order keeps what it holds if the platform cancels. */
  readonly clearanceEndsAt: Instant;
  readonly logIndex: number;
  readonly cancelledAt: Instant | null;
  /** The leaf of the cancellation. */
  readonly cancelledIndex: number | null;
}

/** What a platform asks for that brings a certificate. */
export interface RedemptionRequest {
  readonly actor: Actor;
  /** The decision and the revision that the certificate names. */
  readonly decision: string;
  readonly revision: number;
  /** The platform's own number of the purchase. */
  readonly reference: string;
}

interface RedeemedOrder {
  readonly redemptions?: readonly Redemption[] | undefined;
}

/** The use of the certificate of one decision. A certificate is used once, whatever becomes of it. */
export function redemptionOf({ redemptions = [] }: RedeemedOrder, decisionId: string): Redemption | undefined {
  return redemptions.find((redemption) => redemption.decisionId === decisionId);
}

/** What a platform is buying for the order now: what stands is what it redeemed. There is one at most. */
export function openRedemption({
  order,
  redemptions = [],
}: RedeemedOrder & { readonly order: Pick<Order, 'standingRevision'> }): Redemption | undefined {
  return redemptions.find(({ cancelledAt, revision }) => cancelledAt === null && revision === order.standingRevision);
}

/** The last one, cancelled or not. */
export function lastRedemption({ redemptions = [] }: RedeemedOrder): Redemption | undefined {
  return redemptions.at(-1);
}

/**
 * Whether the same platform asks again for the same purchase, as after an answer that was lost. Only the same key is surely of
 * the same platform: a person may own keys of several, and two of them may use one number.
 */
export function isSameUse(
  { by, reference }: Redemption,
  asked: Pick<RedemptionRequest, 'actor' | 'reference'>,
): boolean {
  return by.keyId === asked.actor.keyId && reference === asked.reference;
}

/**
 * Whether a purchase is the caller's to give up: redeemed by its key, or by one of the same owner, since keys are changed while
 * a purchase goes on. A platform that calls back does so without a key, and shows itself by the number of the purchase.
 */
export function isBuyer({ by }: Redemption, { keyId, personId }: Pick<Actor, 'keyId' | 'personId'>): boolean {
  return personId === null || by.keyId === keyId || by.personId === personId;
}
