import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { clientAddress } from '../../http/client-address.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { type Actor, Refusal, text } from '../../kernel/index.ts';
import { type Governed, governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import { listNotices } from '../alerts/list-account-events.ts';
import { toGrant } from '../keys/api-key-routes.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { claimantOf, governRecorded, toldOf } from '../rights/govern-recorded.ts';
import { changeRole } from './change-role.ts';
import { closeSession } from './close-session.ts';
import { findOwnSession, stands } from './find-session.ts';
import { idleEnd } from './session.ts';
import { toNewSessionBody, toOwnSessionBody } from './session-body.ts';
import { endedCookie, isOwnPage, sessionCookie } from './session-cookie.ts';
import type { SessionDeps } from './session-deps.ts';
import { sessionEnded } from './session-leaf.ts';
import { findStoredSession, listUnendedSessions } from './session-repository.ts';
import { accountDigest } from './sign-in.ts';
import { listOpeningAddresses } from './sign-in-repository.ts';

/** What a person does with the own sessions: go on in another role, look at all of them, end one or all. */
export function ownSessionsHandlers(db: Database, deps: SessionDeps, keyRing: KeyRing): Handlers {
  return {
    switchRole: roleSwitch(db, deps, keyRing),
    listSessions: ownSessions(db, deps),
    endSession: signOut(db, deps, keyRing),
    endOneSession: endOne(db, deps, keyRing),
  };
}

function roleSwitch(db: Database, deps: SessionDeps, keyRing: KeyRing): Handler<'switchRole'> {
  const { clock, settings } = deps;
  return async (req, res) => {
    const { role, grant } = req.body;
    const at = clock();
    const wish = { role, grant: grant && toGrant(grant) };
    const switching = { actor: actorOf(req), wish, address: clientAddress(req), at };
    const done = await inTransaction(db, async (tx) => {
      // A key is told that it is none before the log is asked about it.
      await findOwnSession(tx, switching.actor);
      return governRecorded(tx, deps, {
        claimants: claimantOf(req),
        act: (entry) => changeRole(entry, deps, switching),
      });
    });
    if (done.kind === 'rows-differ') throw toldOf(req, done.differences);
    keyRing.clear();
    const { token, person, lastSignInAt: since } = done.value;
    const notices = await inSnapshot(db, (tx) => listNotices(tx, { personId: person.id, since }));
    res
      .status(201)
      .set('Location', '/v1/session')
      .set('Set-Cookie', sessionCookie(token, settings))
      .json(toNewSessionBody(done.value, { settings, at, notices, isOwnPage: isOwnPage(req.headers) }));
  };
}

function ownSessions(db: Database, { clock, settings }: SessionDeps): Handler<'listSessions'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const at = clock();
    const limit = limitOf(req.query);
    const [before] = cursorOf(req.query, ['string']) ?? [];
    const page = await inSnapshot(db, async (tx) => {
      const { personId } = await findOwnSession(tx, actor);
      const filter = { personId, at, before: before === undefined ? undefined : String(before), rowsMax: limit + 1 };
      const { items, next } = pageOf(await listUnendedSessions(tx, filter), limit, ({ session }) => [session.id]);
      const standing = items.filter((stored) => stands(stored) && at < idleEnd(stored.session, settings));
      const ids = standing.map(({ session }) => session.id);
      const addresses = await listOpeningAddresses(tx, personId, ids);
      return {
        next,
        sessions: standing.map(({ session }) => ({ session, address: addresses.get(session.id) ?? null })),
      };
    });
    const view = { settings, current: actor.keyId };
    res.status(200).json({ items: page.sessions.map((own) => toOwnSessionBody(own, view)), next: page.next });
  };
}

function signOut(db: Database, deps: SessionDeps, keyRing: KeyRing): Handler<'endSession'> {
  const { clock, settings } = deps;
  return async (req, res) => {
    const actor = actorOf(req);
    const { everywhere = false } = req.query;
    const at = clock();
    const address = clientAddress(req);
    const ended = await endRecorded(db, deps, actor, async (tx) => {
      const session = await findOwnSession(tx, actor);
      const person = await findPerson(tx, session.personId);
      const from = { account: accountDigest(person?.email ?? ''), address };
      return closeSession(tx, deps, { session, everywhere, from, at });
    });
    keyRing.clear();
    res.status(200).set('Set-Cookie', endedCookie(settings)).json({ ended: ended.length });
  };
}

/**
 * Ends sessions, with a leaf for each, so that a row that is put back opens none of them. After a restore, or while the clock is
 * in doubt, the log takes no leaf. Nothing is signed then either, and a person must still be able to leave: the row ends
 * without a leaf.
 */
async function endRecorded(
  db: Database,
  deps: SessionDeps,
  actor: Actor,
  end: (tx: Tx) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const withLeaves = async ({ tx, append }: Governed): Promise<readonly string[]> => {
    const ended = await end(tx);
    for (const id of ended) append(sessionEnded(id, actor));
    return ended;
  };
  try {
    return await inTransaction(db, (tx) => governed(tx, deps, withLeaves));
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'unavailable') throw error;
    return inTransaction(db, end);
  }
}

function endOne(db: Database, deps: SessionDeps, keyRing: KeyRing): Handler<'endOneSession'> {
  const { clock } = deps;
  return async (req, res) => {
    const actor = actorOf(req);
    const at = clock();
    const address = clientAddress(req);
    await endRecorded(db, deps, actor, async (tx) => {
      const { personId } = await findOwnSession(tx, actor);
      const other = await findStoredSession(tx, { 'sessions.id': req.params.id });
      const person = await findPerson(tx, personId);
      if (!person || other?.session.personId !== personId) throw sessionNotFound();
      const from = { account: accountDigest(person.email), address };
      const ended = await closeSession(tx, deps, { session: other.session, everywhere: false, from, at });
      if (ended.length === 0) throw sessionNotFound();
      return ended;
    });
    keyRing.clear();
    res.status(200).json({ ended: 1 });
  };
}

function sessionNotFound(): Refusal {
  return new Refusal('not_found', 'session.not_found', text('没有该登录。', 'There is no such session.'));
}
