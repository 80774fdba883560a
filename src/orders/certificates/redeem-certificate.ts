import { addDays, dayOf } from '../../kernel/index.ts';
import type { ActResult } from '../act.ts';
import { type Batch, type KnownOrder, keepOrder } from '../batch/batch.ts';
import { type CertificateEnd, endOf } from './certificate.ts';
import { endedRefusal } from './certificate-refusals.ts';
import { isSameUse, type Redemption, type RedemptionRequest, redemptionOf } from './redemption.ts';

export const REDEEMED = 'certificate.redeemed';

/**
 * Uses a certificate, once. It ends the clearance: from now on the contract is due, and the order keeps its money and seats
 * without an end. The same platform may ask again for the same purchase, after an answer that it never got.
 */
export function redeemCertificate(batch: Batch, known: KnownOrder, redeeming: RedemptionRequest): ActResult {
  const { entry, writes } = batch;
  const { decision, revision } = redeeming;
  const used = redemptionOf(known, decision);
  const end = endOf(known, { decision, revision }, entry.at);
  if (used && end && GOES_ON.has(end) && isSameUse(used, redeeming)) {
    return { kind: 'changed', order: known, logIndex: used.logIndex, isRepeated: true };
  }
  if (end) return { kind: 'refused', refusal: endedRefusal(end) };
  const redemption = appendRedemption(batch, known, redeeming);
  writes.redeemed.push(redemption);
  const order = { ...known.order, expiresAt: null, logIndex: redemption.logIndex };
  const redeemed: KnownOrder = { ...known, order, redemptions: [...known.redemptions, redemption] };
  keepOrder(batch, redeemed);
  return { kind: 'changed', order: redeemed, logIndex: redemption.logIndex };
}

/** The purchase is under way, or has its contract. */
const GOES_ON: ReadonlySet<CertificateEnd> = new Set(['redeemed', 'contracted']);

function appendRedemption({ entry, deps }: Batch, { order }: KnownOrder, redeeming: RedemptionRequest): Redemption {
  const { actor, decision, revision, reference } = redeeming;
  const { expiresAt: clearanceEndsAt } = order;
  if (clearanceEndsAt === null) throw new Error(`the clearance of the order ${order.id} has ended already`);
  const contractDueOn = addDays(dayOf(entry.at), deps.contractDays);
  const { logIndex } = entry.append({
    type: REDEEMED,
    subject: `order/${order.id}`,
    by: actor,
    body: {
      ...{ order: order.id, agency: order.agencyCode, decision, revision, contractDueOn, clearanceEndsAt },
      ...(!order.isClassified && { reference }),
    },
    ...(order.isClassified && { sealed: { [REFERENCE_POINTER]: reference } }),
  });
  return {
    ...{ decisionId: decision, orderId: order.id, agencyCode: order.agencyCode, revision, reference },
    ...{ at: entry.at, by: actor, contractDueOn, clearanceEndsAt, logIndex, cancelledAt: null, cancelledIndex: null },
  };
}

/** Where a classified order was bought is in the log as a commitment only. */
export const REFERENCE_POINTER = '/reference';
