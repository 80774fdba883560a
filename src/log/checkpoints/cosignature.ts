import { isSignedBy } from '../keys/signing-key.ts';
import {
  type NoteSignature,
  type NoteSigner,
  type SignedNote,
  signaturesOf,
  type VerifierKey,
  verifierKey,
} from './signed-note.ts';

/**
 * What a witness says of a checkpoint (C2SP tlog-cosignature, Ed25519): at this time it was the largest that I had seen of
 * this log, and it holds every one before it unchanged.
 */
export interface Cosignature {
  readonly name: string;
  readonly keyId: Buffer;
  /** Seconds since 1970. */
  readonly seconds: number;
  readonly signature: Buffer;
}

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** Cosigns the text of a checkpoint, with its last newline and without the signatures. */
export function cosign(text: string, { seconds, ...signer }: NoteSigner & { readonly seconds: number }): NoteSignature {
  const { name, keyId } = verifierKey('cosignature', signer);
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  return { name, keyId, bytes: Buffer.concat([time, signer.sign(signedMessage(text, seconds))]) };
}

function signedMessage(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** Undefined for the signature of another kind, by its length, and for a time that no clock has. */
export function readCosignature({ name, keyId, bytes }: NoteSignature): Cosignature | undefined {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined;
  const seconds = Number(bytes.readBigUInt64BE());
  return Number.isSafeInteger(seconds) ? { name, keyId, seconds, signature: bytes.subarray(TIME_BYTES) } : undefined;
}

/** Whether a key cosigned this text of a checkpoint. */
export function isCosignedBy(text: string, cosignature: Cosignature, key: VerifierKey): boolean {
  const isOfKey = key.type === 'cosignature' && cosignature.name === key.name && cosignature.keyId.equals(key.keyId);
  return isOfKey && isSignedBy(key, signedMessage(text, cosignature.seconds), cosignature.signature);
}

/** The cosignatures of a key under a checkpoint that are good. */
export function cosignaturesOf(note: SignedNote, key: VerifierKey): readonly Cosignature[] {
  const read = signaturesOf(note, key).map(readCosignature);
  return read.flatMap((cosignature) => (cosignature && isCosignedBy(note.text, cosignature, key) ? [cosignature] : []));
}
