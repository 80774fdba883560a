import type { Tx } from '../../db/index.ts';
import { type Actor, digestOf, type Instant, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { findPerson } from '../access-repository.ts';
import { personNotFound } from '../people/record-person.ts';
import { updateEndOfAll, updateWithTotp } from '../sessions/session-repository.ts';
import { enrolmentEnd, newTotpSecret, openSecret, sealSecret, stepOfCode } from './totp.ts';
import {
  deleteEnrolment,
  deleteTotp,
  findEnrolment,
  findTotp,
  insertTotp,
  replaceEnrolment,
} from './totp-repository.ts';

/** Makes a secret that counts only once a code has confirmed it; so it needs no leaf yet. */
export async function beginEnrolment(
  tx: Tx,
  { personId, key, at }: { readonly personId: string; readonly key: string; readonly at: Instant },
): Promise<{ readonly secret: string; readonly confirmBy: Instant }> {
  if (await findTotp(tx, personId)) throw alreadyEnrolled();
  const secret = newTotpSecret();
  const confirmBy = enrolmentEnd(at);
  await replaceEnrolment(tx, { personId, sealedSecret: sealSecret(secret, { key, personId }), expiresAt: confirmBy });
  return { secret, confirmBy };
}

export interface Confirmation {
  readonly actor: Actor;
  readonly personId: string;
  readonly code: string;
  readonly keys: readonly string[];
}

/** From here on the person signs in with a code. The session in which it was shown counts as opened with one. */
export async function confirmEnrolment(entry: Governed, { actor, personId, code, keys }: Confirmation): Promise<void> {
  const { tx, at } = entry;
  if (await findTotp(tx, personId)) throw alreadyEnrolled();
  const pending = await findEnrolment(tx, personId);
  const secret = pending && at < pending.expiresAt ? openSecret(pending.sealedSecret, { keys, personId }) : undefined;
  if (!pending || secret === undefined) throw nothingToConfirm();
  const step = stepOfCode(secret, { code, at, lastStep: 0 });
  if (step === undefined) throw wrongCode();
  const { sealedSecret } = pending;
  const logIndex = appendTotp(entry, { type: 'totp.enrolled', actor, personId, sealedSecret });
  await insertTotp(tx, { personId, sealedSecret, lastStep: step, logIndex });
  await deleteEnrolment(tx, personId);
  await updateWithTotp(tx, actor.keyId);
}

/** For somebody whose telephone is gone. The sessions end: who goes on must be the person who proves it anew. */
export async function removeTotp(
  entry: Governed,
  { actor, personId, reason }: { readonly actor: Actor; readonly personId: string; readonly reason: string },
): Promise<void> {
  if (!(await findPerson(entry.tx, personId))) throw personNotFound();
  if (!(await findTotp(entry.tx, personId))) throw notEnrolled();
  appendTotp(entry, { type: 'totp.removed', actor, personId, sealedSecret: null, reason });
  await deleteTotp(entry.tx, personId);
  await updateEndOfAll(entry.tx, personId, entry.at);
}

interface TotpEvent {
  readonly type: 'totp.enrolled' | 'totp.removed';
  readonly actor: Actor;
  readonly personId: string;
  readonly sealedSecret: string | null;
  readonly reason?: string;
}

function appendTotp({ append }: Governed, { type, actor, personId, sealedSecret, reason }: TotpEvent): number {
  const { logIndex } = append({
    type,
    subject: `totp/${personId}`,
    by: actor,
    body: { totp: sealedSecret === null ? null : { digest: digestOf(sealedSecret) } },
    ...(reason !== undefined && { sealed: { '/reason': reason } }),
  });
  return logIndex;
}

function alreadyEnrolled(): Refusal {
  const message = text(
    '已登记动态口令；如需更换，请由安全管理员先解除。',
    'An authenticator is enrolled already. To replace it, a security administrator removes it first.',
  );
  return new Refusal('conflict', 'totp.enrolled', message);
}

function nothingToConfirm(): Refusal {
  const message = text('没有待确认的动态口令，请重新登记。', 'There is nothing to confirm. Begin to enrol again.');
  return new Refusal('conflict', 'totp.nothing_to_confirm', message);
}

function wrongCode(): Refusal {
  const message = text('动态口令不正确。', 'The code is not right.');
  return new Refusal('unprocessable', 'totp.code', message, [{ pointer: '/code', message: '' }]);
}

function notEnrolled(): Refusal {
  const message = text('该用户未登记动态口令。', 'This person has no authenticator.');
  return new Refusal('conflict', 'totp.not_enrolled', message);
}

/** An operator who wants codes sets a key to keep their secrets by; nothing is kept in the clear instead. */
export function totpUnavailable(): Refusal {
  const message = text(
    '本系统未启用动态口令（未设置 GATE_TOTP_KEY）。',
    'Authenticators are not in use here: GATE_TOTP_KEY is not set.',
  );
  return new Refusal('conflict', 'totp.unavailable', message);
}
