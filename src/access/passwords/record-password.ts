import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { type PasswordState, passwordStateDigest } from './password.ts';
import { findPassword, insertPasswords, updatePassword } from './password-repository.ts';

export interface PasswordEvent {
  readonly type: 'password.invited' | 'password.set' | 'password.changed';
  /** Null for a person who is known by nothing but an invitation. */
  readonly actor: Actor | null;
  readonly state: PasswordState;
  /** Whether the invitation is one of somebody who has a password. */
  readonly isReset?: boolean;
}

/** Stores what now stands about a person's password, with a leaf that says the digest of all of it. */
export async function recordPassword(entry: Governed, event: PasswordEvent): Promise<void> {
  const { state } = event;
  const logIndex = appendPassword(entry, event);
  if (await findPassword(entry.tx, state.personId)) await updatePassword(entry.tx, state, logIndex);
  else await insertPasswords(entry.tx, [{ state, logIndex }]);
}

/** The same of persons who have nothing of the kind yet; as many statements for one as for hundreds. */
export async function recordFirstPasswords(entry: Governed, events: readonly PasswordEvent[]): Promise<void> {
  const logged = events.map((event) => ({ state: event.state, logIndex: appendPassword(entry, event) }));
  await insertPasswords(entry.tx, logged);
}

function appendPassword({ append }: Governed, { type, actor, state, isReset }: PasswordEvent): number {
  const { setAt, invitationExpiresAt, signsFrom } = state;
  const said = { setAt, invitationExpiresAt, digest: passwordStateDigest(state) };
  const { logIndex } = append({
    type,
    subject: `password/${state.personId}`,
    by: actor,
    body: { password: { ...said, ...(signsFrom !== null && { signsFrom }), ...(isReset && { isReset }) } },
  });
  return logIndex;
}
