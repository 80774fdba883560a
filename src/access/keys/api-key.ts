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
export function isOfProgram(role: Role): boolean {
  return role === 'machine' || role === 'platform';
}

/** Whose work a machine does: its owner has one of these roles, and could do it as well. */
const CARRIERS: Readonly<Record<string, readonly Role[]>> = {
  'orders:write': ['procurement-officer'],
  'orders:read': ['procurement-officer'],
  'budget:read': ['procurement-officer', 'agency-approver', 'finance', 'audit'],
  'budget:load': ['finance'],
  'assets:write': ['procurement-officer', 'legalization-office'],
  'payments:write': ['finance'],
  'log:read': ['audit', 'finance', 'legalization-office'],
  'log:cosign': ['audit', 'finance', 'legalization-office'],
  'metrics:read': ['system-administrator'],
};

/** The roles of which an owner needs one; nobody carries a scope that is not known here. */
export function carriersOf(scope: string): readonly Role[] {
  return CARRIERS[scope] ?? [];
}

const ORDERS = 'orders:write';
const WHAT_FOLLOWS = ['assets:write', 'payments:write'];

/** The first place of a scope by which a key that writes orders would also say that they came, or that they are paid. */
export function bothSidesAt(scopes: readonly string[]): number | undefined {
  const place = scopes.includes(ORDERS) ? scopes.findIndex((scope) => WHAT_FOLLOWS.includes(scope)) : -1;
  return place < 0 ? undefined : place;
}

type KeyRights = Pick<ApiKey, 'role' | 'grant' | 'scopes'>;

/** Whether what its owner may do carries the key: its role, or each of its scopes, and as far as it reaches. */
export function isCarriedBy(key: KeyRights, roles: readonly RoleGrant[], regions: AgencyRegions): boolean {
  const within = roles.filter((held) => covers(held.grant, key.grant, regions));
  if (key.role === 'machine') return within.length > 0 && uncarriedScopes(key, roles, regions).length === 0;
  const role = key.role === 'platform' ? 'system-administrator' : key.role;
  return within.some((held) => held.role === role);
}

/** The places of the scopes that its owner does not carry. */
export function uncarriedScopes(
  { grant, scopes }: KeyRights,
  roles: readonly RoleGrant[],
  regions: AgencyRegions,
): readonly number[] {
  const within = roles.filter((held) => covers(held.grant, grant, regions));
  return scopes.flatMap((scope, place) => {
    const carriers = carriersOf(scope);
    return within.some(({ role }) => carriers.includes(role)) ? [] : [place];
  });
}
