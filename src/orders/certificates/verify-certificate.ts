import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { listBelievedKeys } from '../../log/index.ts';
import type { OrderState } from '../order.ts';
import { findOrder } from '../orders-repository.ts';
import { type CertificateClaims, type CertificateEnd, endOf } from './certificate.ts';
import { type Forgery, openCertificate } from './certificate-token.ts';
import { listRedemptions } from './redemptions-repository.ts';

export interface ToVerify {
  readonly token: string;
  readonly at: Instant;
  readonly origin: string;
}

export type VerifiedCertificate =
  | { readonly isOurs: false; readonly because: Forgery }
  | {
      readonly isOurs: true;
      readonly claims: CertificateClaims;
      /** Undefined while it is good; `unknown` where this gate has no such order, as after an old backup was restored. */
      readonly end: CertificateEnd | 'unknown' | undefined;
      readonly state: OrderState | null;
    };

/** Whether a token is a certificate of this gate and is good now. */
export async function verifyCertificate(tx: Tx, { token, at, origin }: ToVerify): Promise<VerifiedCertificate> {
  const opened = await openCertificate(token, { keys: await listBelievedKeys(tx, 'certificate'), origin });
  if (!opened.isOurs) return opened;
  const { claims } = opened;
  const order = await findOrder(tx, claims.sub);
  if (!order) return { isOurs: true, claims, end: 'unknown', state: null };
  const redemptions = await listRedemptions(tx, [order.id]);
  const end = endOf({ order, redemptions }, { decision: claims.jti, revision: claims.revision }, at);
  return { isOurs: true, claims, end, state: order.state };
}
