import {
  canonicalJson,
  digestOf,
  type Grant,
  type Instant,
  msBetween,
  plusDays,
  Refusal,
  type Role,
  text,
} from '../../kernel/index.ts';
import { passwordProfile } from '../passwords/password-profile.ts';
import { openSecret, stepOfCode } from '../passwords/totp.ts';
import { normalEmail, type Person, type RoleGrant } from '../people/person.ts';
import type { SessionSettings } from './session.ts';

/** Everything that is kept about an address that somebody signs in with. */
export interface Account {
  readonly person: Person;
  /** Undefined until the first one is set. */
  readonly password: { readonly hash: string; readonly setAt: Instant } | undefined;
  readonly totp: { readonly sealedSecret: string; readonly lastStep: number } | undefined;
  readonly lastSignInAt: Instant | null;
}

export interface SignInWish {
  readonly role?: Role | undefined;
  readonly grant?: Grant | undefined;
  readonly code?: string | undefined;
}

/** Noted for those who review sign-ins; whoever tried is not told. */
export type SignInReason =
  | 'unknown-account'
  | 'no-password'
  | 'wrong-password'
  | 'wrong-code'
  | 'inactive'
  | 'dormant'
  | 'rows-differ';

export type SignInEvent = 'signed-in' | 'refused' | 'locked' | 'signed-out';

/** One line for the audit of security (安全审计): when, who, from where, what, and how it ended. */
export interface SignInRecord {
  readonly id: string;
  readonly at: Instant;
  readonly personId: string | null;
  readonly account: string;
  readonly address: string;
  readonly event: SignInEvent;
  readonly reason: SignInReason | null;
  readonly sessionId: string | null;
  readonly role: Role | null;
}

export type SignInJudgement =
  | { readonly kind: 'refused'; readonly reason: SignInReason }
  | { readonly kind: 'code-needed' }
  | { readonly kind: 'role-needed'; readonly choices: readonly RoleGrant[] }
  /** `step` is the time step of the code that was used up by this; null when no code is asked of the person. */
  | { readonly kind: 'open'; readonly as: RoleGrant; readonly step: number | null };

export interface SignInQuestion {
  /** Whether the password was compared with the hash that stands, and fitted. */
  readonly isPasswordRight: boolean;
  readonly wish: SignInWish;
  readonly settings: SessionSettings;
  readonly at: Instant;
}

/** Whether somebody may come in, and as what. The password comes first: without it nobody learns anything else. */
export function judgeSignIn(account: Account | undefined, question: SignInQuestion): SignInJudgement {
  const { isPasswordRight, wish, settings, at } = question;
  if (!account) return refused('unknown-account');
  const { person, password } = account;
  if (!password) return refused('no-password');
  if (!isPasswordRight) return refused('wrong-password');
  if (!person.isActive) return refused('inactive');
  if (isDormant(account, settings, at)) return refused('dormant');
  const step = stepIn(account, question);
  if (step === 'code-needed') return { kind: 'code-needed' };
  if (step === 'wrong-code') return refused('wrong-code');
  const choices = rolesWished(person, wish);
  const [only, ...more] = choices;
  if (!only || more.length > 0) return { kind: 'role-needed', choices: person.roles };
  return { kind: 'open', as: only, step };
}

function refused(reason: SignInReason): SignInJudgement {
  return { kind: 'refused', reason };
}

/** An account that nobody used for so long is closed, until its password is set anew by an invitation. */
function isDormant(
  { password, lastSignInAt }: Account,
  { passwordProfile: name }: SessionSettings,
  at: Instant,
): boolean {
  const { dormantDays } = passwordProfile(name);
  if (dormantDays === null) return false;
  const used = [lastSignInAt ?? [], password?.setAt ?? []].flat().toSorted().at(-1);
  return used === undefined || at >= plusDays(used, dormantDays);
}

function stepIn(
  { person, totp }: Account,
  { wish, settings, at }: SignInQuestion,
): number | null | 'code-needed' | 'wrong-code' {
  if (!totp) return null;
  if (wish.code === undefined) return 'code-needed';
  const secret = openSecret(totp.sealedSecret, { keys: settings.totpKeys, personId: person.id });
  if (secret === undefined) throw totpUnreadable();
  return stepOfCode(secret, { code: wish.code, at, lastStep: totp.lastStep }) ?? 'wrong-code';
}

/** What a person may mean by a wish: one of them when it is clear. */
export function rolesWished(
  { roles }: Person,
  { role, grant }: Pick<SignInWish, 'role' | 'grant'>,
): readonly RoleGrant[] {
  const reach = grant && canonicalJson(grant);
  return roles.filter(
    (held) =>
      (role === undefined || held.role === role) && (reach === undefined || canonicalJson(held.grant) === reach),
  );
}

/** Names an account without saying whose: what is typed into the wrong field may be a password. */
export function accountDigest(email: string): string {
  return digestOf(normalEmail(email));
}

/** The same whatever was wrong: whoever guesses learns nothing. A code is named only to whoever sent one. */
export function signInRefused({ hasCode }: { readonly hasCode: boolean }): Refusal {
  const message = hasCode
    ? text('邮箱、密码或动态验证码不正确。', 'The address, the password or the code is not right.')
    : text('邮箱或密码不正确。', 'The address or the password is not right.');
  return new Refusal('unauthenticated', 'session.refused', message);
}

export function signInLocked(until: Instant, at: Instant): Refusal {
  const message = text('失败次数过多，请稍后再试。', 'Too many attempts failed. Please try again later.');
  const retryAfterS = Math.max(1, Math.ceil(msBetween(at, until) / 1_000));
  return new Refusal('too_many', 'session.locked', message, [], { retryAfterS });
}

export function codeNeeded(): Refusal {
  const message = text('请输入动态口令。', 'A one-time code is needed as well.');
  return new Refusal('unprocessable', 'session.code_needed', message, [{ pointer: '/code', message: '' }]);
}

export function roleNeeded(choices: readonly RoleGrant[]): Refusal {
  const message = text(
    '请从本人的角色中选择以哪一个登录。',
    'Say which of your roles, and with which reach, you sign in as.',
  );
  return new Refusal('unprocessable', 'session.role_needed', message, [{ pointer: '/role', message: '' }], { choices });
}

function totpUnreadable(): Refusal {
  const message = text(
    '动态口令密钥无法读取，请联系系统管理员（GATE_TOTP_KEY）。',
    'The authenticator cannot be read. The administrators should look at GATE_TOTP_KEY.',
  );
  return new Refusal('unavailable', 'totp.unreadable', message);
}
