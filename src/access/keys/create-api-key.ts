import { type Actor, digestOf, type Grant, type Instant, Refusal, type Role, text } from '../../kernel/index.ts';
import type { Governed, GovernedDeps } from '../../log/index.ts';
import { findPerson, insertApiKey, listAgencyRegions } from '../access-repository.ts';
import { type AgencyRegions, agenciesIn } from '../grant.ts';
import type { RoleGrant } from '../people/person.ts';
import { type ApiKey, bothSidesAt, carriersOf, isCarriedBy, uncarriedScopes } from './api-key.ts';
import { isReadingKey, latestEnd } from './key-limits.ts';
import { findCodeRoles } from './record-code-roles.ts';

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
  const both = bothSidesAt(creation.scopes);
  if (both !== undefined) throw bothSides(creation.scopes[both] ?? '', both);
  if (creation.expiresAt !== null && creation.expiresAt <= entry.at) throw expired();
  const owner = await findPerson(entry.tx, creation.owner);
  if (!owner) throw unknownOwner();
  const regions = await listAgencyRegions(entry.tx, agenciesIn(creation.grant));
  refuseUncarried(creation, owner.roles, regions);
  await refuseEndless(entry, creation);
  const key = { ...creation, id: newId('key'), createdAt: entry.at, revokedAt: null };
  await recordKey(entry, { actor, key, secretHash });
  return key;
}

function refuseUncarried(key: ApiKeyCreation, roles: readonly RoleGrant[], regions: AgencyRegions): void {
  const [place] = key.role === 'machine' ? uncarriedScopes(key, roles, regions) : [];
  if (place !== undefined) throw scopeNotCarried(key.scopes[place] ?? '', place);
  if (!isCarriedBy(key, roles, regions)) throw notCarried();
}

async function refuseEndless({ tx, at }: Governed, key: ApiKeyCreation): Promise<void> {
  if (!isReadingKey(key, await findCodeRoles(tx))) return;
  if (key.expiresAt === null || key.expiresAt > latestEnd(at)) throw endNeeded(latestEnd(at));
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

/** Who buys neither accepts nor pays, so one secret is not to do both (ADR 0037). */
function bothSides(scope: string, place: number): Refusal {
  const message = text(
    `一枚密钥不能同时具有 orders:write 和 ${scope}：提交订单的系统不能自行验收或付款。请分别新建密钥，由不同的人所有。`,
    `One key does not have orders:write and ${scope}: what submits an order neither accepts nor pays it. Make two keys, of two people.`,
  );
  return new Refusal('invalid', 'api_key.both_sides', message, [{ pointer: `/scopes/${place}`, message: '' }]);
}

function expired(): Refusal {
  const message = text('到期时间已过。', 'This moment has passed already.');
  return new Refusal('unprocessable', 'api_key.expired', message, [{ pointer: '/expiresAt', message: '' }]);
}

function unknownOwner(): Refusal {
  const message = text('未找到该用户。', 'There is no such person.');
  return new Refusal('unprocessable', 'api_key.owner_unknown', message, [{ pointer: '/owner', message: '' }]);
}

function endNeeded(latest: Instant): Refusal {
  const message = text(
    `该角色须使用动态口令：个人密钥只能查询，且最迟于 ${latest} 到期。`,
    `This role needs one-time codes: a personal key only reads, and ends by ${latest}.`,
  );
  return new Refusal('unprocessable', 'api_key.end_needed', message, [{ pointer: '/expiresAt', message: '' }]);
}

function scopeNotCarried(scope: string, place: number): Refusal {
  const roles = carriersOf(scope);
  const message = text(
    `权限范围 ${scope} 的密钥须属于角色为 ${roles.join('、')} 之一、管辖范围包含该密钥范围的用户。`,
    `A key with ${scope} belongs to somebody who is ${roles.join(' or ')} and reaches as far as the key.`,
  );
  const pointer = `/scopes/${place}`;
  return new Refusal('unprocessable', 'api_key.beyond_owner', message, [{ pointer, message: '' }]);
}

function notCarried(): Refusal {
  const message = text(
    '密钥所属用户没有该角色，或其管辖范围不包含密钥的范围。',
    'The owner does not have this role, or not this far.',
  );
  return new Refusal('unprocessable', 'api_key.beyond_owner', message, [{ pointer: '/role', message: '' }]);
}
