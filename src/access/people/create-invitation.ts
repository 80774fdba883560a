import { type Actor, type Instant, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import { invitationEnd } from '../passwords/password.ts';
import { findPassword } from '../passwords/password-repository.ts';
import { recordPassword } from '../passwords/record-password.ts';
import { personNotFound } from './record-person.ts';

export interface Invitation {
  readonly actor: Actor;
  readonly personId: string;
  /** Of a token that nobody can read again. */
  readonly invitationHash: string;
}

/** Invites a person to set a password by a token of which only the hash is known here, from this moment on. */
export async function createInvitation(
  entry: Governed,
  { actor, personId, invitationHash }: Invitation,
): Promise<{ readonly expiresAt: Instant }> {
  const person = await findPerson(entry.tx, personId);
  if (!person) throw personNotFound();
  if (!person.isActive) throw inactive();
  const { hashes = [], setAt = null } = (await findPassword(entry.tx, personId)) ?? {};
  const expiresAt = invitationEnd(entry.at);
  const state = { personId, hashes, setAt, invitationHash, invitationExpiresAt: expiresAt };
  await recordPassword(entry, { type: 'password.invited', actor, state });
  return { expiresAt };
}

function inactive(): Refusal {
  const message = text('该用户已停用。', 'This person is not active.');
  return new Refusal('conflict', 'person.inactive', message);
}
