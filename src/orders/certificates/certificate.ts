import type { ReadRecord } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { addFen, fen, formatYuan, type Instant, parseYuan, secondsOf } from '../../kernel/index.ts';
import { hasLapsed, type Order, type OrderState } from '../order.ts';
import { type Redemption, redemptionOf } from './redemption.ts';

/** What a certificate (放行证) says: an approved order may be bought, exactly as it was decided. */
export interface CertificateClaims {
  /** The gate (`GATE_ORIGIN`), the order, and the decision. */
  readonly iss: string;
  readonly sub: string;
  readonly jti: string;
  /** When it was decided and when the clearance ends, in seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  readonly reference: string;
  readonly revision: number;
  /** Of the canonical JSON (RFC 8785) of what was submitted. */
  readonly orderDigest: string;
  readonly agencyCode: string;
  readonly total: string;
  readonly budget: readonly { readonly budgetLine: string; readonly amount: string }[];
  readonly ruleSet: { readonly number: number; readonly digest: string };
  /** The leaf of the decision. */
  readonly logIndex: number;
}

interface CertificateSource {
  readonly origin: string;
  readonly order: Pick<Order, 'id' | 'reference' | 'agencyCode'>;
  readonly record: ReadRecord;
  readonly expiresAt: Instant;
  /** What the decided revision submitted. */
  readonly body: Pick<OrderSubmission, 'total'>;
}

/** The same decision gives the same claims, whenever they are asked for. */
export function claimsOf({ origin, order, record, expiresAt, body }: CertificateSource): CertificateClaims {
  const { detail, decision, decidedAt, revision, ruleSet, logIndex } = record;
  const reserved = addFen(...detail.budget.map(({ amountFen }) => fen(amountFen)));
  return {
    ...{ iss: origin, sub: order.id, jti: decision, iat: secondsOf(decidedAt), exp: secondsOf(expiresAt) },
    ...{ reference: order.reference, revision, orderDigest: detail.orderDigest, agencyCode: order.agencyCode },
    // Gifts state no total.
    total: formatYuan(body.total ? parseYuan(body.total) : reserved),
    budget: detail.budget.map(({ budgetLine, amountFen }) => ({ budgetLine, amount: formatYuan(fen(amountFen)) })),
    ruleSet: { number: ruleSet.number, digest: ruleSet.digest },
    logIndex,
  };
}

/** Whether a decision is of the kind that a certificate comes of. */
export function isApproval({ outcome, stage }: Pick<ReadRecord, 'outcome' | 'stage'>): boolean {
  return outcome === 'approved' && stage === 'submission';
}

/** Why a certificate that was given is good no more. */
export type CertificateEnd =
  | 'expired'
  | 'withdrawn'
  | 'terminated'
  | 'contracted'
  | 'replaced'
  | 'redeemed'
  | 'cancelled';

const ENDS: Readonly<Record<Exclude<OrderState, 'approved'>, CertificateEnd>> = {
  withdrawn: 'withdrawn',
  expired: 'expired',
  terminated: 'terminated',
  contracted: 'contracted',
  accepted: 'contracted',
  closed: 'contracted',
  // It lapsed, and what was put in its place was not approved.
  rejected: 'replaced',
  referred: 'replaced',
};

interface CertifiedOrder {
  readonly order: Pick<Order, 'state' | 'standingRevision' | 'expiresAt'>;
  readonly redemptions?: readonly Redemption[] | undefined;
}

/** Undefined while it is good: the order stands approved in this revision, nobody has used it, and its time is not over. */
export function endOf(
  { order, redemptions }: CertifiedOrder,
  { decision, revision }: { readonly decision: string; readonly revision: number },
  at: Instant,
): CertificateEnd | undefined {
  if (order.state !== 'approved') return ENDS[order.state];
  // A rejected or referred amendment changes nothing: what was approved before goes on standing.
  if (order.standingRevision !== revision) return 'replaced';
  const used = redemptionOf({ redemptions }, decision);
  if (used) return used.cancelledAt === null ? 'redeemed' : 'cancelled';
  return hasLapsed(order, at) ? 'expired' : undefined;
}
