import type { Tx } from '../../db/index.ts';
import { type Instant, type Text, text } from '../../kernel/index.ts';
import { type LeafRow, listLeavesSince } from '../../log/index.ts';

/** What two administrators do to the account of a third person, who and whose colleagues should hear of it. */
export type AccountEventKind = 'password-reset' | 'totp-removed';

export interface AccountEvent {
  readonly kind: AccountEventKind;
  readonly personId: string;
  readonly at: Instant;
  readonly logIndex: number;
}

const TYPES: readonly string[] = ['password.invited', 'totp.removed'];

/** By the log and not by the tables, which show only what stands now: the oldest first. */
export async function listAccountEvents(tx: Tx, since: Instant, personId?: string): Promise<readonly AccountEvent[]> {
  const subjects = personId === undefined ? {} : { subjects: [`password/${personId}`, `totp/${personId}`] };
  return (await listLeavesSince(tx, { types: TYPES, since, ...subjects })).flatMap(toEvent);
}

/** A first invitation is nothing to be told. */
function toEvent({ type, subject, at, bytes, logIndex }: LeafRow): readonly AccountEvent[] {
  const personId = subject.slice(subject.indexOf('/') + 1);
  if (type === 'totp.removed') return [{ kind: 'totp-removed', personId, at, logIndex }];
  const { password } = JSON.parse(bytes) as { readonly password?: { readonly isReset?: boolean } };
  return password?.isReset === true ? [{ kind: 'password-reset', personId, at, logIndex }] : [];
}

const NOTICES: Readonly<Record<AccountEventKind, Text>> = {
  'password-reset': text(
    '两名安全管理员为您的账号签发了重设密码的邀请。如非您本人要求，请立即联系安全管理员。',
    'Two security administrators invited you to set another password. If you did not ask for it, tell them at once.',
  ),
  'totp-removed': text(
    '两名安全管理员解除了您的动态口令。如非您本人要求，请立即联系安全管理员。',
    'Two security administrators removed your authenticator. If you did not ask for it, tell them at once.',
  ),
};

export interface AccountNotice {
  readonly kind: AccountEventKind;
  readonly at: Instant;
  readonly text: Text;
}

const NOTICES_MAX = 20;

/** What a person is told who signs in: what was done to the account since the sign-in before; nothing at the first one. */
export async function listNotices(
  tx: Tx,
  { personId, since }: { readonly personId: string; readonly since: Instant | null },
): Promise<readonly AccountNotice[]> {
  if (since === null) return [];
  const events = await listAccountEvents(tx, since, personId);
  return events.slice(-NOTICES_MAX).map(({ kind, at }) => ({ kind, at, text: NOTICES[kind] }));
}
