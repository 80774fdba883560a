import { canonicalJson, ed25519Jwk, ed25519Key } from '../../kernel/index.ts';
import type { PublicKey, SigningKey } from '../../log/index.ts';
import type { CertificateClaims } from './certificate.ts';

/** The one algorithm: Ed25519 gives the same signature for the same bytes, so a certificate can be made again. */
const ALGORITHM = 'EdDSA';
const TYPE = 'gate-certificate+jwt';

/**
 * The claims as a compact JWS (RFC 7515). The same claims and key give the same text. Put together here, because the library
 * that reads it signs on a thread of its own, and calling that took longer than the signature.
 */
export function signClaims(claims: CertificateClaims, { kid, sign }: Pick<SigningKey, 'kid' | 'sign'>): string {
  const header = JSON.stringify({ alg: ALGORITHM, kid, typ: TYPE });
  const signed = [header, canonicalJson(claims)].map((part) => encoded(Buffer.from(part))).join('.');
  return `${signed}.${encoded(sign(Buffer.from(signed)))}`;
}

/** What makes a token none of ours; for those who watch the gate, never for whoever sent it. */
export type Forgery = 'form' | 'header' | 'algorithm' | 'type' | 'key' | 'signature' | 'issuer';

export type OpenedCertificate =
  | { readonly isOurs: true; readonly claims: CertificateClaims }
  | { readonly isOurs: false; readonly because: Forgery };

interface TrustedIssuer {
  readonly keys: readonly PublicKey[];
  readonly origin: string;
}

/**
 * Reads a token that somebody brought. Nothing in it says how it is to be checked: one algorithm, one type, our own keys by
 * their ids, and no other member in the header. Whatever is wrong, one signature is checked, so that the time tells nothing.
 */
export async function openCertificate(token: string, { keys, origin }: TrustedIssuer): Promise<OpenedCertificate> {
  const stated = headerIn(token);
  const key = keys.find(({ kid }) => kid === stated?.kid);
  const fault = faultIn(stated, key);
  const payload = await payloadOf(fault ? DECOY : token, key ?? keys.at(-1));
  if (fault) return { isOurs: false, because: fault };
  if (!payload) return { isOurs: false, because: 'signature' };
  const claims = JSON.parse(payload) as CertificateClaims;
  return claims.iss === origin ? { isOurs: true, claims } : { isOurs: false, because: 'issuer' };
}

type Header = Readonly<Record<string, unknown>>;

function faultIn(header: Header | undefined, key: PublicKey | undefined): Forgery | undefined {
  if (!header) return 'form';
  if (header.alg !== ALGORITHM) return 'algorithm';
  if (header.typ !== TYPE) return 'type';
  // `jwk`, `jku`, `x5u`, `crit` and whatever else would have the token say what it is to be believed by.
  if (Object.keys(header).length !== 3) return 'header';
  return key ? undefined : 'key';
}

/** Undefined for what is no compact JWS, or is one in another spelling: the last character of a part has bits to spare. */
function headerIn(token: string): Header | undefined {
  const parts = token.split('.');
  const isSpeltOnce = parts.length === 3 && parts.every((part) => part !== '' && encoded(decoded(part)) === part);
  if (!isSpeltOnce) return undefined;
  try {
    const header: unknown = JSON.parse(decoded(parts[0] ?? '').toString());
    return typeof header === 'object' && header !== null && !Array.isArray(header) ? { ...header } : undefined;
  } catch {
    return undefined;
  }
}

function decoded(part: string): Buffer {
  return Buffer.from(part, 'base64url');
}

function encoded(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** A well-formed token that no key has signed. Its signature is a number that is not refused before any work is done. */
const DECOY = [Buffer.from(`{"alg":"${ALGORITHM}"}`), Buffer.alloc(600, '0'), Buffer.alloc(64, 1)]
  .map(encoded)
  .join('.');

/** What a key has signed; undefined when it has not. */
async function payloadOf(token: string, key: PublicKey | undefined): Promise<string | undefined> {
  if (!key) return undefined;
  // The library is read when somebody brings a certificate: it is 46 files, and everything that knows orders imports this.
  const { compactVerify } = await import('jose');
  try {
    const { payload } = await compactVerify(token, ed25519Key(key.bytes), { algorithms: [ALGORITHM] });
    return Buffer.from(payload).toString();
  } catch {
    return undefined;
  }
}

/** A public key as others fetch it to check certificates by themselves. */
export function toCertificateJwk(key: PublicKey) {
  return { ...ed25519Jwk(key.bytes), kid: key.kid, alg: ALGORITHM, use: 'sig' } as const;
}
