import type { Tx } from '../../db/index.ts';
import type { Instant, Role } from '../../kernel/index.ts';
import { findLastLeaves, type Governed } from '../../log/index.ts';

/** Roles in which nobody acts without a one-time code, each with the moment since which that is so. */
export type CodeRoles = ReadonlyMap<Role, Instant>;

/** What the leaf that names them is about. */
export const CODE_ROLES = 'gate/code-roles';

interface CodeRole {
  readonly role: Role;
  readonly since: Instant;
}

/**
 * The roles as the log says them: the last start that was given others has put them there. So all processes of a gate go by
 * the same, keys that were made before end some time after they were named, and whoever replays the log knows it too.
 */
export async function findCodeRoles(tx: Tx): Promise<CodeRoles> {
  const leaf = (await findLastLeaves(tx, [CODE_ROLES])).get(CODE_ROLES);
  const { roles }: { readonly roles: readonly CodeRole[] } = leaf ? JSON.parse(leaf.bytes) : { roles: [] };
  return new Map(roles.map(({ role, since }) => [role, since]));
}

/** Puts down the roles that a start was given, where they are others than before. */
export async function recordCodeRoles({ tx, at, append }: Governed, roles: readonly Role[]): Promise<void> {
  const before = await findCodeRoles(tx);
  const after = [...new Set(roles)].toSorted();
  if (after.length === before.size && after.every((role) => before.has(role))) return;
  const body = { roles: after.map((role): CodeRole => ({ role, since: before.get(role) ?? at })) };
  append({ type: 'gate.code-roles-set', subject: CODE_ROLES, by: null, body });
}
