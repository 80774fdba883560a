import type { Request } from 'express';
import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { clientAddress } from '../../http/client-address.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { type Actor, Refusal, text } from '../../kernel/index.ts';
import { governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { createInvitation } from '../people/create-invitation.ts';
import { hashOfHalf, hashOfHalves, hashOfToken, newTokenHalf, outdatedInvitation } from '../people/invitation-token.ts';
import type { Person } from '../people/person.ts';
import { findInvited, invitationRefused, useInvitation } from '../people/use-invitation.ts';
import { findOwnSession } from '../sessions/find-session.ts';
import { recordFailure } from '../sessions/record-sign-in.ts';
import type { SessionDeps } from '../sessions/session-deps.ts';
import { signInLocked } from '../sessions/sign-in.ts';
import { forgetFailures, takeAttempt } from '../sessions/take-attempt.ts';
import type { SignedAct } from '../signed-act.ts';
import { changePassword, passwordRefused } from './change-password.ts';
import { type PasswordState, passwordEnd } from './password.ts';
import { type PasswordOwner, passwordProblems, passwordProfile } from './password-profile.ts';
import { findPassword } from './password-repository.ts';

export function passwordHandlers(db: Database, deps: SessionDeps, keyRing: KeyRing): Handlers {
  const { clock, hasher, settings } = deps;
  const profile = passwordProfile(settings.passwordProfile);

  const postInvitation: Handler<'useInvitation'> = async (req, res) => {
    const { token, password } = req.body;
    const invitationHash = hashOfToken(token);
    if (invitationHash === undefined) throw invitationRefused();
    const { person, state } = await inSnapshot(db, (tx) => findInvited(tx, invitationHash, clock()));
    await refuseUnfit(deps, { password, owner: person, hashes: state.hashes, pointer: '/password' });
    const use = { invitationHash, newHash: await hasher.hash(password), profile };
    const after = await inTransaction(db, (tx) => governed(tx, deps, (entry) => useInvitation(entry, use)));
    keyRing.clear();
    res.status(200).json(toPasswordBody(deps, after));
  };

  const postChange: Handler<'changePassword'> = async (req, res) => {
    const actor = actorOf(req);
    const own = await compareOwnPassword(db, deps, { req, actor, password: req.body.current, pointer: '/current' });
    const { person, state, currentHash } = own;
    await refuseUnfit(deps, { password: req.body.new, owner: person, hashes: state.hashes, pointer: '/new' });
    const newHash = await hasher.hash(req.body.new);
    const change = { actor, personId: person.id, currentHash, newHash, profile };
    const after = await inTransaction(db, (tx) => governed(tx, deps, (entry) => changePassword(entry, change)));
    keyRing.clear();
    res.status(200).json(toPasswordBody(deps, after));
  };

  const readRules: Handler<'getPasswordRules'> = (_req, res) => {
    const { name: passwordProfile, charactersMin, classesMin, maxAgeDays, recentBarred } = profile;
    res.status(200).json({ passwordProfile, charactersMin, classesMin, maxAgeDays, recentBarred });
  };

  return { useInvitation: postInvitation, changePassword: postChange, getPasswordRules: readRules };
}

/**
 * One administrator alone must not be able to become a second person: the token works only once another has signed, and
 * that other has the second half of it. The day for which it works begins then.
 */
export const INVITATION: SignedAct<'invitePerson'> = {
  reach: 'stated',
  prepare: () => {
    const secret = newTokenHalf('first');
    return { kept: { firstHalf: hashOfHalf('first', secret) }, told: { secret } };
  },
  prepareSignature: () => {
    const secret = newTokenHalf('second');
    return { kept: { secondHalf: hashOfHalf('second', secret) }, told: { secret } };
  },
  check: ({ prepared }) => {
    if (prepared && prepared.firstHalf === undefined) throw outdatedInvitation();
  },
  concerns: ({ params }) => params.id ?? null,
  // Who comes in as a person has all rights of that person.
  gives: async (tx, { params }) => ((await findPerson(tx, params.id ?? ''))?.roles ?? []).map(({ grant }) => grant),
  act: async (entry, { actor, params, prepared }) => {
    const personId = params.id ?? '';
    const { firstHalf, secondHalf } = prepared ?? {};
    if (firstHalf === undefined || secondHalf === undefined) throw new Error('an invitation without a token');
    const invitationHash = hashOfHalves(firstHalf, secondHalf);
    const { expiresAt } = await createInvitation(entry, { actor, personId, invitationHash });
    return { status: 201, body: { person: personId, expiresAt } };
  },
};

interface WishedPassword {
  readonly password: string;
  readonly owner: PasswordOwner;
  /** Of the passwords before, as many as are barred. */
  readonly hashes: readonly string[];
  readonly pointer: string;
}

/** By the profile in force, and by the passwords before; each of these takes as long as a sign-in. */
async function refuseUnfit({ settings, hasher }: SessionDeps, wished: WishedPassword): Promise<void> {
  const { password, owner, hashes, pointer } = wished;
  const profile = passwordProfile(settings.passwordProfile);
  const problems = passwordProblems(password, { owner, profile });
  if (problems.length > 0) throw passwordRefused(problems, pointer);
  for (const hash of hashes.slice(0, profile.recentBarred)) {
    if (await hasher.isMatch(password, hash)) throw passwordRefused([USED_BEFORE], pointer);
  }
}

const USED_BEFORE = text('不能使用最近用过的密码。', 'It was used a short while ago.');

interface OwnPassword {
  readonly person: Person;
  readonly state: PasswordState;
  readonly currentHash: string;
}

export interface PasswordClaim {
  readonly req: Pick<Request, 'ip' | 'socket' | 'headers'>;
  readonly actor: Actor;
  readonly password: string;
  readonly pointer: string;
}

/**
 * Makes sure that whoever sits in a session knows its password: a machine that was left open must not give away the
 * account. A wrong one counts as a failed sign-in, or this would be a way to guess on.
 */
export async function compareOwnPassword(db: Database, deps: SessionDeps, claim: PasswordClaim): Promise<OwnPassword> {
  const { req, actor, password, pointer } = claim;
  const at = deps.clock();
  const { session, person, state } = await inSnapshot(db, async (tx) => {
    const own = await findOwnSession(tx, actor);
    return {
      session: own,
      person: await findPerson(tx, own.personId),
      state: await findPassword(tx, own.personId),
    };
  });
  const currentHash = state?.hashes[0];
  if (!person || !state || currentHash === undefined)
    throw new Error('a session stands without its person or password');
  const tries = { email: person.email, address: clientAddress(req), cookie: req.headers.cookie };
  const trying = { profile: deps.settings.passwordProfile, at };
  const { attempt, closedUntil } = await inTransaction(db, (tx) => takeAttempt(tx, tries, trying));
  if (closedUntil !== null) throw signInLocked(closedUntil, at);
  if (!(await deps.hasher.isMatch(password, currentHash))) {
    const failed = { attempt, at, personId: person.id, reason: 'wrong-password', sessionId: session.id } as const;
    await inTransaction(db, (tx) => recordFailure(tx, deps, failed));
    throw wrongPassword(pointer);
  }
  await inTransaction(db, (tx) => forgetFailures(tx, attempt));
  return { person, state, currentHash };
}

function wrongPassword(pointer: string): Refusal {
  const message = text('当前密码不正确。', 'The present password is not right.');
  return new Refusal('unprocessable', 'password.current', message, [{ pointer, message: '' }]);
}

function toPasswordBody(
  { settings }: SessionDeps,
  { personId, setAt }: PasswordState,
): AnswerOf<'changePassword', 200> {
  const { passwordProfile: name } = settings;
  return {
    person: personId,
    passwordProfile: name,
    passwordExpiresAt: setAt === null ? null : passwordEnd(setAt, name),
  };
}
