import { canonicalJson, digestOf, type Instant, plusDays, plusMs } from '../../kernel/index.ts';
import { type PasswordProfile, type PasswordProfileName, passwordProfile } from './password-profile.ts';

/** What the gate keeps of a person's password, and of an invitation to set one. */
export interface PasswordState {
  readonly personId: string;
  /** The newest first; empty until the first one is set. */
  readonly hashes: readonly string[];
  readonly setAt: Instant | null;
  readonly invitationHash: string | null;
  readonly invitationExpiresAt: Instant | null;
  /** From when on the person signs again, after a reset; null when there was none. */
  readonly signsFrom: Instant | null;
}

const INVITATION_HOURS = 24;

export function invitationEnd(at: Instant): Instant {
  return plusMs(at, INVITATION_HOURS * 3_600_000);
}

const SIGNS_NOTHING_HOURS = 24;

/** Who has reset somebody's password by a trick signs nothing before others have seen the alert. */
export function signingAgain(resetAt: Instant): Instant {
  return plusMs(resetAt, SIGNS_NOTHING_HOURS * 3_600_000);
}

/**
 * What a leaf says about the state: all of it, and nothing of it can be found out from the digest, because each hash has
 * a random salt and each invitation is random. A row that was changed behind the log no longer fits its leaf.
 */
export function passwordStateDigest({
  hashes,
  setAt,
  invitationHash,
  invitationExpiresAt,
  signsFrom,
}: Omit<PasswordState, 'personId'>): string {
  // Leaves of before know no such moment, and their digests stand.
  const held = signsFrom === null ? {} : { signsFrom };
  return digestOf(canonicalJson({ hashes, setAt, invitationHash, invitationExpiresAt, ...held }));
}

/** A session holds this of the password it was opened with: another password, and it is over. */
export function digestOfHash(passwordHash: string): string {
  return digestOf(passwordHash);
}

/** Null where passwords stay until somebody changes them. */
export function passwordEnd(setAt: Instant, profileName: PasswordProfileName): Instant | null {
  const { maxAgeDays } = passwordProfile(profileName);
  return maxAgeDays === null ? null : plusDays(setAt, maxAgeDays);
}

/** The hashes to keep with a new one before them: as many as may not come again. */
export function withNewHash(
  hashes: readonly string[],
  { newHash, profile }: { readonly newHash: string; readonly profile: PasswordProfile },
): readonly string[] {
  return [newHash, ...hashes].slice(0, profile.recentBarred);
}
