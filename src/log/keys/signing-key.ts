import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { hasEd25519Signature, sha256 } from '../../kernel/index.ts';

/**
 * What the gate signs with, each by a key of its own: certificates of orders, checkpoints of the log, and what it sends
 * to other systems. All are Ed25519 (RFC 8032).
 */
export const KEY_PURPOSES = ['certificate', 'log', 'webhook'] as const;

/** The leaf from which on a key signs. */
export const KEY_INTRODUCED = 'signing-key.introduced';

/** The leaf from which on nothing that a key has signed is believed. */
export const KEY_COMPROMISED = 'signing-key.compromised';

export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** A public key as others know it. */
export interface PublicKey {
  /** The thumbprint of the key as a JWK (RFC 7638), in base64url. */
  readonly kid: string;
  /** The 32 bytes of the key (RFC 8032). */
  readonly bytes: Buffer;
}

export interface SigningKey extends PublicKey {
  readonly purpose: KeyPurpose;
  /** Signs bytes; the same bytes get the same 64 bytes every time. */
  readonly sign: (bytes: Uint8Array) => Buffer;
}

export function signingKeyOf(purpose: KeyPurpose, privateKey: KeyObject): SigningKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  return { purpose, ...publicKeyOf(x), sign: (bytes) => sign(null, bytes, privateKey) };
}

/** A public key by its `x` of a JWK: base64url of its 32 bytes. */
export function publicKeyOf(x: string): PublicKey {
  const thumbprint = sha256(Buffer.from(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x })));
  return { kid: thumbprint.toString('base64url'), bytes: Buffer.from(x, 'base64url') };
}

export function keySubject({ kid }: Pick<PublicKey, 'kid'>): string {
  return `signing-key/${kid}`;
}

export function isSignedBy({ bytes: x }: Pick<PublicKey, 'bytes'>, bytes: Uint8Array, signature: Uint8Array): boolean {
  return hasEd25519Signature(x, bytes, [signature]);
}
