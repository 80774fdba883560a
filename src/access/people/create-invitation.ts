import { type Actor, type Instant, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import { invitationEnd } from '../passwords/password.ts';
import { findPassword } from '../passwords/password-repository.ts';
import { recordPassword } from '../passwords/record-password.ts';
import { findTotp } from '../passwords/totp-repository.ts';
import { personNotFound } from './record-person.ts';

export interface Invitation {
  readonly actor: Actor;
  readonly personId: string;
  /** Of a token that nobody can read again. */
  readonly invitationHash: string;
}

/**
 * Invites a person to set a password by a token of which only the hash is known here, from this moment on. An authenticator
 * goes first, by two people as well: a new password would otherwise be all that somebody needs who has a lost telephone.
 */
export async function createInvitation(
  entry: Governed,
  { actor, personId, invitationHash }: Invitation,
): Promise<{ readonly expiresAt: Instant }> {
  const person = await findPerson(entry.tx, personId);
  if (!person) throw personNotFound();
  if (!person.isActive) throw inactive();
  if (await findTotp(entry.tx, personId)) throw hasTotp();
  const { hashes = [], setAt = null, signsFrom = null } = (await findPassword(entry.tx, personId)) ?? {};
  const expiresAt = invitationEnd(entry.at);
  const state = { personId, hashes, setAt, invitationHash, invitationExpiresAt: expiresAt, signsFrom };
  await recordPassword(entry, { type: 'password.invited', actor, state, isReset: hashes.length > 0 });
  return { expiresAt };
}

function inactive(): Refusal {
  const message = text('该用户已停用。', 'This person is not active.');
  return new Refusal('conflict', 'person.inactive', message);
}

function hasTotp(): Refusal {
  const message = text(
    '该用户已登记动态口令；请先由两人解除，再邀请。',
    'This person has an authenticator. Two people remove it first; then invite.',
  );
  return new Refusal('conflict', 'person.has_totp', message);
}
