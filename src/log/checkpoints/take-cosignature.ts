import type { Tx } from '../../db/index.ts';
import { type Instant, instantOfSeconds, msBetween, Refusal, type Text, text } from '../../kernel/index.ts';
import {
  insertCosignature,
  listCheckpointsOfSize,
  listCosignatures,
  type StoredCheckpoint,
  type StoredCosignature,
} from './checkpoints-repository.ts';
import { type Cosignature, isCosignedBy, readCosignature } from './cosignature.ts';
import { listWitnesses } from './list-witnesses.ts';
import { parseNote, parseSignature } from './signed-note.ts';
import { type Witness, witnessId } from './witness.ts';

export interface OfferedCosignature {
  readonly size: number;
  /** As it stands in a note, without its newline. */
  readonly line: string;
  readonly now: Instant;
}

export interface TakenCosignature {
  readonly stored: StoredCosignature;
  readonly witness: Witness;
  readonly cosignedAt: Instant;
  /** It has said so before, and what it said first stands. */
  readonly isKnown: boolean;
}

/** Keeps what a witness says of a checkpoint, once its key, its signature and its clock are found good. */
export async function takeCosignature(tx: Tx, { size, line, now }: OfferedCosignature): Promise<TakenCosignature> {
  const offered = parseSignature(line);
  const cosignature = offered && readCosignature(offered);
  if (!cosignature) throw refusal('malformed', MALFORMED);
  const checkpoints = await listCheckpointsOfSize(tx, size);
  if (checkpoints.length === 0) throw refusal('checkpoint_unknown', NO_CHECKPOINT, '/size');
  const witness = await witnessOf(tx, cosignature);
  const checkpoint = checkpoints.find(({ note }) => isCosignedBy(textOf(note), cosignature, witness.key));
  if (!checkpoint) throw refusal('wrong_signature', WRONG);
  requireTime(cosignature, checkpoint, now);
  const stored = { size, rootHash: checkpoint.rootHash, witness: witnessId(witness.key), at: now, line };
  const before = await findSame(tx, stored);
  if (!before) await insertCosignature(tx, stored);
  const kept = before ?? (await findSame(tx, stored)) ?? stored;
  return { ...timed(kept), witness, isKnown: before !== undefined || kept.line !== line };
}

async function findSame(
  tx: Tx,
  { size, rootHash, witness }: StoredCosignature,
): Promise<StoredCosignature | undefined> {
  const all = await listCosignatures(tx, [size]);
  return all.find((each) => each.witness === witness && each.rootHash.equals(rootHash));
}

function timed(stored: StoredCosignature): Pick<TakenCosignature, 'stored' | 'cosignedAt'> {
  const signature = parseSignature(stored.line);
  const seconds = (signature && readCosignature(signature)?.seconds) ?? 0;
  return { stored, cosignedAt: instantOfSeconds(seconds) };
}

function textOf(note: string): string {
  return parseNote(note)?.text ?? '';
}

async function witnessOf(tx: Tx, { name, keyId }: Cosignature): Promise<Witness> {
  const witnesses = await listWitnesses(tx);
  const witness = witnesses.find(({ key }) => key.name === name && key.keyId.equals(keyId));
  if (!witness || witness.endedAt !== null) throw refusal('witness_unknown', UNKNOWN);
  return witness;
}

/** Two clocks of people who have never met may differ by this. */
const CLOCKS_DIFFER_MS = 300_000;

/** Nobody has seen a checkpoint before it was there, nor in a time to come. */
function requireTime({ seconds }: Cosignature, { at }: StoredCheckpoint, now: Instant): void {
  const time = instantOfSeconds(seconds);
  const isBefore = msBetween(time, at) > CLOCKS_DIFFER_MS;
  if (isBefore || msBetween(now, time) > CLOCKS_DIFFER_MS) throw refusal('time', WRONG_TIME);
}

const MALFORMED = text('这不是一行联署签名。', 'This is not the line of a cosignature.');
const NO_CHECKPOINT = text('没有签署过该大小的检查点。', 'No checkpoint of this size was signed.');
const UNKNOWN = text(
  '该密钥未登记为见证方，或已终止。',
  'This key has not been introduced as a witness, or its time has ended.',
);
const WRONG = text('签名与该检查点不符。', 'The signature is not of this checkpoint.');
const WRONG_TIME = text(
  '联署时间早于检查点或在将来，请校准见证方的时钟。',
  'It was cosigned before the checkpoint was there, or in time to come: set the clock of the witness.',
);

function refusal(code: string, message: Text, pointer = '/cosignature'): Refusal {
  return new Refusal('unprocessable', `cosignature.${code}`, message, [{ pointer, message: '' }]);
}
