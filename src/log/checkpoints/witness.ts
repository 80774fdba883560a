import type { Instant } from '../../kernel/index.ts';
import { publicKeyOf } from '../keys/signing-key.ts';
import { printVerifierKey, type VerifierKey, verifierKey } from './signed-note.ts';

/** The leaf from which on a key cosigns for somebody who watches the log, and the one with which that ends. */
export const WITNESS_INTRODUCED = 'witness.introduced';
export const WITNESS_ENDED = 'witness.ended';

/** Somebody who has seen the log grow, and says so with a key of his own. */
export interface Witness {
  readonly key: VerifierKey;
  readonly logIndex: number;
  readonly from: Instant;
  /** Null while its cosignatures are taken. Those from before its end stay good. */
  readonly endedAt: Instant | null;
}

/** How a witness writes its key in a leaf. */
export interface WitnessStatement {
  readonly name: string;
  /** In base64url, as in a JWK. */
  readonly publicKey: string;
}

export function witnessKey({ name, publicKey }: WitnessStatement): VerifierKey {
  return verifierKey('cosignature', { name, bytes: publicKeyOf(publicKey).bytes });
}

/** By this a witness is named in paths, leaves and tables: the key id of its notes, in hexadecimal. */
export function witnessId({ keyId }: VerifierKey): string {
  return keyId.toString('hex');
}

export function witnessSubject(key: VerifierKey): string {
  return `witness/${witnessId(key)}`;
}

export interface WitnessBody {
  readonly keyId: string;
  readonly name: string;
  readonly publicKey: string;
  readonly verifierKey: string;
  readonly from: Instant;
  readonly endedAt: Instant | null;
}

export function toWitnessBody({ key, from, endedAt }: Witness): WitnessBody {
  const { name, bytes } = key;
  const publicKey = bytes.toString('base64url');
  return { keyId: witnessId(key), name, publicKey, verifierKey: printVerifierKey(key), from, endedAt };
}
