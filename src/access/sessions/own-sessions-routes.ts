import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { clientAddress } from '../../http/client-address.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { Refusal, text } from '../../kernel/index.ts';
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
import { isOwnPage, sessionCookie } from './session-cookie.ts';
import type { SessionDeps } from './session-deps.ts';
import { findStoredSession, listUnendedSessions } from './session-repository.ts';
import { accountDigest } from './sign-in.ts';
import { listOpeningAddresses } from './sign-in-repository.ts';

/** What somebody does with the sessions of one person: go on in another role, look at all of them, end one. */
export function ownSessionsHandlers(db: Database, deps: SessionDeps, keyRing: KeyRing): Handlers {
  return {
    switchRole: roleSwitch(db, deps, keyRing),
    listSessions: ownSessions(db, deps),
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

function endOne(db: Database, deps: SessionDeps, keyRing: KeyRing): Handler<'endOneSession'> {
  const { clock } = deps;
  return async (req, res) => {
    const actor = actorOf(req);
    const at = clock();
    const address = clientAddress(req);
    await inTransaction(db, async (tx) => {
      const { personId } = await findOwnSession(tx, actor);
      const other = await findStoredSession(tx, { 'sessions.id': req.params.id });
      const person = await findPerson(tx, personId);
      if (!person || other?.session.personId !== personId) throw sessionNotFound();
      const from = { account: accountDigest(person.email), address };
      const ended = await closeSession(tx, deps, { session: other.session, everywhere: false, from, at });
      if (ended === 0) throw sessionNotFound();
    });
    keyRing.clear();
    res.status(200).json({ ended: 1 });
  };
}

function sessionNotFound(): Refusal {
  return new Refusal('not_found', 'session.not_found', text('没有该登录。', 'There is no such session.'));
}
