import { bytesIn, isSame } from './bytes.ts';
import type { VerifierKey } from './verifier-key.ts';

/** A text with the signatures under it (C2SP signed-note). */
export interface SignedNote {
  /** With its last newline, and without the empty line before the signatures. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly bytes: Uint8Array;
}

const NOTE_LENGTH_MAX = 100_000;
const SIGNATURES_MAX = 100;
const KEY_ID_BYTES = 4;
const DASH = '— ';

/** The signatures that say of themselves that they are of a key. */
export function signaturesOf({ signatures }: SignedNote, key: VerifierKey): readonly NoteSignature[] {
  return signatures.filter(({ name, keyId }) => name === key.name && isSame(keyId, key.keyId));
}

/** Undefined for what is no signed note. */
export function parseNote(note: string): SignedNote | undefined {
  if (note.length > NOTE_LENGTH_MAX || /[^\P{Cc}\n]/u.test(note) || !note.endsWith('\n')) return undefined;
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.flatMap((line) => parseSignature(line) ?? []);
  const isWhole = signatures.length === lines.length && lines.length <= SIGNATURES_MAX;
  return isWhole ? { text: note.slice(0, end + 1), signatures } : undefined;
}

function parseSignature(line: string): NoteSignature | undefined {
  if (!line.startsWith(DASH)) return undefined;
  const [name = '', base64 = '', ...more] = line.slice(DASH.length).split(' ');
  const all = bytesIn(base64);
  if (name === '' || more.length > 0 || !all || all.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: all.slice(0, KEY_ID_BYTES), bytes: all.slice(KEY_ID_BYTES) };
}
