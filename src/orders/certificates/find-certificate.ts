import type { Tx } from '../../db/index.ts';
import { findDecision, type ReadRecord, readRecord } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { type Actor, groupBy, type Instant, Refusal, text } from '../../kernel/index.ts';
import { findKeyAtHand, type KeyFolder } from '../../log/index.ts';
import { findReachedOrder, getRevision } from '../find-orders.ts';
import type { Order } from '../order.ts';
import { shownTo } from '../order-body.ts';
import { listOrdersById } from '../orders-repository.ts';
import { type CertificateClaims, type CertificateEnd, claimsOf, endOf, isApproval } from './certificate.ts';
import { endedRefusal } from './certificate-refusals.ts';
import { signClaims } from './certificate-token.ts';
import { type Redemption, redemptionOf } from './redemption.ts';
import { listRedemptions } from './redemptions-repository.ts';

interface DecisionToCertify {
  readonly order: Order;
  readonly record: ReadRecord;
  readonly origin: string;
}

/** What the certificate of a decision says, whatever has become of it; undefined when the decision gives none. */
export async function findClaims(
  tx: Tx,
  { order, record, origin }: DecisionToCertify,
): Promise<CertificateClaims | undefined> {
  const { expiresAt, revision } = record;
  if (!isApproval(record) || expiresAt === null) return undefined;
  const { submission } = await getRevision(tx, order.id, revision);
  return claimsOf({ origin, order, record, expiresAt, body: submission });
}

export interface CertificateQuestion {
  readonly actor: Actor;
  readonly decision: string;
  readonly at: Instant;
  readonly origin: string;
  readonly folder: KeyFolder;
  /** For the file of the purchase, which one that was redeemed belongs to as well. */
  readonly isForFile?: boolean;
}

export interface FoundCertificate {
  readonly order: Order;
  readonly record: ReadRecord;
  readonly claims: CertificateClaims;
  /** The compact JWS. */
  readonly token: string;
  /** What may be bought, as the reader may see it. */
  readonly submission: OrderSubmission;
  readonly redemption: Redemption | undefined;
  /** Why it is good no more, where it was asked for to be filed. */
  readonly end: CertificateEnd | undefined;
}

/**
 * The certificate of a decision, made anew from what is recorded and by the newest key at hand. Refused when the decision
 * gives none, and when what it gave has ended; for the file, one that has served is no refusal.
 */
export async function getCertificate(tx: Tx, question: CertificateQuestion): Promise<FoundCertificate> {
  const { actor, decision: id, at, origin, folder, isForFile = false } = question;
  const decision = await findDecision(tx, id);
  const order = decision && (await findReachedOrder(tx, actor, decision.orderId));
  if (!decision || !order) throw decisionNotFound();
  const record = await readRecord(tx, decision.logIndex);
  const claims = await findClaims(tx, { order, record, origin });
  if (!claims) throw noCertificate();
  const redemptions = await listRedemptions(tx, [order.id]);
  const redemption = redemptionOf({ redemptions }, id);
  const end = endOf({ order, redemptions }, record, at);
  const hasServed = redemption !== undefined || end === 'contracted';
  if (end && !(isForFile && hasServed)) throw endedRefusal(end);
  const { submission } = await getRevision(tx, order.id, record.revision);
  const token = signClaims(claims, await findKeyAtHand(tx, folder, 'certificate'));
  return { ...{ order, record, claims, token, redemption, end }, submission: shownTo(actor, order, submission) };
}

export interface StandingQuestion extends Pick<CertificateQuestion, 'at' | 'origin' | 'folder'> {
  readonly records: readonly ReadRecord[];
  /** What was submitted, by decision. */
  readonly submissions: ReadonlyMap<string, OrderSubmission>;
}

/**
 * The tokens of some decisions, by decision, for whoever is told of them; absent where a decision gives none, or what it gave
 * has ended since. As many statements for many as for one.
 */
export async function findCertificateTokens(
  tx: Tx,
  { records, submissions, at, origin, folder }: StandingQuestion,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(records.map(({ order }) => order))];
  const orders = new Map((await listOrdersById(tx, ids)).map((order) => [order.id, order]));
  const redeemed = groupBy(await listRedemptions(tx, ids), ({ orderId }) => orderId);
  const good = records.flatMap((record) => {
    const order = orders.get(record.order);
    const body = submissions.get(record.decision);
    const { expiresAt } = record;
    if (!order || !body || expiresAt === null || !isApproval(record)) return [];
    if (endOf({ order, redemptions: redeemed.get(order.id) }, record, at)) return [];
    return [claimsOf({ origin, order, record, expiresAt, body })];
  });
  if (good.length === 0) return new Map();
  const key = await findKeyAtHand(tx, folder, 'certificate');
  return new Map(good.map((claims) => [claims.jti, signClaims(claims, key)]));
}

function decisionNotFound(): Refusal {
  return new Refusal('not_found', 'decision.not_found', text('没有这项审核决定。', 'There is no such decision.'));
}

function noCertificate(): Refusal {
  const message = text(
    '此决定不产生放行证：只有通过订单的决定才有。',
    'This decision gives no certificate: only one that approves an order does.',
  );
  return new Refusal('not_found', 'certificate.none', message);
}
