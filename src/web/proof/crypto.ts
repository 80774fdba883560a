import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';

// The only file that knows the library: `crypto.subtle` is absent on plain HTTP, and has Ed25519 in new browsers only.

export { sha256 };

/** Whether an Ed25519 key (32 bytes) made a signature (64 bytes), strictly by RFC 8032. */
export function isSignedBy(key: Uint8Array, content: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, content, key, { zip215: false });
  } catch {
    // 32 bytes that are no point of the curve.
    return false;
  }
}
