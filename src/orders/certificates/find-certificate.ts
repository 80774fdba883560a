import type { Tx } from '../../db/index.ts';
import { findDecision, type ReadRecord, readRecord } from '../../decisions/index.ts';
import { type Actor, type Instant, Refusal, text } from '../../kernel/index.ts';
import { findSigningKey, type KeyFolder } from '../../log/index.ts';
import { findReachedOrder, getRevision } from '../find-orders.ts';
import type { Order } from '../order.ts';
import { findOrder } from '../orders-repository.ts';
import { type CertificateClaims, claimsOf, endOf, isApproval } from './certificate.ts';
import { endedRefusal } from './certificate-refusals.ts';
import { signClaims } from './certificate-token.ts';
import { listRedemptions } from './redemptions-repository.ts';

export interface CertificateQuestion {
  readonly actor: Actor;
  readonly decision: string;
  readonly at: Instant;
  readonly origin: string;
  readonly folder: KeyFolder;
}

export interface FoundCertificate {
  readonly order: Order;
  readonly record: ReadRecord;
  readonly claims: CertificateClaims;
  /** The compact JWS. */
  readonly token: string;
}

/**
 * The certificate of a decision, made anew from what is recorded and by the key that signs now. Refused when the decision
 * gives none, and when what it gave has ended.
 */
export async function getCertificate(tx: Tx, question: CertificateQuestion): Promise<FoundCertificate> {
  const { actor, decision: id, at, origin, folder } = question;
  const decision = await findDecision(tx, id);
  const order = decision && (await findReachedOrder(tx, actor, decision.orderId));
  if (!decision || !order) throw decisionNotFound();
  const record = await readRecord(tx, decision.logIndex);
  const { expiresAt, revision } = record;
  if (!isApproval(record) || expiresAt === null) throw noCertificate();
  const redemptions = await listRedemptions(tx, [order.id]);
  const end = endOf({ order, redemptions }, { decision: record.decision, revision }, at);
  if (end) throw endedRefusal(end);
  const { submission } = await getRevision(tx, order.id, revision);
  const claims = claimsOf({ origin, order, record, expiresAt, body: submission });
  return { order, record, claims, token: await signClaims(claims, await findSigningKey(tx, folder, 'certificate')) };
}

export interface StandingQuestion extends Pick<CertificateQuestion, 'at' | 'origin' | 'folder'> {
  readonly record: ReadRecord;
}

/** The token of a decision for whoever is told of it; null when the decision gives none, or what it gave has ended since. */
export async function findCertificateToken(tx: Tx, question: StandingQuestion): Promise<string | null> {
  const { record, at, origin, folder } = question;
  const order = await findOrder(tx, record.order);
  const { expiresAt, revision, decision } = record;
  if (!order || !isApproval(record) || expiresAt === null) return null;
  const redemptions = await listRedemptions(tx, [order.id]);
  if (endOf({ order, redemptions }, { decision, revision }, at)) return null;
  const { submission } = await getRevision(tx, order.id, revision);
  const claims = claimsOf({ origin, order, record, expiresAt, body: submission });
  return signClaims(claims, await findSigningKey(tx, folder, 'certificate'));
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
