import type { Grant, Instant, Role } from '../../kernel/index.ts';

export interface RoleGrant {
  readonly role: Role;
  readonly grant: Grant;
}

/** Somebody who acts in the gate. One who is not active may do nothing, and the keys of such a person do not work. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleGrant[];
  readonly isActive: boolean;
  readonly createdAt: Instant;
  /** The index of the last leaf about this person. */
  readonly logIndex: number;
}

/** 三员分立: who runs the system, who grants the rights and who reviews both are never one person. */
const SEPARATE_ROLES: readonly Role[] = ['system-administrator', 'security-administrator', 'audit'];

/** Who grants the rights reads the secrets of keys and invitations, and with a second role could sign as a second person. */
const HELD_ALONE: Role = 'security-administrator';

/** The roles among these that one person may not hold together; empty when all is well. */
export function uncombinableRoles(roles: readonly RoleGrant[]): readonly Role[] {
  const all = [...new Set(roles.map(({ role }) => role))];
  if (all.includes(HELD_ALONE) && all.length > 1) return all;
  const held = SEPARATE_ROLES.filter((role) => roles.some((each) => each.role === role));
  return held.length > 1 ? held : [];
}

/** One address is one person, however it is written. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}
