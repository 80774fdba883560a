import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Difference, Governed } from '../../log/index.ts';
import { updateLastStep } from '../passwords/totp-repository.ts';
import type { RoleGrant } from '../people/person.ts';
import { recordDiffering } from '../rights/record-differing.ts';
import { deviceDigest } from './device.ts';
import { keepDevice } from './device-repository.ts';
import type { Attempt } from './find-attempt.ts';
import { type OpenedSession, recordSession } from './record-session.ts';
import { recordFailure } from './record-sign-in.ts';
import { sessionEnd } from './session.ts';
import type { SessionDeps } from './session-deps.ts';
import { type Account, judgeSignIn, type SignInReason, type SignInWish } from './sign-in.ts';
import { findAccount } from './sign-in-repository.ts';
import { forgetFailures, giveAttemptBack } from './take-attempt.ts';

export interface SignInTry {
  readonly email: string;
  readonly attempt: Attempt;
  /** What names the device from now on. */
  readonly deviceToken: string;
  readonly wish: SignInWish;
  /** The hash that the password was compared with, and how that ended; outside, for it takes long. */
  readonly compared: { readonly hash: string | undefined; readonly isSame: boolean };
  readonly at: Instant;
}

export type SignInOutcome =
  | OpenedSession
  | { readonly kind: 'refused' }
  | { readonly kind: 'rows-differ'; readonly differences: readonly Difference[] }
  | { readonly kind: 'code-needed' }
  | { readonly kind: 'role-needed'; readonly choices: readonly RoleGrant[] };

/** Notes that a password was wrong. Nobody who guesses takes the head of the log, for which decisions would wait. */
export async function recordGuess(tx: Tx, deps: SessionDeps, tried: SignInTry): Promise<SignInOutcome> {
  const account = await findAccount(tx, tried.email);
  const question = { isPasswordRight: false, wish: tried.wish, settings: deps.settings, at: tried.at };
  const judgement = judgeSignIn(account, question);
  if (judgement.kind !== 'refused') throw new Error('a wrong password let somebody in');
  return refuse(tx, deps, { tried, account, reason: judgement.reason });
}

/** Opens a session, or notes why not. It answers instead of refusing, so that what it noted stays. */
export async function createSession(entry: Governed, deps: SessionDeps, tried: SignInTry): Promise<SignInOutcome> {
  const { tx } = entry;
  const account = await findAccount(tx, tried.email);
  const { compared, wish, at } = tried;
  // Another password was set while this one was compared: what was found out is about a password that is gone.
  const isPasswordRight = compared.isSame && account?.password?.hash === compared.hash;
  const judgement = judgeSignIn(account, { isPasswordRight, wish, settings: deps.settings, at });
  switch (judgement.kind) {
    case 'refused':
      return refuse(tx, deps, { tried, account, reason: judgement.reason });
    case 'code-needed':
    case 'role-needed':
      await giveAttemptBack(tx, tried.attempt);
      return judgement;
    case 'open': {
      if (!account?.password) throw new Error('somebody without a password was let in');
      // Whoever put a password, an authenticator or a role into the database for a moment comes in by none of them.
      const differences = await recordDiffering(entry, [{ personId: account.person.id }]);
      if (differences.length > 0) {
        await refuse(tx, deps, { tried, account, reason: 'rows-differ' });
        return { kind: 'rows-differ', differences };
      }
      if (judgement.step !== null && !(await isStepFree(tx, account, judgement.step))) {
        return refuse(tx, deps, { tried, account, reason: 'wrong-code' });
      }
      const { as, step } = judgement;
      return open(entry, deps, { tried, account, as, isWithTotp: step !== null });
    }
  }
}

async function isStepFree(tx: Tx, { person }: Account, step: number): Promise<boolean> {
  return (await updateLastStep(tx, { personId: person.id, step })) > 0;
}

interface SignInRefusal {
  readonly tried: SignInTry;
  readonly account: Account | undefined;
  readonly reason: SignInReason;
}

async function refuse(tx: Tx, deps: SessionDeps, { tried, account, reason }: SignInRefusal): Promise<SignInOutcome> {
  const { attempt, at } = tried;
  await recordFailure(tx, deps, { attempt, at, personId: account?.person.id ?? null, reason });
  return { kind: 'refused' };
}

interface Entrance {
  readonly tried: SignInTry;
  readonly account: Account;
  readonly as: RoleGrant;
  readonly isWithTotp: boolean;
}

async function open(
  entry: Governed,
  deps: SessionDeps,
  { tried, account, ...opening }: Entrance,
): Promise<OpenedSession> {
  const { attempt, deviceToken, at } = tried;
  const { tx } = entry;
  const opened = await recordSession(entry, deps, {
    ...{ account, ...opening, at, expiresAt: sessionEnd(at), cameFrom: attempt },
  });
  await forgetFailures(tx, attempt);
  await keepDevice(tx, { device: deviceDigest(deviceToken), account: attempt.account, at });
  return opened;
}
