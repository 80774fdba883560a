import { bytesInUrl, membersIn, textIn, utf8 } from './bytes.ts';
import type { Check, GateKeys } from './check.ts';
import { isSignedBy } from './crypto.ts';

/** What a certificate says, of that what people read. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly reference: string;
  readonly agencyCode: string;
  /** Yuan with two digits. */
  readonly total: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  readonly revision: number;
}

export interface JudgedCertificate {
  /** As it says itself: only to be believed where every check holds. */
  readonly claims: Claims | undefined;
  readonly checks: readonly Check[];
}

/** Checks a compact JWS. Nothing in it says how: one algorithm, one type, keys of the gate by their ids. */
export function judgeCertificate(token: string, keys: GateKeys): JudgedCertificate {
  const parts = token.split('.');
  const [header, payload, signature] = parts.map(bytesInUrl);
  const stated = membersIn(header && textIn(header));
  const claims = payload && claimsIn(textIn(payload));
  const isForm = parts.length === 3 && signature !== undefined && isOurHeader(stated) && claims !== undefined;
  if (!isForm) return { claims, checks: [{ name: 'form', isGood: false, about: '' }] };
  const kid = String(stated.kid);
  const key = keys.certificate.find((one) => one.kid === kid);
  const bytes = key && bytesInUrl(key.x);
  const signed = utf8(parts.slice(0, 2).join('.'));
  const names = keys.log.map(({ verifierKey }) => verifierKey.split('+')[0]);
  return {
    claims,
    checks: [
      { name: 'certificateKey', isGood: bytes !== undefined, about: kid },
      {
        name: 'certificateSignature',
        isGood: bytes !== undefined && isSignedBy(bytes, signed, signature),
        about: '',
      },
      { name: 'issuer', isGood: names.includes(claims.iss), about: claims.iss },
    ],
  };
}

function isOurHeader(header: Readonly<Record<string, unknown>>): boolean {
  const isOurs = header.alg === 'EdDSA' && header.typ === 'gate-certificate+jwt' && typeof header.kid === 'string';
  return isOurs && Object.keys(header).length === 3;
}

/** A later second is no date of a calendar. */
const SECONDS_MAX = 8_640_000_000_000;

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= SECONDS_MAX;
}

function claimsIn(json: string | undefined): Claims | undefined {
  const { iss, sub, reference, agencyCode, total, iat, exp, revision } = membersIn(json);
  const areTexts = [iss, sub, reference, agencyCode].every((one) => typeof one === 'string');
  const areNumbers = [iat, exp, revision].every(isCount);
  if (!areTexts || !areNumbers || typeof total !== 'string' || !/^\d+\.\d{2}$/.test(total)) return undefined;
  // Each member was looked at above, which the compiler does not follow through `every`.
  return { iss, sub, reference, agencyCode, total, iat, exp, revision } as Claims;
}
