import {
  bytesIn,
  isNoteSignedBy,
  type NoteSigner,
  parseNote,
  type SignedNote,
  signNote,
  type VerifierKey,
} from './signed-note.ts';

/** How far a log has come, as its gate signs it (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The name of the gate (`GATE_ORIGIN`), which is the name of its log and of the key as well. */
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Buffer;
}

const HASH_BYTES = 32;

/** The text that is signed: three lines, each with its newline. */
export function printCheckpoint({ origin, size, rootHash }: Checkpoint): string {
  return `${origin}\n${size}\n${rootHash.toString('base64')}\n`;
}

/** Undefined for what is no checkpoint. More lines than three are allowed, and mean nothing to us. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split('\n');
  const [origin = '', size = '', root = ''] = lines;
  const rootHash = bytesIn(root);
  const isWhole = lines.length >= 4 && lines.at(-1) === '' && !lines.slice(0, -1).includes('');
  if (!isWhole || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  return rootHash?.length === HASH_BYTES ? { origin, size: Number(size), rootHash } : undefined;
}

/** With a signature of each, in their order. */
export function signCheckpoint(checkpoint: Checkpoint, ...signers: readonly Omit<NoteSigner, 'name'>[]): SignedNote {
  const text = printCheckpoint(checkpoint);
  const notes = signers.map((signer) => signNote(text, { ...signer, name: checkpoint.origin }));
  return { text, signatures: notes.flatMap(({ signatures }) => signatures) };
}

/** A checkpoint that one of these keys signed, with its note; undefined for anything else. */
export function openCheckpoint(
  note: string,
  keys: readonly VerifierKey[],
): { readonly checkpoint: Checkpoint; readonly note: SignedNote; readonly key: VerifierKey } | undefined {
  const signed = parseNote(note);
  const checkpoint = signed && parseCheckpoint(signed.text);
  if (!checkpoint) return undefined;
  const key = keys.find((each) => each.name === checkpoint.origin && isNoteSignedBy(signed, each));
  return key && { checkpoint, note: signed, key };
}
