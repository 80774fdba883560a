import type { Request, RequestHandler } from 'express';
import { type Database, inSnapshot } from '../db/index.ts';
import { unauthenticated } from '../http/actor-of.ts';
import { contextOf, routeOf } from '../http/request-context.ts';
import { type Actor, type Clock, Refusal, text } from '../kernel/index.ts';
import {
  type AccessRule,
  hashOfSecret,
  isInSetUpMode,
  type KeyRing,
  requireAllowed,
  secondPersonNeeded,
} from './index.ts';

export interface AccessParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  /** By operation id. */
  readonly rules: ReadonlyMap<string, AccessRule>;
}

/** Lets through who may call the operation, by role and scope; everybody else gets 401 or 403. Default deny. */
export function requireAccess({ db, clock, keyRing, rules }: AccessParts): RequestHandler {
  return async (req, _res, next) => {
    const { id } = routeOf(req).operation;
    const rule = rules.get(id);
    if (rule === undefined) throw new Error(`nobody has said who may call ${id}`);
    if (rule === 'public') return next();
    const actor = await callerOf(req, keyRing, clock);
    requireAllowed(actor, rule);
    if (rule.secondPerson && !(await inSnapshot(db, isInSetUpMode))) throw secondPersonNeeded();
    contextOf(req).actor = actor;
    next();
  };
}

/** Printable, without spaces; the length keeps megabytes out of the hash. */
const BEARER = /^bearer +([\x21-\x7e]{1,200}) *$/i;

async function callerOf(req: Request, keyRing: KeyRing, clock: Clock): Promise<Actor> {
  const { authorization } = req.headers;
  if (authorization === undefined) throw unauthenticated();
  const secret = BEARER.exec(authorization)?.[1];
  const known = secret === undefined ? undefined : await keyRing.find(hashOfSecret(secret), clock());
  if (!known) throw keyInvalid();
  return known.actor;
}

/** The same for an unknown, an expired and a revoked key: whoever guesses learns nothing. */
function keyInvalid(): Refusal {
  const message = text('接口密钥未知、已过期或已吊销。', 'The API key is unknown, expired or revoked.');
  return new Refusal('unauthenticated', 'access.key_invalid', message);
}
