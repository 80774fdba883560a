import { sha256 } from '../../kernel/index.ts';
import { isSignedBy } from '../keys/signing-key.ts';

/** A text with the signatures under it, in the form of C2SP signed-note. */
export interface SignedNote {
  /** With its last newline, and without the empty line before the signatures. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Four bytes that, with the name, tell which key it was. */
  readonly keyId: Buffer;
  readonly bytes: Buffer;
}

/** What a signature is of: a note as it stands, or a checkpoint that somebody else has seen grow (C2SP tlog-cosignature). */
export const SIGNATURE_TYPES = { note: 1, cosignature: 4 } as const;

export type SignatureType = keyof typeof SIGNATURE_TYPES;

/** A public key with the name that it signs under. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: Buffer;
  readonly type: SignatureType;
  /** The 32 bytes of an Ed25519 key. */
  readonly bytes: Buffer;
}

/** A private key with the name that it signs under. */
export interface NoteSigner {
  readonly name: string;
  readonly bytes: Buffer;
  readonly sign: (bytes: Uint8Array) => Buffer;
}

/** A note that is longer or has more signatures is somebody's attempt to keep us busy. */
const NOTE_LENGTH_MAX = 100_000;
const SIGNATURES_MAX = 100;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
const DASH = '— ';

export function verifierKey(
  type: SignatureType,
  { name, bytes }: { readonly name: string; readonly bytes: Buffer },
): VerifierKey {
  const typed = Buffer.concat([Buffer.of(SIGNATURE_TYPES[type]), bytes]);
  const keyId = sha256(Buffer.concat([Buffer.from(`${name}\n`), typed])).subarray(0, KEY_ID_BYTES);
  return { name, keyId, type, bytes };
}

/** `name+hash+base64`, as every verifier of signed notes takes it. */
export function printVerifierKey({ name, keyId, type, bytes }: VerifierKey): string {
  const typed = Buffer.concat([Buffer.of(SIGNATURE_TYPES[type]), bytes]);
  return `${name}+${keyId.toString('hex')}+${typed.toString('base64')}`;
}

/** Undefined for what is no such key, one of another kind, or one whose hash is not its own. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [name = '', hash = '', ...rest] = text.split('+');
  // The base64 at the end may have plus signs of its own.
  const typed = bytesIn(rest.join('+'));
  const type = typeOf(typed?.[0]);
  if (!isKeyName(name) || !typed || !type || typed.length !== KEY_BYTES + 1) return undefined;
  const key = verifierKey(type, { name, bytes: typed.subarray(1) });
  return key.keyId.toString('hex') === hash ? key : undefined;
}

function typeOf(byte: number | undefined): SignatureType | undefined {
  if (byte === SIGNATURE_TYPES.note) return 'note';
  return byte === SIGNATURE_TYPES.cosignature ? 'cosignature' : undefined;
}

export function isKeyName(name: string): boolean {
  return name.length <= 200 && /^[^\s+\p{Cc}]+$/u.test(name);
}

/** Undefined for what is no signed note. It says nothing yet about whether a signature is good. */
export function parseNote(note: string): SignedNote | undefined {
  if (note.length > NOTE_LENGTH_MAX || /[^\P{Cc}\n]/u.test(note) || !note.endsWith('\n')) return undefined;
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.map(parseSignature).filter((signature) => signature !== undefined);
  const isWhole = signatures.length === lines.length && lines.length <= SIGNATURES_MAX;
  return isWhole ? { text: note.slice(0, end + 1), signatures } : undefined;
}

export function printNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map((signature) => `${printSignature(signature)}\n`).join('')}`;
}

/** One line without its newline: a dash, the name, and key id and signature in base64. */
export function printSignature({ name, keyId, bytes }: NoteSignature): string {
  return `${DASH}${name} ${Buffer.concat([keyId, bytes]).toString('base64')}`;
}

export function parseSignature(line: string): NoteSignature | undefined {
  if (!line.startsWith(DASH)) return undefined;
  const [name = '', base64 = '', ...more] = line.slice(DASH.length).split(' ');
  const all = bytesIn(base64);
  if (!isKeyName(name) || more.length > 0 || !all || all.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: all.subarray(0, KEY_ID_BYTES), bytes: all.subarray(KEY_ID_BYTES) };
}

/** Undefined for what is no base64, or base64 that is not written in the one way of RFC 4648, 4. */
export function bytesIn(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return base64 !== '' && bytes.toString('base64') === base64 ? bytes : undefined;
}

export function signNote(text: string, signer: NoteSigner): SignedNote {
  const { name, keyId } = verifierKey('note', signer);
  return { text, signatures: [{ name, keyId, bytes: signer.sign(Buffer.from(text)) }] };
}

/** The signatures that name this key, whether they are good or not. */
export function signaturesOf({ signatures }: SignedNote, key: VerifierKey): readonly NoteSignature[] {
  return signatures.filter(({ name, keyId }) => name === key.name && keyId.equals(key.keyId));
}

/** Whether a key signed the note. One signature in its name that is wrong spoils it, whatever the others are. */
export function isNoteSignedBy(note: SignedNote, key: VerifierKey): boolean {
  const own = signaturesOf(note, key);
  return key.type === 'note' && own.length > 0 && own.every(({ bytes }) => isGood(key, note.text, bytes));
}

function isGood(key: VerifierKey, text: string, signature: Buffer): boolean {
  return signature.length === SIGNATURE_BYTES && isSignedBy(key, Buffer.from(text), signature);
}
