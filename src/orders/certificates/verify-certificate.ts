import type { Tx } from '../../db/index.ts';
import { findDecision, readRecord } from '../../decisions/index.ts';
import { canonicalJson, type Instant } from '../../kernel/index.ts';
import { listBelievedKeys, selectIn } from '../../log/index.ts';
import type { Order, OrderState } from '../order.ts';
import { findOrder } from '../orders-repository.ts';
import { type CertificateClaims, type CertificateEnd, endOf } from './certificate.ts';
import { type Forgery, openCertificate } from './certificate-token.ts';
import { findClaims } from './find-certificate.ts';
import { listRedemptions } from './redemptions-repository.ts';

export interface PresentedCertificate {
  readonly token: string;
  readonly at: Instant;
  readonly origin: string;
}

export type VerifiedCertificate =
  | { readonly isOurs: false; readonly because: Forgery | 'claims' }
  | {
      readonly isOurs: true;
      readonly claims: CertificateClaims;
      /** Undefined while it is good; `unknown` where this gate has no such decision, as after an old backup was restored. */
      readonly end: CertificateEnd | 'unknown' | undefined;
      readonly state: OrderState | null;
      /** Null where order or agency is classified, and where this gate knows no such order. */
      readonly agencyName: string | null;
    };

/** Whether a token is a certificate of this gate, says what the gate has decided, and is good now. */
export async function verifyCertificate(
  tx: Tx,
  { token, at, origin }: PresentedCertificate,
): Promise<VerifiedCertificate> {
  const opened = await openCertificate(tokenIn(token), { keys: await listBelievedKeys(tx, 'certificate'), origin });
  if (!opened.isOurs) return opened;
  const { claims } = opened;
  const decision = await findDecision(tx, claims.jti);
  const order = await findOrder(tx, claims.sub);
  if (!order || !decision) {
    return { isOurs: true, claims, end: 'unknown', state: order?.state ?? null, agencyName: null };
  }
  if (decision.orderId !== order.id) return { isOurs: false, because: 'claims' };
  const decided = await findClaims(tx, { order, record: await readRecord(tx, decision.logIndex), origin });
  if (!decided || !agrees(claims, decided)) return { isOurs: false, because: 'claims' };
  const redemptions = await listRedemptions(tx, [order.id]);
  const end = endOf({ order, redemptions }, { decision: decided.jti, revision: decided.revision }, at);
  return { isOurs: true, claims: decided, end, state: order.state, agencyName: await findAgencyName(tx, order) };
}

async function findAgencyName(tx: Tx, { agencyCode, isClassified }: Order): Promise<string | null> {
  if (isClassified) return null;
  const [agency] = await selectIn(tx, 'agencies', 'code', [agencyCode]);
  return agency === undefined || Number(agency.is_classified) === 1 ? null : String(agency.name);
}

/** The token itself, where somebody brings the address that the code on a printed certificate holds. */
function tokenIn(brought: string): string {
  return brought.startsWith('https://') ? brought.slice(brought.indexOf('#') + 1) : brought;
}

/** Whether a token says what the gate would sign now. It may lack what an older build did not know to say, but nothing else. */
function agrees(claims: CertificateClaims, decided: CertificateClaims): boolean {
  const wanted: Readonly<Record<string, unknown>> = { ...decided };
  return Object.entries(claims).every(([name, said]) => {
    return wanted[name] !== undefined && canonicalJson(said) === canonicalJson(wanted[name]);
  });
}
