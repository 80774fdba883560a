import { createHash } from 'node:crypto';
import { type KeyRing, openCallerFinder, type SessionSettings } from '../../access/index.ts';
import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { openAddressLimit } from '../../http/address-limit.ts';
import { clientAddress } from '../../http/client-address.ts';
import { etagOf } from '../../http/etag.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { contextOf } from '../../http/request-context.ts';
import { type Clock, Refusal, text } from '../../kernel/index.ts';
import { findKeyAtHand, type KeyFolder, listBelievedKeys, type SigningKey } from '../../log/index.ts';
import type { ActResult } from '../act.ts';
import { toOrderBody } from '../order-body.ts';
import { orderTarget } from '../queue/order-request.ts';
import type { SubmissionQueue } from '../queue/submission-queue.ts';
import { claimsOf, endOf, isApproval } from './certificate.ts';
import { toVerificationBody } from './certificate-body.ts';
import { notGenuine, unknownDecision } from './certificate-refusals.ts';
import { signClaims, toCertificateJwk } from './certificate-token.ts';
import { verifyCertificate } from './verify-certificate.ts';

export interface CertificateDeps {
  readonly clock: Clock;
  readonly origin: string;
  readonly keys: KeyFolder;
}

/** Told about every certificate that was not accepted, and why. */
export type OnRefused = (refused: RefusedCertificate) => void;

export interface RefusedCertificate {
  readonly request: string;
  readonly operation: 'verifyCertificate' | 'redeemCertificate';
  /** A word of ours, never anything that the caller sent. */
  readonly reason: string;
}

export interface CertificatesDeps extends CertificateDeps {
  readonly keyRing: KeyRing;
  readonly settings: SessionSettings;
  readonly queue: SubmissionQueue;
  readonly onRefused: OnRefused;
}

/** How long others may keep the keys: so long a key that was given up goes on being believed somewhere. */
const KEYS_KEPT_S = 300;

/** More than whoever scans papers by hand needs, and too few to make the gate work for nothing. */
const STRANGERS_PER_MINUTE = 60;

/** Certificates of approved orders, for whoever is to act on one. */
export function certificatesRoutes(db: Database, deps: CertificatesDeps): Handlers {
  const { clock, origin, onRefused } = deps;
  const listKeys: Handler<'listCertificateKeys'> = async (_req, res) => {
    const known = await inSnapshot(db, (tx) => listBelievedKeys(tx, 'certificate'));
    const keys = known.map(toCertificateJwk);
    res
      .status(200)
      .set('Cache-Control', `public, max-age=${KEYS_KEPT_S}`)
      .set('ETag', tagOf(keys.map(({ kid }) => kid)))
      .json({ keys });
  };

  const findCaller = openCallerFinder(deps);
  const limit = openAddressLimit({ clock, perMinute: STRANGERS_PER_MINUTE });
  const verify: Handler<'verifyCertificate'> = async (req, res) => {
    const isKnown = (await findCaller(req)) !== undefined;
    if (!isKnown) limit.count(clientAddress(req), tooOften);
    const token = req.body.certificate;
    const verified = await inSnapshot(db, (tx) => verifyCertificate(tx, { token, at: clock(), origin }));
    const reason = verified.isOurs ? verified.end : `forged: ${verified.because}`;
    if (reason) onRefused({ request: contextOf(req).id, operation: 'verifyCertificate', reason });
    res.status(200).json(toVerificationBody(verified, { isKnown }));
  };

  return {
    listCertificateKeys: listKeys,
    verifyCertificate: verify,
    redeemCertificate: redeemHandler(db, deps),
    cancelRedemption: cancelHandler(deps),
  };
}

/** Nothing is queued for a token that is not ours; what a genuine one is good for is asked when its turn comes. */
function redeemHandler(db: Database, deps: CertificatesDeps): Handler<'redeemCertificate'> {
  const { clock, origin, queue, onRefused } = deps;
  return async (req, res) => {
    const actor = actorOf(req);
    const { certificate: token, reference } = req.body;
    const refuse = (refusal: Refusal, reason: string): Refusal => {
      onRefused({ request: contextOf(req).id, operation: 'redeemCertificate', reason });
      return refusal;
    };
    const verified = await inSnapshot(db, (tx) => verifyCertificate(tx, { token, at: clock(), origin }));
    if (!verified.isOurs) throw refuse(notGenuine(), `forged: ${verified.because}`);
    const { sub: orderId, jti: decision, revision } = verified.claims;
    if (verified.end === 'unknown') throw refuse(unknownDecision(), 'unknown');
    const result = await queue.put({ kind: 'redeem', actor, orderId, decision, revision, reference });
    if (result.kind === 'refused') {
      throw refuse(result.refusal, result.refusal.code.replace('certificate.', ''));
    }
    const { order } = result;
    const isRepeated = result.kind === 'changed' && result.isRepeated === true;
    res
      .status(200)
      .set('ETag', etagOf(order.order.logIndex))
      .set('Gate-Redeemed-Before', String(isRepeated))
      .json(toOrderBody(order, actor));
  };
}

function cancelHandler({ queue }: CertificatesDeps): Handler<'cancelRedemption'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { reference, reason } = req.body;
    const act = {
      kind: 'cancel-redemption',
      reference,
      reason,
      ...orderTarget('cancelRedemption', req, actor),
    } as const;
    const result = await queue.put(act);
    if (result.kind === 'refused') throw result.refusal;
    const { order } = result;
    res.status(200).set('ETag', etagOf(order.order.logIndex)).json(toOrderBody(order, actor));
  };
}

function tooOften(retryAfterS: number): Refusal {
  const message = text(
    '查验过于频繁，请稍后再试。',
    'Too many certificates were checked from here. Please try again later.',
  );
  return new Refusal('too_many', 'certificate.too_often', message, [], { retryAfterS });
}

function tagOf(kids: readonly string[]): string {
  return `"${createHash('sha256').update(kids.join(' ')).digest('base64url')}"`;
}

/** What makes the certificates in answers to those who submit. */
export interface Certifier {
  /** The certificate of what was just decided, or answered once more; null when there is none. */
  readonly certify: (result: ActResult) => Promise<string | null>;
}

/** Told about every approved order whose certificate could not be made, and why; again where its batch runs again. */
export type OnMissing = (decision: string, error: unknown) => void;

/** As long as an unknown key of a caller: another process may have introduced a new one meanwhile. */
const KEY_KEPT_MS = 2_000;

export interface CertifierDeps extends CertificateDeps {
  readonly onMissing: OnMissing;
}

/**
 * Signs beside the commit, outside its transaction: what is not committed is answered to nobody. The key is looked up once in
 * two seconds and not for every order. Where it cannot, the decision is answered all the same, and whoever asks for the
 * certificate later gets it.
 */
export function certifierOf(db: Database, { clock, origin, keys, onMissing }: CertifierDeps): Certifier {
  const findKey = kept(() => inSnapshot(db, (tx) => findKeyAtHand(tx, keys, 'certificate')));
  return {
    certify: async (result) => {
      if (result.kind !== 'decided' || !isApproval(result.record)) return null;
      const { record } = result;
      const { order, standing } = result.order;
      const { expiresAt, revision, decision } = record;
      if (!standing || expiresAt === null || endOf(result.order, { decision, revision }, clock())) return null;
      try {
        const claims = claimsOf({ origin, order, record, expiresAt, body: standing.body });
        return signClaims(claims, await findKey());
      } catch (error) {
        onMissing(decision, error);
        return null;
      }
    },
  };
}

/** The promise is kept, not the key: a batch whose orders all ask at once waits for one look into the log. */
function kept(load: () => Promise<SigningKey>): () => Promise<SigningKey> {
  let asked: { readonly key: Promise<SigningKey>; readonly untilMs: number } | undefined;
  return () => {
    const nowMs = performance.now();
    if (asked && asked.untilMs > nowMs) return asked.key;
    const asking = { key: load(), untilMs: nowMs + KEY_KEPT_MS };
    asked = asking;
    void asking.key.catch(() => {
      if (asked === asking) asked = undefined;
    });
    return asking.key;
  };
}
