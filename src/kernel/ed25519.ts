import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';

// Ed25519 (RFC 8032): what the gate, its witnesses and the platforms sign with. A public key is its 32 bytes.

export const ED25519_KEY_BYTES = 32;
export const ED25519_SIGNATURE_BYTES = 64;

/**
 * A new private key, with the text that it is kept as (PKCS #8). It is read back from that text: Node 20 stands still for
 * ever when it collects what has made a key object just while that key is exported.
 */
export function makeEd25519(): { readonly privateKey: KeyObject; readonly pem: string } {
  const { privateKey: pem } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey: createPrivateKey(pem), pem };
}

/** The private key that a text holds; refused where it is of another kind. */
export function readEd25519(pem: Buffer): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return key;
}

/** A public key as JSON (RFC 8037), without its name and use. */
export function ed25519Jwk(bytes: Buffer) {
  return { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') } as const;
}

/** A public key as the cryptography of the platform takes it. */
export function ed25519Key(bytes: Buffer): KeyObject {
  return createPublicKey({ key: ed25519Jwk(bytes), format: 'jwk' });
}

/** Whether a key has made one of some signatures. */
export function hasEd25519Signature(key: Buffer, content: Uint8Array, signatures: readonly Uint8Array[]): boolean {
  if (key.length !== ED25519_KEY_BYTES || signatures.length === 0) return false;
  const publicKey = ed25519Key(key);
  return signatures.some((signature) => verify(null, content, publicKey, signature));
}
