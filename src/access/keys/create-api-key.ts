import { type Actor, digestOf, type Grant, type Instant, Refusal, type Role, text } from '../../kernel/index.ts';
import type { Governed, GovernedDeps } from '../../log/index.ts';
import { findPerson, insertApiKey, listAgencyRegions } from '../access-repository.ts';
import { agenciesIn } from '../grant.ts';
import { type ApiKey, isCarriedBy } from './api-key.ts';

export interface ApiKeyCreation {
  readonly label: string;
  readonly owner: string;
  readonly role: Role;
  readonly grant: Grant;
  readonly scopes: readonly string[];
  readonly expiresAt: Instant | null;
}

/** Makes a key for a secret of which only the hash is known here, and nothing else is ever kept. */
export async function createApiKey(
  entry: Governed,
  { newId }: GovernedDeps,
  {
    actor,
    creation,
    secretHash,
  }: { readonly actor: Actor; readonly creation: ApiKeyCreation; readonly secretHash: string },
): Promise<ApiKey> {
  if (creation.scopes.length > 0 && creation.role !== 'machine') throw scopesOfOthers();
  if (creation.expiresAt !== null && creation.expiresAt <= entry.at) throw expired();
  const owner = await findPerson(entry.tx, creation.owner);
  if (!owner) throw unknownOwner();
  const regions = await listAgencyRegions(entry.tx, agenciesIn(creation.grant));
  if (!isCarriedBy(creation, owner.roles, regions)) throw notCarried();
  const key = { ...creation, id: newId('key'), createdAt: entry.at, revokedAt: null };
  await recordKey(entry, { actor, key, secretHash });
  return key;
}

/** Appends the leaf of a new key and stores it; the bootstrap key is made by nobody and is recorded the same way. */
export async function recordKey(
  { append, tx }: Governed,
  { actor, key, secretHash }: { readonly actor: Actor | null; readonly key: ApiKey; readonly secretHash: string },
): Promise<void> {
  const { owner, role, grant, scopes, expiresAt } = key;
  const { logIndex } = append({
    type: 'api-key.created',
    subject: `api-key/${key.id}`,
    by: actor,
    body: { key: { owner, role, grant, scopes, expiresAt, digest: digestOf(secretHash) } },
    sealed: { '/key/label': key.label },
  });
  await insertApiKey(tx, { key, secretHash, logIndex });
}

function scopesOfOthers(): Refusal {
  const message = text('只有系统对接密钥（machine）可以设置权限范围。', "Only a machine's key has scopes.");
  return new Refusal('unprocessable', 'api_key.scopes', message, [{ pointer: '/scopes', message: '' }]);
}

function expired(): Refusal {
  const message = text('到期时间已过。', 'This moment has passed already.');
  return new Refusal('unprocessable', 'api_key.expired', message, [{ pointer: '/expiresAt', message: '' }]);
}

function unknownOwner(): Refusal {
  const message = text('未找到该用户。', 'There is no such person.');
  return new Refusal('unprocessable', 'api_key.owner_unknown', message, [{ pointer: '/owner', message: '' }]);
}

function notCarried(): Refusal {
  const message = text(
    '密钥所属用户没有该角色，或其管辖范围不包含密钥的范围。',
    'The owner does not have this role, or not this far.',
  );
  return new Refusal('unprocessable', 'api_key.beyond_owner', message, [{ pointer: '/role', message: '' }]);
}
