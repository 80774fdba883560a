import { randomBytes } from 'node:crypto';
import { type Grant, type Instant, type Role, sha256 } from '../../kernel/index.ts';
import { type AgencyRegions, covers } from '../grant.ts';
import type { RoleGrant } from '../people/person.ts';

/** A key acts for its owner, a person; only the bootstrap key has none. */
export interface ApiKey {
  readonly id: string;
  readonly label: string;
  readonly owner: string | null;
  readonly role: Role;
  readonly grant: Grant;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
}

const SECRET_BYTES = 32;

/** Random enough that a plain hash of it cannot be searched for; the prefix lets secret scanners find a leaked one. */
export function newSecret(): string {
  return `gk_${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

export function hashOfSecret(secret: string): string {
  return sha256(secret).toString('hex');
}

/** Machines and platforms have roles of their own; every other key has one of its owner's. */
const ROLES_OF_KEYS: readonly Role[] = ['machine', 'platform'];

/** Whether what its owner may do still carries the key. */
export function isCarriedBy(
  key: Pick<ApiKey, 'role' | 'grant'>,
  roles: readonly RoleGrant[],
  regions: AgencyRegions,
): boolean {
  if (ROLES_OF_KEYS.includes(key.role)) return roles.length > 0;
  return roles.some((held) => held.role === key.role && covers(held.grant, key.grant, regions));
}
