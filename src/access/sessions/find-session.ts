import type { Tx } from '../../db/index.ts';
import { type Actor, Refusal, text } from '../../kernel/index.ts';
import { findActor, isEqual, type KnownCaller } from '../find-actor.ts';
import { digestOfHash } from '../passwords/password.ts';
import { idleEnd, type Session, type SessionSettings } from './session.ts';
import { findStoredSession, type StoredSession } from './session-repository.ts';

/** Who presents this secret: an API key, or the token of a session. */
export async function findCaller(
  tx: Tx,
  secretHash: string,
  settings: SessionSettings,
): Promise<KnownCaller | undefined> {
  return (await findActor(tx, secretHash)) ?? (await findSessionCaller(tx, secretHash, settings));
}

/**
 * Undefined when the session is unknown or ended. It is also over when the person or the password is not as it was when
 * the person signed in: another role, less reach, no longer active, another password. When it ends by itself is compared
 * with the clock at each use.
 */
async function findSessionCaller(
  tx: Tx,
  tokenHash: string,
  settings: SessionSettings,
): Promise<KnownCaller | undefined> {
  const stored = await findStoredSession(tx, { 'sessions.token_hash': tokenHash });
  if (!stored || !isEqual(stored.tokenHash, tokenHash) || !stands(stored)) return undefined;
  const { session } = stored;
  const { id: keyId, personId, role, grant } = session;
  return { actor: { keyId, personId, role, grant, scopes: [] }, expiresAt: idleEnd(session, settings), session };
}

/** A key acts for its owner and is no session: it neither ends nor has a password. */
export function isSessionActor({ keyId }: Pick<Actor, 'keyId'>): boolean {
  return keyId.startsWith('ses_');
}

/** The session in which something is asked; refuses when it is asked with an API key. */
export async function findOwnSession(tx: Tx, actor: Actor): Promise<Session> {
  const stored = isSessionActor(actor) ? await findStoredSession(tx, { 'sessions.id': actor.keyId }) : undefined;
  if (!stored) throw noSession();
  return stored.session;
}

/** The same, which must still be open: between being let in and being asked again it may have ended. */
export async function findStandingSession(tx: Tx, actor: Actor): Promise<Session> {
  const stored = isSessionActor(actor) ? await findStoredSession(tx, { 'sessions.id': actor.keyId }) : undefined;
  if (!stored) throw noSession();
  if (!stands(stored)) throw sessionOver();
  return stored.session;
}

/** The same for one that never was, that ran out, that was ended, or whose person or password has changed. */
export function sessionOver(): Refusal {
  const message = text('登录已结束，请重新登录。', 'The session is over. Please sign in again.');
  return new Refusal('unauthenticated', 'session.over', message);
}

function noSession(): Refusal {
  const message = text(
    '接口密钥不是登录会话，请登录后操作。',
    'An API key is no session. Sign in with your password to do this.',
  );
  return new Refusal('conflict', 'session.key', message);
}

/** Whether it still works, but for its own end. */
export function stands({ endedAt, openedOn, now }: StoredSession): boolean {
  if (endedAt !== null || !now.isActive || now.passwordHash === undefined) return false;
  return openedOn.personIndex === now.personIndex && openedOn.passwordDigest === digestOfHash(now.passwordHash);
}
