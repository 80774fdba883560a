import { bytesIn, hexOf, joined, utf8 } from './bytes.ts';
import { sha256 } from './crypto.ts';

/** The key of somebody who signs notes, as it is told in a line (C2SP signed-note). */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly bytes: Uint8Array;
  /** Name and hash, as people compare them. */
  readonly shown: string;
}

/** A log signs notes as they are; a witness cosigns them with a time. */
const TYPES = { note: 1, cosignature: 4 } as const;
const KEY_ID_BYTES = 4;
const TYPED_KEY_BYTES = 33;

/** `name+hash+base64`. Undefined for a key of another kind, or one whose hash is not its own. */
export function parseVerifierKey(verifierKey: string, type: keyof typeof TYPES): VerifierKey | undefined {
  const [name = '', hash = '', ...rest] = verifierKey.split('+');
  const typed = bytesIn(rest.join('+'));
  if (typed?.length !== TYPED_KEY_BYTES || typed[0] !== TYPES[type]) return undefined;
  const keyId = sha256(joined(utf8(`${name}\n`), typed)).slice(0, KEY_ID_BYTES);
  return hexOf(keyId) === hash ? { name, keyId, bytes: typed.slice(1), shown: `${name}+${hash}` } : undefined;
}
