import { type Checkpoint, parseCheckpoint } from '../checkpoints/checkpoint.ts';
import { type Cosignature, cosignaturesOf } from '../checkpoints/cosignature.ts';
import { bytesIn, isNoteSignedBy, parseNote, type VerifierKey } from '../checkpoints/signed-note.ts';
import { leafHash, verifyInclusion } from './merkle.ts';
import { parseTlogProof, type TlogProof } from './tlog-proof.ts';

/** A receipt as somebody kept it: believed in nothing but what is proven. */
export interface Receipt extends Omit<TlogProof, 'extra'> {
  readonly record: Buffer;
}

/** As the gate gives it out: the text of C2SP tlog-proof with the record beside it, or JSON. Undefined for anything else. */
export function parseReceipt(text: string): Receipt | undefined {
  const proof = parseTlogProof(text);
  if (proof) return proof.extra ? { ...proof, record: proof.extra } : undefined;
  return parseJson(text);
}

function parseJson(text: string): Receipt | undefined {
  const { record, leafIndex, hashes, checkpoint }: Record<string, unknown> = objectIn(text);
  if (typeof record !== 'string' || typeof checkpoint !== 'string' || !Array.isArray(hashes)) return undefined;
  const read = hashes.flatMap((hash) => (typeof hash === 'string' ? (bytesIn(hash) ?? []) : []));
  if (typeof leafIndex !== 'number' || !Number.isSafeInteger(leafIndex) || read.length !== hashes.length)
    return undefined;
  return { record: Buffer.from(record), index: leafIndex, hashes: read, checkpoint };
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** What was found out about a receipt, each by itself. */
export interface JudgedReceipt {
  /** Null for a note that is no checkpoint; then nothing else holds either. */
  readonly checkpoint: Checkpoint | null;
  /** The record is the leaf of this index in the tree of the checkpoint. */
  readonly isIncluded: boolean;
  /** The key that signed the checkpoint, of those that are trusted. */
  readonly signedBy: VerifierKey | null;
  readonly cosigned: readonly Cosignature[];
}

/** Keys of the gate sign; keys of witnesses cosign. */
export function judgeReceipt(receipt: Receipt, trusted: readonly VerifierKey[]): JudgedReceipt {
  const note = parseNote(receipt.checkpoint);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!checkpoint) return { checkpoint: null, isIncluded: false, signedBy: null, cosigned: [] };
  return {
    checkpoint,
    isIncluded: verifyInclusion({
      index: BigInt(receipt.index),
      size: BigInt(checkpoint.size),
      leaf: leafHash(receipt.record),
      proof: receipt.hashes,
      root: checkpoint.rootHash,
    }),
    signedBy: trusted.find((key) => key.name === checkpoint.origin && isNoteSignedBy(note, key)) ?? null,
    cosigned: trusted.flatMap((key) => cosignaturesOf(note, key)),
  };
}
