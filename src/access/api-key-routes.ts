import { type Database, inSnapshot, inTransaction } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { AnswerOf, BodyOf, Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../http/paging.ts';
import { type Grant, instant } from '../kernel/index.ts';
import { type GovernedDeps, governed } from '../log/index.ts';
import type { ApiKey } from './api-key.ts';
import { createApiKey } from './create-api-key.ts';
import { findApiKey, listApiKeys } from './index.ts';
import type { KeyRing } from './key-ring.ts';
import { apiKeyNotFound, revokeApiKey } from './revoke-api-key.ts';

export function apiKeyHandlers(db: Database, deps: GovernedDeps, keyRing: KeyRing): Handlers {
  const postApiKey: Handler<'createApiKey'> = async (req, res) => {
    const { label, owner, role, grant, scopes = [], expiresAt = null } = req.body;
    const creation = {
      ...{ label, owner, role, scopes },
      grant: toGrant(grant),
      expiresAt: expiresAt === null ? null : instant(expiresAt),
    };
    const actor = actorOf(req);
    const { key, secret } = await inTransaction(db, (tx) =>
      governed(tx, deps, (entry) => createApiKey(entry, deps, { actor, creation })),
    );
    res
      .status(201)
      .set('Location', `/v1/api-keys/${key.id}`)
      .json({ ...toApiKeyBody(key), secret });
  };

  const postRevocation: Handler<'revokeApiKey'> = async (req, res) => {
    const revocation = { actor: actorOf(req), id: req.params.id, reason: req.body.reason };
    const key = await inTransaction(db, (tx) => governed(tx, deps, (entry) => revokeApiKey(entry, revocation)));
    keyRing.clear();
    res.status(200).json(toApiKeyBody(key));
  };

  const getApiKey: Handler<'getApiKey'> = async (req, res) => {
    const key = await inSnapshot(db, (tx) => findApiKey(tx, req.params.id));
    if (!key || key.owner === null) throw apiKeyNotFound();
    res.status(200).json(toApiKeyBody(key));
  };

  const getApiKeys: Handler<'listApiKeys'> = async (req, res) => {
    const { owner, role } = req.query;
    const limit = limitOf(req.query);
    const [createdAt, id] = cursorOf(req.query, ['string', 'string']) ?? [];
    const after = createdAt === undefined ? undefined : { createdAt: String(createdAt), id: String(id) };
    const rows = await inSnapshot(db, (tx) => listApiKeys(tx, { owner, role, after, rowsMax: limit + 1 }));
    const { items, next } = pageOf(rows, limit, (key) => [key.createdAt, key.id]);
    res.status(200).json({ items: items.map(toApiKeyBody), next });
  };

  return { createApiKey: postApiKey, revokeApiKey: postRevocation, getApiKey, listApiKeys: getApiKeys };
}

/** The contract lets through exactly one of the two. */
export function toGrant({ region, agencies = [] }: BodyOf<'createApiKey'>['grant']): Grant {
  return region === undefined ? { agencies } : { region };
}

type ApiKeyBody = AnswerOf<'getApiKey', 200>;

function toApiKeyBody({ id, label, owner, role, grant, scopes, expiresAt, createdAt, revokedAt }: ApiKey): ApiKeyBody {
  if (owner === null || role === 'installer') throw new Error('the bootstrap key is shown to nobody');
  return { id, label, owner, role, grant, scopes: scopes.flatMap(toScope), expiresAt, createdAt, revokedAt };
}

type Scope = ApiKeyBody['scopes'][number];

const SCOPES: readonly Scope[] = [
  'orders:write',
  'orders:read',
  'budget:read',
  'budget:load',
  'assets:write',
  'log:read',
];

function toScope(scope: string): readonly Scope[] {
  return SCOPES.filter((known) => known === scope);
}
