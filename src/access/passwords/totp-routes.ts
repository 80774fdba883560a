import { type Database, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { governed } from '../../log/index.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { findOwnSession } from '../sessions/find-session.ts';
import type { SessionDeps } from '../sessions/session-deps.ts';
import { compareOwnPassword } from './password-routes.ts';
import { beginEnrolment, confirmEnrolment, removeTotp, totpUnavailable } from './record-totp.ts';
import { totpUri } from './totp.ts';

export function totpHandlers(db: Database, deps: SessionDeps, keyRing: KeyRing): Handlers {
  const { clock, origin, settings } = deps;
  const { totpKey: key } = settings;

  const enrolTotp: Handler<'enrolTotp'> = async (req, res) => {
    const actor = actorOf(req);
    if (key === undefined) throw totpUnavailable();
    const claim = { req, actor, password: req.body.password, pointer: '/password' };
    const { person } = await compareOwnPassword(db, deps, claim);
    const at = clock();
    const { secret, confirmBy } = await inTransaction(db, (tx) => beginEnrolment(tx, { personId: person.id, key, at }));
    const uri = totpUri(secret, { issuer: origin, label: person.email });
    res.status(200).json({ secret, uri, confirmBy });
  };

  const confirmTotp: Handler<'confirmTotp'> = async (req, res) => {
    const actor = actorOf(req);
    const { code } = req.body;
    const personId = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const session = await findOwnSession(tx, actor);
        await confirmEnrolment(entry, { actor, personId: session.personId, code, key });
        return session.personId;
      }),
    );
    keyRing.clear();
    res.status(200).json({ person: personId, totp: true });
  };

  const postRemoval: Handler<'removeTotp'> = async (req, res) => {
    const removal = { actor: actorOf(req), personId: req.params.id, reason: req.body.reason };
    await inTransaction(db, (tx) => governed(tx, deps, (entry) => removeTotp(entry, removal)));
    keyRing.clear();
    res.status(200).json({ person: removal.personId, totp: false });
  };

  return { enrolTotp, confirmTotp, removeTotp: postRemoval };
}
