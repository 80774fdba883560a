import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { clientAddress } from '../../http/client-address.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { countLeavesOfType, governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import { listNotices } from '../alerts/list-account-events.ts';
import { toGrant } from '../keys/api-key-routes.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { passwordHandlers } from '../passwords/password-routes.ts';
import { totpHandlers } from '../passwords/totp-routes.ts';
import { normalEmail } from '../people/person.ts';
import { personNotFound } from '../people/record-person.ts';
import { toldOf } from '../rights/govern-recorded.ts';
import { RIGHTS_DIFFERED } from '../rights/record-differing.ts';
import { createSession, recordGuess, type SignInOutcome } from './create-session.ts';
import { deviceCookie, deviceTokenIn, newDeviceToken } from './device.ts';
import { findOwnSession, isSessionActor } from './find-session.ts';
import { ownSessionsHandlers } from './own-sessions-routes.ts';
import type { OpenedSession } from './record-session.ts';
import { toKeyBody, toNewSessionBody, toSessionBody, toSignInBody } from './session-body.ts';
import { isOwnPage, sessionCookie } from './session-cookie.ts';
import type { SessionDeps } from './session-deps.ts';
import { codeNeeded, roleNeeded, signInLocked, signInRefused } from './sign-in.ts';
import { findAccount, listSignIns } from './sign-in-repository.ts';
import { takeAttempt } from './take-attempt.ts';

/** How persons sign in, and what they do with their own account. */
export function sessionRoutes(db: Database, deps: SessionDeps, keyRing: KeyRing): Handlers {
  return {
    signIn: signIn(db, deps),
    ...presentSessionHandlers(db, deps),
    ...ownSessionsHandlers(db, deps, keyRing),
    ...passwordHandlers(db, deps, keyRing),
    ...totpHandlers(db, deps, keyRing),
    listSignIns: signIns(db),
  };
}

/**
 * Three steps, because comparing a password takes long and may not happen inside a transaction: count the attempt, look
 * and compare, then judge once more by what stands.
 */
function signIn(db: Database, deps: SessionDeps): Handler<'signIn'> {
  const { clock, hasher, settings } = deps;
  return async (req, res) => {
    const { password, role, grant, code } = req.body;
    const email = normalEmail(req.body.email);
    const at = clock();
    const tries = { email, address: clientAddress(req), cookie: req.headers.cookie };
    const trying = { profile: settings.passwordProfile, at };
    const { attempt, closedUntil } = await inTransaction(db, (tx) => takeAttempt(tx, tries, trying));
    if (closedUntil !== null) throw signInLocked(closedUntil, at);
    const account = await inSnapshot(db, (tx) => findAccount(tx, email));
    const hash = account?.password?.hash;
    const compared = { hash, isSame: await hasher.isMatch(password, hash) };
    const wish = { role, grant: grant && toGrant(grant), code };
    const deviceToken = deviceTokenIn(req.headers.cookie) ?? newDeviceToken();
    const tried = { email, attempt, deviceToken, wish, compared, at };
    const outcome = await inTransaction(db, (tx) =>
      compared.isSame ? governed(tx, deps, (entry) => createSession(entry, deps, tried)) : recordGuess(tx, deps, tried),
    );
    const opened = requireOpened(req, outcome, { hasCode: code !== undefined });
    const since = opened.lastSignInAt;
    const notices = await inSnapshot(db, (tx) => listNotices(tx, { personId: opened.person.id, since }));
    res
      .status(201)
      .set('Location', '/v1/session')
      .set('Set-Cookie', [sessionCookie(opened.token, settings), deviceCookie(deviceToken, settings)])
      .json(toNewSessionBody(opened, { settings, at, notices, isOwnPage: isOwnPage(req.headers) }));
  };
}

/** What was noted about an attempt is committed by now; only then may it be refused. */
function requireOpened(req: object, outcome: SignInOutcome, sent: { readonly hasCode: boolean }): OpenedSession {
  switch (outcome.kind) {
    case 'opened':
      return outcome;
    case 'refused':
      throw signInRefused(sent);
    case 'rows-differ':
      throw toldOf(req, outcome.differences);
    case 'code-needed':
      throw codeNeeded();
    case 'role-needed':
      throw roleNeeded(outcome.choices);
  }
}

function presentSessionHandlers(db: Database, { clock, settings }: SessionDeps): Handlers {
  const getSession: Handler<'getSession'> = async (req, res) => {
    const actor = actorOf(req);
    const view = { settings, at: clock() };
    const found = await inSnapshot(db, async (tx) => ({
      person: await findPerson(tx, actor.personId ?? ''),
      session: isSessionActor(actor) ? await findOwnSession(tx, actor) : undefined,
    }));
    const { person, session } = found;
    if (!person) throw personNotFound();
    res.status(200).json(session ? toSessionBody(session, { ...view, person }) : toKeyBody(actor, { ...view, person }));
  };

  return { getSession };
}

function signIns(db: Database): Handler<'listSignIns'> {
  return async (req, res) => {
    const { person, event } = req.query;
    const limit = limitOf(req.query);
    const [at, id] = cursorOf(req.query, ['string', 'string']) ?? [];
    const after = at === undefined ? undefined : { at: String(at), id: String(id) };
    const rows = await inSnapshot(db, (tx) => listSignIns(tx, { person, event, after, rowsMax: limit + 1 }));
    const { items, next } = pageOf(rows, limit, (record) => [record.at, record.id]);
    res.status(200).json({ items: items.map(toSignInBody), next });
  };
}

/** How often rows gave rights that the log does not give, and nothing was done by them. */
export function countDiffered(db: Database): Promise<number> {
  return inSnapshot(db, (tx) => countLeavesOfType(tx, RIGHTS_DIFFERED));
}
