import { bytesIn, isSame, joined, utf8 } from './bytes.ts';
import type { Check, GateKeys } from './check.ts';
import { isSignedBy, sha256 } from './crypto.ts';

/** A text with the signatures under it (C2SP signed-note). */
interface SignedNote {
  /** With its last newline, and without the empty line before the signatures. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly bytes: Uint8Array;
}

/** How far a log has come (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
}

export interface JudgedCheckpoint {
  readonly checkpoint: Checkpoint | undefined;
  readonly checks: readonly Check[];
  /** Names of others that signed too, as witnesses do. The gate's keys say nothing about whether those are good. */
  readonly others: readonly string[];
}

const NOTE_LENGTH_MAX = 100_000;
const SIGNATURES_MAX = 100;
const KEY_ID_BYTES = 4;
const NOTE_KEY_TYPE = 1;
const DASH = '— ';

/** Whether a checkpoint is of the gate's log, and signed by a key of it that nobody else may have had. */
export function judgeCheckpoint(written: string, keys: GateKeys): JudgedCheckpoint {
  const note = parseNote(written);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!checkpoint) {
    return { checkpoint: undefined, checks: [{ name: 'checkpointForm', isGood: false, about: '' }], others: [] };
  }
  const { origin } = checkpoint;
  const known = keys.log.flatMap((key) => parseVerifierKey(key) ?? []).filter(({ name }) => name === origin);
  const signed = known.filter((key) => signaturesOf(note, key).length > 0);
  const usable = signed.filter(({ isCompromised }) => !isCompromised);
  const good = usable.find((key) =>
    signaturesOf(note, key).every(({ bytes }) => isSignedBy(key.bytes, utf8(note.text), bytes)),
  );
  const about = (good ?? usable[0] ?? signed[0])?.shown ?? '';
  return {
    checkpoint,
    checks: [
      { name: 'log', isGood: known.length > 0, about: origin },
      { name: 'checkpointKey', isGood: usable.length > 0, about },
      { name: 'checkpointSignature', isGood: good !== undefined, about: String(checkpoint.size) },
    ],
    others: note.signatures.map(({ name }) => name).filter((name) => name !== origin),
  };
}

function signaturesOf({ signatures }: SignedNote, key: LogKey): readonly NoteSignature[] {
  return signatures.filter(({ name, keyId }) => name === key.name && isSame(keyId, key.keyId));
}

interface LogKey {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly bytes: Uint8Array;
  readonly isCompromised: boolean;
  /** Name and hash, as people compare them. */
  readonly shown: string;
}

/** `name+hash+base64`. Undefined for a key of another kind, or one whose hash is not its own. */
function parseVerifierKey({ verifierKey, isCompromised }: GateKeys['log'][number]): LogKey | undefined {
  const [name = '', hash = '', ...rest] = verifierKey.split('+');
  const typed = bytesIn(rest.join('+'));
  if (typed?.length !== 33 || typed[0] !== NOTE_KEY_TYPE) return undefined;
  const keyId = sha256(joined(utf8(`${name}\n`), typed)).slice(0, KEY_ID_BYTES);
  const hex = Array.from(keyId, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === hash ? { name, keyId, bytes: typed.slice(1), isCompromised, shown: `${name}+${hash}` } : undefined;
}

/** Undefined for what is no signed note. */
function parseNote(note: string): SignedNote | undefined {
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

function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split('\n');
  const [origin = '', size = '', root = ''] = lines;
  const rootHash = bytesIn(root);
  const isWhole = lines.length >= 4 && !lines.slice(0, -1).includes('');
  if (!isWhole || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  return rootHash?.length === 32 ? { origin, size: Number(size), rootHash } : undefined;
}
