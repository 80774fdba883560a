import type { Tx } from '../../db/index.ts';
import { digestOf, type Instant } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { hashOfSecret } from '../keys/api-key.ts';
import { digestOfHash, passwordStateDigest } from '../passwords/password.ts';
import { findPassword } from '../passwords/password-repository.ts';
import type { Person, RoleGrant } from '../people/person.ts';
import type { Attempt } from './find-attempt.ts';
import { newSessionToken, type Session } from './session.ts';
import type { SessionDeps } from './session-deps.ts';
import { type OpenedOn, sessionOpened } from './session-leaf.ts';
import { insertSession } from './session-repository.ts';
import type { Account } from './sign-in.ts';
import { insertSignIn } from './sign-in-repository.ts';

export interface OpenedSession {
  readonly kind: 'opened';
  readonly token: string;
  readonly session: Session;
  readonly person: Person;
  readonly lastSignInAt: Instant | null;
}

export interface SessionOpening {
  readonly account: Account;
  readonly as: RoleGrant;
  readonly isWithTotp: boolean;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly cameFrom: Pick<Attempt, 'account' | 'address'>;
  /** The session that goes on in this one. */
  readonly before?: Session;
}

/** Opens a session, with its leaf and its line among the sign-ins. */
export async function recordSession(
  { tx, append }: Governed,
  { newId }: Pick<SessionDeps, 'newId'>,
  { account, as, isWithTotp, at, expiresAt, cameFrom, before }: SessionOpening,
): Promise<OpenedSession> {
  const { person, password, lastSignInAt } = account;
  if (!password) throw new Error('somebody without a password was let in');
  const token = newSessionToken();
  const session = {
    ...{ id: newId('ses'), personId: person.id, role: as.role, grant: as.grant, isWithTotp },
    ...{ createdAt: at, lastSeenAt: at, expiresAt },
  };
  const openedOn = { personIndex: person.logIndex, passwordDigest: digestOfHash(password.hash) };
  const tokenHash = hashOfSecret(token);
  append(sessionOpened({ session, tokenHash, from: before?.id }, await findOpenedOn(tx, account)));
  await insertSession(tx, { session, tokenHash, openedOn });
  await insertSignIn(tx, {
    ...{ id: newId('sgn'), at, account: cameFrom.account, address: cameFrom.address },
    ...{ event: 'signed-in', reason: null, personId: person.id, sessionId: session.id, role: as.role },
  });
  return { kind: 'opened', token, session: { ...session, passwordSetAt: password.setAt }, person, lastSignInAt };
}

async function findOpenedOn(tx: Tx, { person, totp }: Account): Promise<OpenedOn> {
  const password = await findPassword(tx, person.id);
  if (!password) throw new Error('somebody without a password was let in');
  return { password: passwordStateDigest(password), totp: totp ? digestOf(totp.sealedSecret) : null };
}
