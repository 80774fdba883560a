import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { PasswordProfileName } from '../passwords/password-profile.ts';
import { endOfDelay, failuresOverSince } from './failure-limits.ts';
import { type Attempt, findAttempt, type Tried } from './find-attempt.ts';
import {
  countFailure,
  deleteLimit,
  deleteLimitsUpTo,
  findLimit,
  holdLimit,
  type LimitKey,
  uncountFailure,
} from './sign-in-repository.ts';

interface Limit extends LimitKey {
  /** So many failures cost nothing. */
  readonly free: number;
}

const FREE = { own: 5, account: 25, address: 100 } as const;

const ANY = '*';

/**
 * Failures count for the account at this address, for the account from all addresses, and for the address over all accounts. A
 * device where the account was opened before counts by itself, so that nobody else can shut the owner out.
 */
function limitsOf({ account, address, device }: Attempt): readonly [Limit, ...Limit[]] {
  if (device !== null) return [{ account, address: `device:${device}`, free: FREE.own }];
  return [
    { account, address, free: FREE.own },
    { account, address: ANY, free: FREE.account },
    { account: ANY, address, free: FREE.address },
  ];
}

export interface TakenAttempt {
  readonly attempt: Attempt;
  readonly closedUntil: Instant | null;
}

interface Trying {
  readonly profile: PasswordProfileName;
  readonly at: Instant;
}

/**
 * Counts an attempt as failed before the password is looked at, so that a hundred at once are five. Closed until null when
 * it may go on; otherwise until when nothing is tried, whether or not there is such an account. What is tried meanwhile is not counted.
 */
export async function takeAttempt(tx: Tx, tried: Tried, { profile, at }: Trying): Promise<TakenAttempt> {
  const attempt = await findAttempt(tx, tried);
  await deleteLimitsUpTo(tx, failuresOverSince(at, profile));
  const limits = limitsOf(attempt);
  // Always in this order, so that two who wait for each other's rows cannot meet.
  for (const limit of limits) await holdLimit(tx, limit, at);
  const closedUntil = await endOfWait(tx, attempt, { profile, at });
  if (closedUntil === null) for (const limit of limits) await countFailure(tx, limit, at);
  return { attempt, closedUntil };
}

/** The attempt did not fail, yet nobody has come in: the password was right and something else is still missing. */
export async function giveAttemptBack(tx: Tx, attempt: Attempt): Promise<void> {
  for (const limit of limitsOf(attempt)) await uncountFailure(tx, limit);
}

/** Somebody has come in: the failures before it, from this address or on this device, are forgotten. */
export async function forgetFailures(tx: Tx, attempt: Attempt): Promise<void> {
  const [own, ...shared] = limitsOf(attempt);
  await deleteLimit(tx, own);
  for (const limit of shared) await uncountFailure(tx, limit);
}

/** Until when nothing is tried, or null. */
export async function endOfWait(tx: Tx, attempt: Attempt, { profile, at }: Trying): Promise<Instant | null> {
  const ends: Instant[] = [];
  for (const { free, ...key } of limitsOf(attempt)) {
    const counted = await findLimit(tx, key);
    ends.push(...[counted && endOfDelay(counted, { free, profile, at })].flatMap((until) => until ?? []));
  }
  return ends.toSorted().at(-1) ?? null;
}
