import { type Database, inSnapshot, inTransaction } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../http/etag.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { inputDigestOf } from '../http/input-digest.ts';
import type { AnswerOf, BodyOf, Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../http/paging.ts';
import { type GovernedDeps, governed } from '../log/index.ts';
import { apiKeyHandlers, toGrant } from './api-key-routes.ts';
import { findPerson, listPersons } from './index.ts';
import type { KeyRing } from './key-ring.ts';
import { normalEmail, type Person, type RoleGrant } from './person.ts';
import { answerOnce } from './recall-answer.ts';
import { changePerson, createPerson, findPersonAsOf, personNotFound } from './record-person.ts';

/** Persons and API keys. The ring forgets its callers after each change, so that what was taken away is gone at once. */
export function accessRoutes(db: Database, deps: GovernedDeps, keyRing: KeyRing): Handlers {
  const postPerson: Handler<'createPerson'> = async (req, res) => {
    const actor = actorOf(req);
    const asking = { operation: 'createPerson', actor, key: idempotencyKeyOf(req), inputDigest: inputDigestOf(req) };
    const creation = { ...req.body, roles: req.body.roles.map(toRoleGrant) };
    const { body, etag = '' } = await inTransaction(db, (tx) =>
      governed(tx, deps, (entry) =>
        answerOnce(entry, asking, async () => {
          const person = await createPerson(entry, deps, { actor, creation });
          return { status: 201, etag: etagOf(person.logIndex), body: toPersonBody(person) };
        }),
      ),
    );
    res.status(201).set('ETag', etag).set('Location', `/v1/persons/${body.id}`).json(body);
  };

  const postPersonEvent: Handler<'changePerson'> = async (req, res) => {
    const actor = actorOf(req);
    const read = requireIfMatch(req);
    const {
      effectiveOn,
      reason,
      changes: { roles, active, ...described },
    } = req.body;
    const change = {
      id: req.params.id,
      effectiveOn,
      reason,
      changes: {
        ...described,
        ...(roles && { roles: roles.map(toRoleGrant) }),
        ...(active !== undefined && { isActive: active }),
      },
      requireFresh: (logIndex: number) => refuseStale(read, logIndex),
    };
    const person = await inTransaction(db, (tx) =>
      governed(tx, deps, (entry) => changePerson(entry, { actor, change })),
    );
    keyRing.clear();
    res.status(200).set('ETag', etagOf(person.logIndex)).json(toPersonBody(person));
  };

  return {
    createPerson: postPerson,
    changePerson: postPersonEvent,
    ...personReads(db),
    ...apiKeyHandlers(db, deps, keyRing),
  };
}

function personReads(db: Database): Handlers {
  const getPerson: Handler<'getPerson'> = async (req, res) => {
    const { asOf } = req.query;
    const { id } = req.params;
    const person = await inSnapshot(db, (tx) =>
      asOf === undefined ? findPerson(tx, id) : findPersonAsOf(tx, id, asOf),
    );
    if (!person) throw personNotFound();
    res.status(200).set('ETag', etagOf(person.logIndex)).json(toPersonBody(person));
  };

  const getPersons: Handler<'listPersons'> = async (req, res) => {
    const { role, email } = req.query;
    const limit = limitOf(req.query);
    const [name, id] = cursorOf(req.query, ['string', 'string']) ?? [];
    const after = name === undefined ? undefined : { name: String(name), id: String(id) };
    const filter = { role, email: email && normalEmail(email), after, rowsMax: limit + 1 };
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
