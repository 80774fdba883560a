import { createHmac, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { makeEd25519 } from '../../../src/kernel/index.ts';
import { encoded, partOf } from './certificate-support.ts';

/** What a forger knows: a genuine certificate, and the keys that the gate publishes. */
export interface ForgerKnowledge {
  readonly certificate: string;
  readonly jwk: { readonly x: string; readonly kid: string };
  /** The private half of the gate's own key, for what only whoever runs the gate could make. */
  readonly privateKey: KeyObject;
}

const stranger = makeEd25519();

/** Tokens that are no certificates of this gate, each by what is wrong with it. */
export function forgedTokens({ certificate, jwk, privateKey }: ForgerKnowledge): Readonly<Record<string, string>> {
  const [header, claims] = [partOf(certificate, 0), partOf(certificate, 1)];
  const [head = '', body = '', signature = ''] = certificate.split('.');
  const publicPem = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x }, format: 'jwk' });
  const pem = String(publicPem.export({ format: 'pem', type: 'spki' }));
  const signedBy = (key: KeyObject, ownHeader: object, ownClaims: object = claims): string => {
    const bytes = `${encoded(ownHeader)}.${encoded(ownClaims)}`;
    return `${bytes}.${sign(null, Buffer.from(bytes), key).toString('base64url')}`;
  };
  const hmacBy = (secret: string | Buffer): string => {
    const bytes = `${encoded({ ...header, alg: 'HS256' })}.${body}`;
    return `${bytes}.${createHmac('sha256', secret).update(bytes).digest('base64url')}`;
  };
  const strangerJwk = createPublicKey(stranger.privateKey).export({ format: 'jwk' });
  const flipped = Buffer.from(signature, 'base64url');
  flipped[10] = (flipped[10] ?? 0) ^ 1;
  return {
    'no algorithm': `${encoded({ ...header, alg: 'none' })}.${body}.`,
    'no algorithm, with a signature': `${encoded({ ...header, alg: 'none' })}.${body}.${signature}`,
    'HS256 by the public key as text': hmacBy(pem),
    'HS256 by the bytes of the public key': hmacBy(Buffer.from(jwk.x, 'base64url')),
    'an unknown key': signedBy(stranger.privateKey, { ...header, kid: 'nobodys-key' }),
    'another key under our name': signedBy(stranger.privateKey, header),
    'a key that it brings along': signedBy(stranger.privateKey, { ...header, jwk: strangerJwk }),
    'our key beside one that it brings along': signedBy(privateKey, { ...header, jwk: strangerJwk }),
    'keys at an address': signedBy(stranger.privateKey, { ...header, jku: 'https://forger.example/jwks.json' }),
    'a chain at an address': signedBy(stranger.privateKey, { ...header, x5u: 'https://forger.example/chain.pem' }),
    'a member that must be understood': signedBy(privateKey, { ...header, crit: ['exp'], exp: 1 }),
    'another amount': `${head}.${encoded({ ...claims, total: '1.00' })}.${signature}`,
    'a later end': `${head}.${encoded({ ...claims, exp: 4_000_000_000 })}.${signature}`,
    'a changed signature': `${head}.${body}.${flipped.toString('base64url')}`,
    'another spelling of the signature': `${head}.${body}.${signature.slice(0, -1)}${nextCharacter(signature)}`,
    'a signature cut short': `${head}.${body}.${signature.slice(0, 40)}`,
    'no signature': `${head}.${body}.`,
    'another type': signedBy(privateKey, { ...header, typ: 'JWT' }),
    'no type': signedBy(privateKey, { alg: header.alg, kid: header.kid }),
    'another gate': signedBy(privateKey, header, { ...claims, iss: 'another-gate.local' }),
    'an algorithm by another name': signedBy(privateKey, { ...header, alg: 'Ed25519' }),
    'two parts': `${head}.${body}`,
    'JSON of another form': JSON.stringify({ payload: body, protected: head, signature }),
    'no JSON': `${encoded('not json')}.${body}.${signature}`,
    'nothing of the kind': 'x',
  };
}

/** The last of 86 characters says four bits and has two more: the next one says the same 64 bytes to a careless reader. */
function nextCharacter(signature: string): string {
  return String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1);
}
