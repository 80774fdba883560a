import { type Database, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { findOwnSession } from '../sessions/find-session.ts';
import type { SessionDeps } from '../sessions/session-deps.ts';
import type { SignedAct } from '../signed-act.ts';
import { compareOwnPassword } from './password-routes.ts';
import { beginEnrolment, confirmEnrolment, removeTotp, totpUnavailable } from './record-totp.ts';
import { totpUri } from './totp.ts';

export function totpHandlers(db: Database, deps: SessionDeps, keyRing: KeyRing): Handlers {
  const { clock, origin, settings } = deps;
  const { totpKeys: keys } = settings;
  const [key] = keys;

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
        await confirmEnrolment(entry, { actor, personId: session.personId, code, keys });
        return session.personId;
      }),
    );
    keyRing.clear();
    res.status(200).json({ person: personId, totp: true });
  };

  return { enrolTotp, confirmTotp };
}

/** One administrator alone could otherwise make a password all that is needed to come in as somebody else. */
export const TOTP_REMOVAL: SignedAct<'removeTotp'> = {
  reach: 'stated',
  concerns: ({ params }) => params.id ?? null,
  gives: async (tx, { params }) => ((await findPerson(tx, params.id ?? ''))?.roles ?? []).map(({ grant }) => grant),
  act: async (entry, { actor, params, body }) => {
    const personId = params.id ?? '';
    await removeTotp(entry, { actor, personId, reason: body.reason });
    return { status: 200, body: { person: personId, totp: false } };
  },
};
