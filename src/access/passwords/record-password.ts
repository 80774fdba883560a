import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { type PasswordState, passwordStateDigest } from './password.ts';
import { findPassword, insertPassword, updatePassword } from './password-repository.ts';

export interface PasswordEvent {
  readonly type: 'password.invited' | 'password.set' | 'password.changed';
  /** Null for a person who is known by nothing but an invitation. */
  readonly actor: Actor | null;
  readonly state: PasswordState;
  /** Whether the invitation is one of somebody who has a password. */
  readonly isReset?: boolean;
}

/** Stores what now stands about a person's password, with a leaf that says the digest of all of it. */
export async function recordPassword(
  { tx, append }: Governed,
  { type, actor, state, isReset }: PasswordEvent,
): Promise<void> {
  const { setAt, invitationExpiresAt, signsFrom } = state;
  const said = { setAt, invitationExpiresAt, digest: passwordStateDigest(state) };
  const { logIndex } = append({
    type,
    subject: `password/${state.personId}`,
    by: actor,
    body: { password: { ...said, ...(signsFrom !== null && { signsFrom }), ...(isReset && { isReset }) } },
  });
  if (await findPassword(tx, state.personId)) await updatePassword(tx, state, logIndex);
  else await insertPassword(tx, state, logIndex);
}
