import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { type Instant, plusMs } from '../../kernel/index.ts';

/** RFC 6238 as every authenticator app has it. */
const SECRET_BYTES = 20;
const STEP_S = 30;
const ENROLMENT_MINUTES = 10;

export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

export function enrolmentEnd(at: Instant): Instant {
  return plusMs(at, ENROLMENT_MINUTES * 60_000);
}

export function totpUri(
  secret: string,
  { issuer, label }: { readonly issuer: string; readonly label: string },
): string {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer, label, period: STEP_S }).toString();
}

/**
 * The time step that a code belongs to: this one, the one before or the one after, since clocks differ. Undefined when
 * it belongs to none of them, or to one that was used before: a code that somebody looked at works no second time.
 */
export function stepOfCode(
  secret: string,
  { code, at, lastStep }: { readonly code: string; readonly at: Instant; readonly lastStep: number },
): number | undefined {
  const timestamp = Date.parse(at);
  const delta = new TOTP({ secret: Secret.fromBase32(secret), period: STEP_S }).validate({
    token: code,
    timestamp,
    window: 1,
  });
  if (delta === null) return undefined;
  const step = Math.floor(timestamp / (STEP_S * 1_000)) + delta;
  return step > lastStep ? step : undefined;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What is stored: AES-256-GCM under the operator's key, bound to the person, so that one row is of no use in another. */
export function sealSecret(
  secret: string,
  { key, personId }: { readonly key: string; readonly personId: string },
): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', cipherKey(key), iv).setAAD(Buffer.from(personId));
  const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}

/** Undefined when the key that it was sealed with is not among these: the one of now first, then those before it. */
export function openSecret(
  sealed: string,
  { keys, personId }: { readonly keys: readonly string[]; readonly personId: string },
): string | undefined {
  for (const key of keys) {
    const secret = openWith(sealed, { key, personId });
    if (secret !== undefined) return secret;
  }
  return undefined;
}

function openWith(
  sealed: string,
  { key, personId }: { readonly key: string; readonly personId: string },
): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', cipherKey(key), bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(personId))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function cipherKey(key: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'genuine-gate totp', 32));
}
