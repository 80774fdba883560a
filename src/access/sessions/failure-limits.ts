import { type Instant, plusMs } from '../../kernel/index.ts';
import { type PasswordProfileName, passwordProfile } from '../passwords/password-profile.ts';

/** Failures that are counted together, and how many cost nothing. */
export interface Counted {
  readonly failures: number;
  readonly lastAt: Instant;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DELAY_MS_FIRST = 1_000;
const DELAY_MS_MAX = 15 * MINUTE_MS;
const FORGOTTEN_AFTER_MS = 24 * HOUR_MS;

/**
 * Until when nothing is tried after so many failures, or null. Each failure beyond those that are free doubles the wait, up to a
 * quarter of an hour, so that somebody who guesses gets a hundred guesses a day, and the owner is never shut out for long.
 * The graded protection (GB/T 22239-2019, 8.1.4.1 b) wants a lock instead: its profile has the quarter of an hour at once.
 */
export function endOfDelay(
  { failures, lastAt }: Counted,
  { free, profile, at }: { readonly free: number; readonly profile: PasswordProfileName; readonly at: Instant },
): Instant | null {
  if (failures < free) return null;
  const { lockMinutes } = passwordProfile(profile);
  const doubled = Math.min(DELAY_MS_MAX, DELAY_MS_FIRST * 2 ** Math.min(failures - free, 20));
  const until = plusMs(lastAt, lockMinutes === null ? doubled : lockMinutes * MINUTE_MS);
  return until > at ? until : null;
}

/** Failures at this moment or before count no more. */
export function failuresOverSince(at: Instant, profile: PasswordProfileName): Instant {
  const { lockMinutes } = passwordProfile(profile);
  return plusMs(at, -(lockMinutes === null ? FORGOTTEN_AFTER_MS : lockMinutes * MINUTE_MS));
}
