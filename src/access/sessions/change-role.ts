import type { Tx } from '../../db/index.ts';
import { type Actor, type Instant, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import { closeSession } from './close-session.ts';
import { findStandingSession, sessionOver } from './find-session.ts';
import { type OpenedSession, recordSession } from './record-session.ts';
import type { SessionDeps } from './session-deps.ts';
import { sessionEnded } from './session-leaf.ts';
import { type Account, accountDigest, roleNeeded, rolesWished, type SignInWish } from './sign-in.ts';
import { findAccount } from './sign-in-repository.ts';

export interface RoleChange {
  readonly actor: Actor;
  readonly wish: Pick<SignInWish, 'role' | 'grant'>;
  readonly address: string;
  readonly at: Instant;
}

/** Ends the session in which it is asked, and opens one of the same person in another role that ends when that would have. */
export async function changeRole(
  entry: Governed,
  deps: SessionDeps,
  { actor, wish, address, at }: RoleChange,
): Promise<OpenedSession> {
  const { tx, append } = entry;
  const before = await findStandingSession(tx, actor);
  const account = await accountOf(tx, before.personId);
  // The leaf of a session says by what it was opened, and this one was opened without what is asked of the person now.
  if (before.isWithTotp !== (account.totp !== undefined)) throw signInAgain();
  const [as, ...more] = rolesWished(account.person, wish);
  if (!as || more.length > 0) throw roleNeeded(account.person.roles);
  const cameFrom = { account: accountDigest(account.person.email), address };
  const ended = await closeSession(tx, deps, { session: before, everywhere: false, from: cameFrom, at });
  for (const id of ended) append(sessionEnded(id, actor));
  const { isWithTotp, expiresAt } = before;
  return recordSession(entry, deps, { account, as, isWithTotp, at, expiresAt, cameFrom, before });
}

async function accountOf(tx: Tx, personId: string): Promise<Account> {
  const person = await findPerson(tx, personId);
  const account = person && (await findAccount(tx, person.email));
  if (!account) throw sessionOver();
  return account;
}

function signInAgain(): Refusal {
  const message = text(
    '本次登录之后您的动态口令有变动，请重新登录后再切换角色。',
    'Your authenticator has changed since you signed in. Please sign in again to switch the role.',
  );
  return new Refusal('conflict', 'session.sign_in_again', message);
}
