import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, BodyOf, Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { type Grant, Refusal, statedInstant, text } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import type { SignedAct } from '../signed-act.ts';
import { type ApiKey, hashOfSecret, newSecret } from './api-key.ts';
import { createApiKey } from './create-api-key.ts';
import { endOfKey } from './key-limits.ts';
import type { KeyRing } from './key-ring.ts';
import { type ApiKeyFilter, listApiKeys } from './list-api-keys.ts';
import { type CodeRoles, findCodeRoles } from './record-code-roles.ts';
import { apiKeyNotFound, revokeApiKey } from './revoke-api-key.ts';

export function apiKeyHandlers(db: Database, deps: GovernedDeps, keyRing: KeyRing): Handlers {
  const postRevocation: Handler<'revokeApiKey'> = async (req, res) => {
    const revocation = { actor: actorOf(req), id: req.params.id, reason: req.body.reason };
    const [key, codeRoles] = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => [await revokeApiKey(entry, revocation), await findCodeRoles(tx)] as const),
    );
    keyRing.clear();
    res.status(200).json(toApiKeyBody(key, codeRoles));
  };

  const getApiKey: Handler<'getApiKey'> = async (req, res) => {
    const asked = { id: req.params.id, within: actorOf(req).grant, rowsMax: 1 };
    const { keys, codeRoles } = await inSnapshot(db, (tx) => findKeys(tx, asked));
    const [key] = keys;
    if (!key) throw apiKeyNotFound();
    res.status(200).json(toApiKeyBody(key, codeRoles));
  };

  const getApiKeys: Handler<'listApiKeys'> = async (req, res) => {
    const { owner, role } = req.query;
    const limit = limitOf(req.query);
    const [createdAt, id] = cursorOf(req.query, ['string', 'string']) ?? [];
    const after = createdAt === undefined ? undefined : { createdAt: String(createdAt), id: String(id) };
    const filter = { owner, role, within: actorOf(req).grant, after, rowsMax: limit + 1 };
    const { keys, codeRoles } = await inSnapshot(db, (tx) => findKeys(tx, filter));
    const { items, next } = pageOf(keys, limit, (key) => [key.createdAt, key.id]);
    res.status(200).json({ items: items.map((key) => toApiKeyBody(key, codeRoles)), next });
  };

  return { revokeApiKey: postRevocation, getApiKey, listApiKeys: getApiKeys };
}

/** With what their ends depend on. */
async function findKeys(tx: Tx, filter: ApiKeyFilter) {
  return { keys: await listApiKeys(tx, filter), codeRoles: await findCodeRoles(tx) };
}

/** The secret is made when the key is proposed and told to nobody but its maker; what is signed has its hash. */
export function apiKeyCreation(deps: GovernedDeps): SignedAct<'createApiKey'> {
  return {
    prepare: () => {
      const secret = newSecret();
      return { kept: { secretHash: hashOfSecret(secret) }, told: { secret } };
    },
    reach: 'stated',
    gives: async (_tx, { body }) => [toGrant(body.grant)],
    check: ({ actor, body }) => {
      const isForProgram = body.role === 'machine' || body.role === 'platform';
      if (actor.role !== 'installer' && !isForProgram && body.owner !== actor.personId) throw ofAnotherPerson();
    },
    act: async (entry, { actor, body, prepared }) => {
      const { label, owner, role, grant, scopes = [], expiresAt = null } = body;
      const creation = {
        ...{ label, owner, role, scopes },
        grant: toGrant(grant),
        expiresAt: expiresAt === null ? null : statedInstant(expiresAt),
      };
      const secretHash = prepared?.secretHash;
      if (secretHash === undefined) throw new Error('a key without a secret');
      const key = await createApiKey(entry, deps, { actor, creation, secretHash });
      const codeRoles = await findCodeRoles(entry.tx);
      return { status: 201, location: `/v1/api-keys/${key.id}`, body: toApiKeyBody(key, codeRoles) };
    },
  };
}

/** Whoever proposes a key reads its secret: with another person's key one person could sign as two. */
function ofAnotherPerson(): Refusal {
  const message = text(
    '不能为他人申请个人密钥；个人请用口令登录。',
    "Nobody proposes another person's key; people sign in with a password.",
  );
  return new Refusal('forbidden', 'api_key.of_another', message, [{ pointer: '/owner', message: '' }]);
}

/** The contract lets through exactly one of the two. */
export function toGrant({ region, agencies = [] }: BodyOf<'createApiKey'>['grant']): Grant {
  return region === undefined ? { agencies } : { region };
}

type ApiKeyBody = AnswerOf<'getApiKey', 200>;

function toApiKeyBody(key: ApiKey, codeRoles: CodeRoles): ApiKeyBody {
  const { id, label, owner, role, grant, scopes, createdAt, revokedAt } = key;
  if (owner === null || role === 'installer') throw new Error('the bootstrap key is shown to nobody');
  const expiresAt = endOfKey(key, codeRoles);
  return { id, label, owner, role, grant, scopes: scopes.flatMap(toScope), expiresAt, createdAt, revokedAt };
}

type Scope = ApiKeyBody['scopes'][number];

const SCOPES: readonly Scope[] = [
  'orders:write',
  'orders:read',
  'budget:read',
  'budget:load',
  'assets:write',
  'payments:write',
  'log:read',
  'log:cosign',
  'metrics:read',
];

function toScope(scope: string): readonly Scope[] {
  return SCOPES.filter((known) => known === scope);
}
