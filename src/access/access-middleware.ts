import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { type Database, inTransaction } from '../db/index.ts';
import { unauthenticated } from '../http/actor-of.ts';
import { contextOf, routeOf } from '../http/request-context.ts';
import { type Clock, type Instant, Refusal, text } from '../kernel/index.ts';
import { type AccessRule, requireAllowed } from './access-rule.ts';
import { hashOfSecret } from './keys/api-key.ts';
import { requireWithinLimits } from './keys/key-limits.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { sessionOver } from './sessions/find-session.ts';
import {
  isSessionToken,
  noteableSince,
  pendingIn,
  requireNothingPending,
  type Session,
  type SessionSettings,
} from './sessions/session.ts';
import { requireSameOrigin, tokenInCookie } from './sessions/session-cookie.ts';
import { updateLastSeen } from './sessions/session-repository.ts';

export interface AccessParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly settings: SessionSettings;
  /** By operation id. */
  readonly rules: ReadonlyMap<string, AccessRule>;
}

/**
 * Lets through who may call the operation, by role and scope; everybody else gets 401 or 403. Default deny. A session
 * that is used lives on, and one in which something is pending may do that alone.
 */
export function requireAccess({ db, clock, keyRing, settings, rules }: AccessParts): RequestHandler {
  const noteOnce = useNoter(db, keyRing);
  return async (req, _res, next) => {
    const { id, method } = routeOf(req).operation;
    const rule = rules.get(id);
    if (rule === undefined) throw new Error(`nobody has said who may call ${id}`);
    if (rule === 'public') return next();
    const at = clock();
    const secret = secretIn(req, settings);
    const secretHash = hashOfSecret(secret);
    const known = await keyRing.find(secretHash, at);
    if (!known) throw isSessionToken(secret) ? sessionOver() : keyInvalid();
    const { actor, session, limits } = known;
    if (session) requireNothingPending(pendingIn(session, settings, at), id);
    requireAllowed(actor, rule);
    if (limits) requireWithinLimits(limits, { method, isForTwo: rule.secondPerson });
    // A page that only asks whether it is still signed in would otherwise keep a machine open that nobody sits at.
    if (session && id !== 'getSession' && !isBackground(req)) await noteOnce({ session, secretHash, at });
    Object.assign(contextOf(req), { actor, secretHash });
    next();
  };
}

/** A read that a page makes by itself, and says so. A change is always somebody's. */
function isBackground({ method, headers }: SecretCarrier): boolean {
  return method === 'GET' && headers['x-gate-background'] === '1';
}

/** Printable, without spaces; the length keeps megabytes out of the hash. */
const BEARER = /^bearer +([\x21-\x7e]{1,200}) *$/i;

/** Of a request, what may hold a secret. */
export interface SecretCarrier {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** Of the header, which was set on purpose; without one, of the cookie, which a browser sends by itself. */
export function secretIn(req: SecretCarrier, settings: SessionSettings): string {
  const { authorization, cookie } = req.headers;
  if (authorization !== undefined) {
    const secret = BEARER.exec(authorization)?.[1];
    if (secret === undefined) throw keyInvalid();
    return secret;
  }
  const token = tokenInCookie(cookie, settings);
  if (token === undefined) throw unauthenticated();
  requireSameOrigin(req.method, req.headers);
  return token;
}

interface Use {
  readonly session: Session;
  readonly secretHash: string;
  readonly at: Instant;
}

/** A page asks many things at once: the first of them notes the use, and the others wait for nothing. */
function useNoter(db: Database, keyRing: KeyRing): (use: Use) => Promise<void> {
  const noting = new Set<string>();
  return async ({ session: { id, lastSeenAt }, secretHash, at }) => {
    // Once a minute at most, however many processes see it.
    const notedSince = noteableSince(at);
    if (lastSeenAt > notedSince || noting.has(id)) return;
    noting.add(id);
    try {
      await inTransaction(db, (tx) => updateLastSeen(tx, { id, at, notedSince }));
    } finally {
      noting.delete(id);
      keyRing.forget(secretHash);
    }
  };
}

/** The same for an unknown, an expired and a revoked key: whoever guesses learns nothing. */
function keyInvalid(): Refusal {
  const message = text('接口密钥未知、已过期或已吊销。', 'The API key is unknown, expired or revoked.');
  return new Refusal('unauthenticated', 'access.key_invalid', message);
}
