import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { FAILURES_MAX, FAILURES_MAX_FROM_ALL, failuresOverSince, lockedUntil } from './sign-in.ts';
import {
  countFailure,
  deleteLimit,
  deleteLimitsUpTo,
  findLimit,
  type LimitKey,
  uncountFailure,
} from './sign-in-repository.ts';

/** Somebody who tries a password: for which account, and from where. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
}

const FROM_ALL = '*';

/**
 * Counts an attempt as failed before the password is looked at, so that a hundred at once are five. Null when it may go
 * on; otherwise until when the account is closed, whether or not there is one. What is tried meanwhile is not counted.
 */
export async function takeAttempt(tx: Tx, attempt: Attempt, at: Instant): Promise<Instant | null> {
  await deleteLimitsUpTo(tx, failuresOverSince(at));
  if ((await countFailure(tx, attempt, { at, failuresMax: FAILURES_MAX })) === 0) return endOfLock(tx, attempt, at);
  const all = fromAll(attempt);
  if ((await countFailure(tx, all, { at, failuresMax: FAILURES_MAX_FROM_ALL })) > 0) return null;
  await uncountFailure(tx, attempt);
  return endOfLock(tx, all, at);
}

/** The attempt did not fail, yet nobody has come in: the password was right and something else is still missing. */
export async function giveAttemptBack(tx: Tx, attempt: Attempt): Promise<void> {
  await uncountFailure(tx, attempt);
  await uncountFailure(tx, fromAll(attempt));
}

/** Somebody has come in: the failures before it, from this address, are forgotten. */
export async function forgetFailures(tx: Tx, attempt: Attempt): Promise<void> {
  await deleteLimit(tx, attempt);
  await uncountFailure(tx, fromAll(attempt));
}

/** Whether the account is closed now, to this address or to all. */
export async function isClosed(tx: Tx, attempt: Attempt): Promise<boolean> {
  const own = await findLimit(tx, attempt);
  if (own && own.failures >= FAILURES_MAX) return true;
  const all = await findLimit(tx, fromAll(attempt));
  return all !== undefined && all.failures >= FAILURES_MAX_FROM_ALL;
}

function fromAll({ account }: Attempt): LimitKey {
  return { account, address: FROM_ALL };
}

async function endOfLock(tx: Tx, key: LimitKey, at: Instant): Promise<Instant> {
  const limit = await findLimit(tx, key);
  return lockedUntil(limit?.lastAt ?? at);
}
