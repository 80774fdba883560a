import type { Actor, Instant } from '../../kernel/index.ts';
import type { Governed, GovernedDeps } from '../../log/index.ts';
import { invitationEnd } from '../passwords/password.ts';
import { recordFirstPasswords } from '../passwords/record-password.ts';
import type { Person } from './person.ts';
import { type PersonCreation, recordNewPersons } from './record-person.ts';

export interface InvitedCreation extends PersonCreation {
  /** Of a token of this person alone, which nobody can read again. */
  readonly invitationHash: string;
}

/**
 * Adds persons and invites each of them to set a first password: the leaves are those of adding and inviting one. Whoever calls
 * has made sure that addresses are free and written as they are kept, and that the roles go together.
 */
export async function createInvited(
  entry: Governed,
  deps: Pick<GovernedDeps, 'newId'>,
  { actor, creations }: { readonly actor: Actor; readonly creations: readonly InvitedCreation[] },
): Promise<{ readonly persons: readonly Person[]; readonly expiresAt: Instant }> {
  const described = creations.map(({ name, email, roles }) => ({ name, email, roles }));
  const persons = await recordNewPersons(entry, deps, { actor, creations: described });
  const expiresAt = invitationEnd(entry.at);
  const invitations = persons.map(({ id: personId }, at) => {
    const invitationHash = creations[at]?.invitationHash ?? null;
    const state = {
      personId,
      hashes: [],
      setAt: null,
      invitationHash,
      invitationExpiresAt: expiresAt,
      signsFrom: null,
    };
    return { type: 'password.invited', actor, state } as const;
  });
  await recordFirstPasswords(entry, invitations);
  return { persons, expiresAt };
}
