import { randomBytes } from 'node:crypto';
import { type Grant, type Instant, plusMs, Refusal, type Role, text } from '../../kernel/index.ts';
import { passwordEnd } from '../passwords/password.ts';
import type { PasswordProfileName } from '../passwords/password-profile.ts';

/** What an operator decides about sign-in. */
export interface SessionSettings {
  readonly passwordProfile: PasswordProfileName;
  readonly idleMinutes: number;
  /** Whether browsers reach the gate by https, so that the cookie must never travel otherwise. */
  readonly isCookieSecure: boolean;
  /** The first seals the secrets of authenticators, the others still open them; without any none can be enrolled. */
  readonly totpKeys: readonly string[];
  readonly totpRequiredRoles: readonly Role[];
}

/** As `loadConfig` gives them without a single variable. */
export const SESSION_DEFAULTS: SessionSettings = {
  passwordProfile: 'asvs5',
  idleMinutes: 15,
  isCookieSecure: false,
  totpKeys: [],
  totpRequiredRoles: [],
};

/** A person at work: one role with its reach, as a key has, and an end. */
export interface Session {
  readonly id: string;
  readonly personId: string;
  readonly role: Role;
  readonly grant: Grant;
  readonly isWithTotp: boolean;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  /** When the password it was opened with was set. */
  readonly passwordSetAt: Instant;
}

const HOURS_MAX = 8;

export function sessionEnd(createdAt: Instant): Instant {
  return plusMs(createdAt, HOURS_MAX * 3_600_000);
}

/** When it ends if nothing is asked in it any more; at the latest when it ends anyway. */
export function idleEnd({ lastSeenAt, expiresAt }: Session, { idleMinutes }: SessionSettings): Instant {
  const end = plusMs(lastSeenAt, idleMinutes * 60_000);
  return end < expiresAt ? end : expiresAt;
}

/** Use is noted once a minute: a write per request would queue behind the decisions. */
const NOTED_EVERY_MS = 60_000;

/** A use at `at` is noted when the last one was noted at this moment or before. */
export function noteableSince(at: Instant): Instant {
  return plusMs(at, -NOTED_EVERY_MS);
}

export type SessionPending = 'password-change' | 'totp-enrolment';

/** What the person has to do before anything else. */
export function pendingIn(session: Session, settings: SessionSettings, at: Instant): readonly SessionPending[] {
  const passwordEndsAt = passwordEnd(session.passwordSetAt, settings.passwordProfile);
  const isPasswordOld = passwordEndsAt !== null && at >= passwordEndsAt;
  const isCodeMissing = settings.totpRequiredRoles.includes(session.role) && !session.isWithTotp;
  return [
    ...(isPasswordOld ? ['password-change' as const] : []),
    ...(isCodeMissing ? ['totp-enrolment' as const] : []),
  ];
}

/** What a session may do while something is pending: look at itself, do that, and end. */
const OPEN_WHILE_PENDING: readonly string[] = [
  'getSession',
  'endSession',
  'changePassword',
  'enrolTotp',
  'confirmTotp',
];

export function requireNothingPending(pending: readonly SessionPending[], operationId: string): void {
  if (pending.length === 0 || OPEN_WHILE_PENDING.includes(operationId)) return;
  const message = text(
    pending.includes('password-change') ? '密码已到期，请先修改密码。' : '以该角色登录须使用动态口令，请先登记。',
    pending.includes('password-change')
      ? 'The password has run out. Please change it first.'
      : 'This role needs one-time codes. Please enrol an authenticator first.',
  );
  throw new Refusal('forbidden', 'session.pending', message);
}

/** 256 bits at random; the prefix lets secret scanners find a leaked one. */
export function newSessionToken(): string {
  return `gs_${randomBytes(32).toString('base64url')}`;
}

const TOKEN = /^gs_[A-Za-z0-9_-]{43}$/;

export function isSessionToken(secret: string): boolean {
  return TOKEN.test(secret);
}
