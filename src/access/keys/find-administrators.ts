import type { Tx } from '../../db/index.ts';
import type { Instant, Role } from '../../kernel/index.ts';
import { listWorkingKeys } from './list-working-keys-repository.ts';
import { findCodeRoles } from './record-code-roles.ts';

/** No person signs an own new password: of three, two give the third one another. */
export const ADMINISTRATORS_MIN = 3;

const ADMINISTRATOR: Role = 'security-administrator';

/** How many active security administrators can sign: they have a password, or a key of this role with which people act. */
export async function countAdministrators(tx: Tx, at: Instant): Promise<number> {
  const withPassword: readonly { readonly id: string }[] = await tx('persons')
    .join('passwords', 'passwords.person_id', 'persons.id')
    .where('persons.is_disabled', 0)
    .where('persons.roles', 'like', `%"role":"${ADMINISTRATOR}"%`)
    .whereNotNull('passwords.set_at')
    .select('persons.id as id');
  const areKeysForReading = (await findCodeRoles(tx)).has(ADMINISTRATOR);
  const keys = areKeysForReading ? [] : await listWorkingKeys(tx, at);
  const withKey = keys
    .filter(({ key, owner }) => key.role === ADMINISTRATOR && owner.roles.some(({ role }) => role === ADMINISTRATOR))
    .map(({ owner }) => owner.id);
  return new Set([...withPassword.map(({ id }) => id), ...withKey]).size;
}
