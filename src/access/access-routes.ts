import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale } from '../http/etag.ts';
import type { AnswerOf, BodyOf, Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../http/paging.ts';
import { type Actor, canonicalJson } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import { findPerson, listPersons } from './access-repository.ts';
import { apiKeyCreation, apiKeyHandlers, toGrant } from './keys/api-key-routes.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { INVITATION } from './passwords/password-routes.ts';
import { TOTP_REMOVAL } from './passwords/totp-routes.ts';
import { normalEmail, type Person, type RoleGrant } from './people/person.ts';
import {
  changePerson,
  createPerson,
  findPersonAsOf,
  personNotFound,
  requireSeenPerson,
} from './people/record-person.ts';
import type { SignedAct, SignedActs } from './signed-act.ts';

/** Persons and API keys, as they stand, and the revocation of keys, which one person may do. */
export function accessRoutes(db: Database, deps: GovernedDeps, keyRing: KeyRing): Handlers {
  return { ...personReads(db), ...apiKeyHandlers(db, deps, keyRing) };
}

/** What gives somebody rights, or lets somebody in, takes two people, and neither of them is the one it is about. */
export function accessActs(deps: GovernedDeps): SignedActs {
  return {
    createPerson: personCreation(deps),
    changePerson: { ...PERSON_CHANGE, requireSeen: SEEN_PERSON },
    createApiKey: apiKeyCreation(deps),
    invitePerson: { ...INVITATION, requireSeen: SEEN_PERSON },
    removeTotp: { ...TOTP_REMOVAL, requireSeen: SEEN_PERSON },
  };
}

/** Of acts on a person: one beyond reach is no other than one who does not exist. */
const SEEN_PERSON = async (
  tx: Tx,
  { actor, params }: { readonly actor: Actor; readonly params: Readonly<Record<string, string>> },
): Promise<void> => requireSeenPerson(tx, params.id ?? '', actor.grant);

function personCreation(deps: GovernedDeps): SignedAct<'createPerson'> {
  return {
    reach: 'stated',
    gives: async (_tx, { body }) => body.roles.map(({ grant }) => toGrant(grant)),
    act: async (entry, { actor, body }) => {
      const creation = { ...body, roles: body.roles.map(toRoleGrant) };
      const person = await createPerson(entry, deps, { actor, creation });
      const location = `/v1/persons/${person.id}`;
      return { status: 201, etag: etagOf(person.logIndex), location, body: toPersonBody(person) };
    },
  };
}

const PERSON_CHANGE: SignedAct<'changePerson'> = {
  reach: 'stated',
  // A name or an address one may propose for oneself; the second person still looks at it.
  concerns: ({ params, body: { changes } }) =>
    changes.roles === undefined && changes.active === undefined ? null : (params.id ?? null),
  gives: async (tx, { params, body: { changes } }) => {
    const before = await findPerson(tx, params.id ?? '');
    const isBack = changes.active === true && before?.isActive === false;
    const had = before?.roles ?? [];
    const after = changes.roles?.map(toRoleGrant) ?? had;
    const given = without(after, isBack ? [] : had);
    // Whoever takes away what reaches further would change what is not within reach as well.
    const taken = without(had, changes.active === false ? [] : after);
    const moved = [...given, ...taken];
    // By an address somebody signs in: whoever changes it, or nothing else, reaches as far as the person does.
    const isDescribed = changes.name !== undefined || changes.email !== undefined || moved.length === 0;
    return [...moved, ...(isDescribed ? had : [])].map(({ grant }) => grant);
  },
  act: async (entry, { actor, params, ifMatch, body }) => {
    const { effectiveOn, reason, changes } = body;
    const { roles, active, ...described } = changes;
    const change = {
      id: params.id ?? '',
      effectiveOn,
      reason,
      changes: {
        ...described,
        ...(roles && { roles: roles.map(toRoleGrant) }),
        ...(active !== undefined && { isActive: active }),
      },
      requireFresh: (logIndex: number) => {
        if (ifMatch !== undefined) refuseStale(ifMatch, logIndex);
      },
    };
    const person = await changePerson(entry, { actor, change });
    return { status: 200, etag: etagOf(person.logIndex), body: toPersonBody(person) };
  },
};

function without(roles: readonly RoleGrant[], others: readonly RoleGrant[]): readonly RoleGrant[] {
  const known = new Set(others.map((held) => canonicalJson(held)));
  return roles.filter((held) => !known.has(canonicalJson(held)));
}

function personReads(db: Database): Handlers {
  const getPerson: Handler<'getPerson'> = async (req, res) => {
    const { asOf } = req.query;
    const { id } = req.params;
    const { grant } = actorOf(req);
    const person = await inSnapshot(db, async (tx) => {
      const [standing] = await listPersons(tx, { id, within: grant, rowsMax: 1 });
      // Who reaches somebody now may read the past as well.
      return standing && asOf !== undefined ? findPersonAsOf(tx, id, asOf) : standing;
    });
    if (!person) throw personNotFound();
    res.status(200).set('ETag', etagOf(person.logIndex)).json(toPersonBody(person));
  };

  const getPersons: Handler<'listPersons'> = async (req, res) => {
    const { role, email } = req.query;
    const limit = limitOf(req.query);
    const [name, id] = cursorOf(req.query, ['string', 'string']) ?? [];
    const after = name === undefined ? undefined : { name: String(name), id: String(id) };
    const { grant } = actorOf(req);
    const filter = { role, email: email && normalEmail(email), within: grant, after, rowsMax: limit + 1 };
    const rows = await inSnapshot(db, (tx) => listPersons(tx, filter));
    const { items, next } = pageOf(rows, limit, (person) => [person.name, person.id]);
    res.status(200).json({ items: items.map(toPersonBody), next });
  };

  return { getPerson, listPersons: getPersons };
}

function toPersonBody({ id, name, email, roles, isActive, createdAt }: Person): AnswerOf<'getPerson', 200> {
  return { id, name, email, roles: roles.map(toRoleBody), active: isActive, createdAt };
}

type RoleBody = AnswerOf<'getPerson', 200>['roles'][number];

/** A bootstrap key is made, not granted, so no person ever has its role; nor those of keys for machines. */
function toRoleBody({ role, grant }: RoleGrant): RoleBody {
  if (role === 'installer' || role === 'machine' || role === 'platform')
    throw new Error(`a person has the role ${role}`);
  return { role, grant };
}

function toRoleGrant({ role, grant }: BodyOf<'createPerson'>['roles'][number]): RoleGrant {
  return { role, grant: toGrant(grant) };
}
