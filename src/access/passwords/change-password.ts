import { type Actor, Refusal, type Text, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { updatePasswordDigest } from '../sessions/session-repository.ts';
import { digestOfHash, type PasswordState, withNewHash } from './password.ts';
import type { PasswordProfile } from './password-profile.ts';
import { findPassword } from './password-repository.ts';
import { recordPassword } from './record-password.ts';

export interface OwnPasswordChange {
  readonly actor: Actor;
  readonly personId: string;
  /** The one that the present password was compared with. */
  readonly currentHash: string;
  readonly newHash: string;
  readonly profile: PasswordProfile;
}

/**
 * Replaces a person's own password. Every session was opened with a password and ends with it; only the one in which it
 * is changed goes on. An invitation that is open is used up, since the person needs it no more.
 */
export async function changePassword(entry: Governed, change: OwnPasswordChange): Promise<PasswordState> {
  const { actor, personId, currentHash, newHash, profile } = change;
  const before = await findPassword(entry.tx, personId);
  if (before?.hashes[0] !== currentHash) throw changedMeanwhile();
  const hashes = withNewHash(before.hashes, { newHash, profile });
  const state = { ...before, hashes, setAt: entry.at, invitationHash: null, invitationExpiresAt: null };
  await recordPassword(entry, { type: 'password.changed', actor, state });
  await updatePasswordDigest(entry.tx, actor.keyId, digestOfHash(newHash));
  return state;
}

function changedMeanwhile(): Refusal {
  const message = text('密码刚刚已被修改。', 'The password was changed a moment ago.');
  return new Refusal('conflict', 'password.changed_meanwhile', message);
}

/** With every reason, since a person who is told them one by one tries as often. */
export function passwordRefused(problems: readonly Text[], pointer: string): Refusal {
  const message = text(problems.map((each) => each['zh-CN']).join(''), problems.map((each) => each.en).join(' '));
  return new Refusal('unprocessable', 'password.refused', message, [{ pointer, message: '' }]);
}
