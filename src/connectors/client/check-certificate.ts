import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { components } from '../../http/openapi.generated.ts';
import { dateOf, systemClock, withoutEnd } from '../../kernel/index.ts';
import { requireAddress } from './send-request.ts';

export type CertificateClaims = components['schemas']['CertificateClaims'];

/** Checks certificates by the published keys of a gate, without asking it about each. */
export interface CertificateChecker {
  readonly check: (certificate: string) => Promise<CheckedCertificate>;
}

export type CheckedCertificate =
  | { readonly state: 'genuine'; readonly claims: CertificateClaims }
  | { readonly state: 'expired'; readonly claims: CertificateClaims }
  /** Whatever is wrong with it, it is the same. */
  | { readonly state: 'not-genuine' }
  /** There are no keys to check it by: nothing passes. */
  | { readonly state: 'no-keys' };

export interface CheckerOptions {
  readonly url: string;
  /** The name of the gate (`GATE_ORIGIN`), for platforms that know several. */
  readonly origin?: string | undefined;
  /** What time it is, for a platform that does not go by the clock of its machine. */
  readonly now?: (() => Date) | undefined;
}

/** What the gate allows, and how often an unknown key is a reason to ask for the keys anew. */
const KEYS = { cacheMaxAge: 300_000, cooldownDuration: 30_000, timeoutDuration: 5_000 };

export function createCertificateChecker({ url, origin, now = systemTime }: CheckerOptions): CertificateChecker {
  requireAddress(url);
  const keys = createRemoteJWKSet(new URL(`${withoutEnd(url, '/')}/.well-known/jwks.json`), KEYS);
  const options = { algorithms: ['EdDSA'], typ: 'gate-certificate+jwt', ...(origin && { issuer: origin }) };
  return {
    check: async (certificate) => {
      if (!isPlain(certificate)) return { state: 'not-genuine' };
      try {
        const { payload } = await jwtVerify(certificate, keys, { ...options, currentDate: now() });
        return { state: 'genuine', claims: claimsIn(payload) };
      } catch (error) {
        return stateOf(error);
      }
    },
  };
}

function systemTime(): Date {
  return dateOf(systemClock());
}

function stateOf(error: unknown): CheckedCertificate {
  // The signature was checked before the time.
  if (error instanceof errors.JWTExpired) return { state: 'expired', claims: claimsIn(error.payload) };
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return { state: 'no-keys' };
  const isOfToken = error instanceof errors.JOSEError && error.constructor !== errors.JOSEError;
  return { state: isOfToken ? 'not-genuine' : 'no-keys' };
}

/** A certificate says what the contract of the gate says: the gate has signed it. */
function claimsIn(payload: JWTPayload): CertificateClaims {
  return payload as unknown as CertificateClaims;
}

/** Three parts in one spelling, and a header that names nothing but algorithm, key and type. */
function isPlain(certificate: string): boolean {
  const parts = certificate.split('.');
  const isSpeltOnce = parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
  if (parts.length !== 3 || !isSpeltOnce) return false;
  try {
    const header: unknown = JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null && Object.keys(header).sort().join() === 'alg,kid,typ';
  } catch {
    return false;
  }
}
