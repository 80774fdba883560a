import { type Instant, laterOf, plusDays, Refusal, text } from '../../kernel/index.ts';
import { type ApiKey, isOfProgram } from './api-key.ts';
import type { CodeRoles } from './record-code-roles.ts';

/** What a key may not do although it works. */
export interface KeyLimits {
  /** Whether the roles of its owner carry all that it may do; a key of a person that they do not carry does not work. */
  readonly isCarried: boolean;
  /** Whether it only reads: in its role people act with a one-time code, which no key has. */
  readonly isReading: boolean;
}

const DAYS_MAX = 90;

export function isReadingKey({ role }: Pick<ApiKey, 'role'>, codeRoles: CodeRoles): boolean {
  return !isOfProgram(role) && codeRoles.has(role);
}

/** The latest end of a key that only reads and is made at a moment. */
export function latestEnd(madeAt: Instant): Instant {
  return plusDays(madeAt, DAYS_MAX);
}

/** When a key stops working; one that was made before its role needed codes ends so long after that. */
export function endOfKey(key: Pick<ApiKey, 'role' | 'createdAt' | 'expiresAt'>, codeRoles: CodeRoles): Instant | null {
  const since = isReadingKey(key, codeRoles) ? codeRoles.get(key.role) : undefined;
  if (since === undefined) return key.expiresAt;
  const latest = latestEnd(laterOf(since, key.createdAt));
  return key.expiresAt !== null && key.expiresAt < latest ? key.expiresAt : latest;
}

/** Refuses what a key does not do although its role may. */
export function requireWithinLimits(
  { isCarried, isReading }: KeyLimits,
  { method, isForTwo }: { readonly method: string; readonly isForTwo: boolean },
): void {
  if (isReading && method !== 'GET') throw readsOnly();
  if (!isCarried && isForTwo) throw notCarried();
}

function readsOnly(): Refusal {
  const message = text(
    '以该角色办理事项须用动态口令登录；个人密钥只能查询。',
    'In this role people act in a session with a one-time code; a personal key only reads.',
  );
  return new Refusal('forbidden', 'api_key.reads_only', message);
}

function notCarried(): Refusal {
  const message = text(
    '密钥所属用户的角色或管辖范围不足以支持该密钥，不能办理须两人办理的事项。',
    'The roles of its owner do not carry this key, or not this far, so it does nothing that takes two people.',
  );
  return new Refusal('forbidden', 'api_key.not_carried', message);
}
