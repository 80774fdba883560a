import type { Tx } from '../../db/index.ts';
import { type Instant, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import { isEqual } from '../find-actor.ts';
import { type PasswordState, signingAgain, withNewHash } from '../passwords/password.ts';
import type { PasswordProfile } from '../passwords/password-profile.ts';
import { findPasswordByInvitation } from '../passwords/password-repository.ts';
import { recordPassword } from '../passwords/record-password.ts';
import { rowsDiffer } from '../rights/claimant.ts';
import { compareCredentials } from '../sessions/credentials-projection.ts';
import type { Person } from './person.ts';

export interface InvitedPerson {
  readonly person: Person;
  readonly state: PasswordState;
}

/** Who was invited by a token; refuses alike when it is unknown, used, replaced or late. */
export async function findInvited(tx: Tx, invitationHash: string, at: Instant): Promise<InvitedPerson> {
  const state = await findPasswordByInvitation(tx, invitationHash);
  if (!state || !isEqual(state.invitationHash ?? '', invitationHash)) throw invitationRefused();
  if (state.invitationExpiresAt === null || at >= state.invitationExpiresAt) throw invitationRefused();
  const person = await findPerson(tx, state.personId);
  if (!person?.isActive) throw invitationRefused();
  return { person, state };
}

export interface InvitationUse {
  readonly invitationHash: string;
  readonly newHash: string;
  readonly profile: PasswordProfile;
}

/** Sets the password that was hashed before, and uses the invitation up. */
export async function useInvitation(
  entry: Governed,
  { invitationHash, newHash, profile }: InvitationUse,
): Promise<PasswordState> {
  const { state: before } = await findInvited(entry.tx, invitationHash, entry.at);
  const differences = await compareCredentials(entry.tx, before.personId);
  if (differences.length > 0) throw rowsDiffer(differences);
  const state = {
    personId: before.personId,
    hashes: withNewHash(before.hashes, { newHash, profile }),
    setAt: entry.at,
    invitationHash: null,
    invitationExpiresAt: null,
    signsFrom: before.hashes.length > 0 ? signingAgain(entry.at) : before.signsFrom,
  };
  await recordPassword(entry, { type: 'password.set', actor: null, state });
  return state;
}

export function invitationRefused(): Refusal {
  const message = text(
    '邀请无效、已使用或已过期，请向安全管理员重新索取。',
    'The invitation is unknown, used or late. Ask the security administrator for another.',
  );
  return new Refusal('unprocessable', 'password.invitation', message, [{ pointer: '/token', message: '' }]);
}
