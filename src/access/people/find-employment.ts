import type { Tx } from '../../db/index.ts';
import type { Role } from '../../kernel/index.ts';
import { findPerson } from '../access-repository.ts';

/** In these roles a person works for the agencies that the grant names. */
const AGENCY_ROLES: readonly Role[] = ['procurement-officer', 'agency-approver'];

/** Whether a person buys or approves for one of some agencies that the person's grant names. */
export async function worksFor(tx: Tx, agencies: readonly string[], personId: string | null): Promise<boolean> {
  const person = personId === null ? undefined : await findPerson(tx, personId);
  const roles = person?.roles ?? [];
  return roles.some(
    ({ role, grant }) =>
      AGENCY_ROLES.includes(role) && 'agencies' in grant && grant.agencies.some((code) => agencies.includes(code)),
  );
}
