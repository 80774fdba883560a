import { Refusal, text } from '../kernel/index.ts';
import {
  type AcceptedGap,
  type Checkpoint,
  cosign,
  Frontier,
  GAP_ACCEPTED,
  gapIn,
  KEY_COMPROMISED,
  KEY_INTRODUCED,
  keySubject,
  LOG_RESTORED,
  leafHash,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  printNote,
  printSignature,
  printVerifierKey,
  publicKeyOf,
  type SignedNote,
  type VerifierKey,
  verifierKey,
  verifyConsistency,
} from '../log/index.ts';
import { treeOf, type WitnessAlarm, type WitnessFolder, type WitnessState } from './witness-folder.ts';

/** What a witness asks of its gate. */
export interface WatchedGate {
  /** Signed notes from a size on, the smallest first, without an end. */
  readonly checkpoints: (from: number) => AsyncIterable<string>;
  /** Records from an index to before another. */
  readonly records: (from: number, to: number) => AsyncIterable<readonly string[]>;
  readonly consistency: (from: number, to: number) => Promise<ConsistencyAnswer>;
  /** How long the log is now. */
  readonly size: () => Promise<number>;
  readonly cosign: (size: number, line: string) => Promise<void>;
}

export interface ConsistencyAnswer {
  readonly fromRoot: Buffer;
  readonly hashes: readonly Buffer[];
}

export interface WatchResult {
  readonly size: number;
  /** How many leaves came in. */
  readonly added: number;
  readonly alarm: WitnessAlarm | null;
  /** The gate did not take the cosignature. */
  readonly refusal: unknown;
}

/**
 * Follows the log as far as its gate has signed it: every leaf is hashed here, and every checkpoint must be the root of
 * these very leaves. The last one is cosigned. What does not follow from what was seen before is an alarm, and then nothing
 * is cosigned before a person has looked.
 */
export async function watchLog(folder: WitnessFolder, gate: WatchedGate, seconds: number): Promise<WatchResult> {
  const before = folder.state();
  if (before.alarm && before.alarm.kind !== 'gap')
    return { size: before.size, added: 0, alarm: before.alarm, refusal: null };
  folder.cutBack();
  const alarm = (await shrinking(folder, gate)) ?? (await follow(folder, gate));
  if (alarm?.kind !== before.alarm?.kind || alarm) folder.save({ ...folder.state(), alarm });
  const state = folder.state();
  const refusal = alarm ? null : await cosignLast(folder, gate, seconds);
  return { size: state.size, added: state.size - before.size, alarm, refusal };
}

/** A gate whose log does not begin with what was seen here was rolled back; what is missing there is held here. */
async function shrinking(folder: WitnessFolder, gate: WatchedGate): Promise<WitnessAlarm | null> {
  const { size } = folder.state();
  const first = await gate.size();
  // A machine of the gate may lag behind the one that was asked before; another may answer now.
  const now = first < size ? await gate.size() : first;
  if (size === 0 || (now >= size && (await isContinued(folder, gate, now)))) return null;
  return parted(folder, gate, now);
}

/** Whether the tree as it was seen here is the beginning of the one that the gate has now. */
async function isContinued(folder: WitnessFolder, gate: WatchedGate, now: number): Promise<boolean> {
  const { size } = folder.state();
  const { fromRoot } = await gate.consistency(size, now);
  return fromRoot.equals(rootIn(folder.state()));
}

/**
 * The first leaf that differs says whether a backup was restored there, however short the log still is; anything else is a
 * fork. A log that has only become shorter waits for that leaf.
 */
async function parted(folder: WitnessFolder, gate: WatchedGate, now: number): Promise<WitnessAlarm> {
  const { size, checkpoint } = folder.state();
  const from = await lastCommon(folder, gate, Math.min(size, now));
  if (from === now) return { kind: 'gap', from, to: size, said: 'nothing' };
  const [first = '{}'] = await recordsOf(gate, from, from + 1);
  const leaf = JSON.parse(first) as Readonly<Record<string, unknown>>;
  const { type } = leaf;
  if (type === GAP_ACCEPTED) {
    return { kind: 'gap', from, to: size, said: isSeen(folder, gapIn(from, leaf)) ? 'gap' : 'other' };
  }
  if (type === LOG_RESTORED) return { kind: 'gap', from, to: size, said: 'whole' };
  return forked(folder, { ours: checkpoint, theirs: await lastNote(gate, from), from });
}

/** Whether a gap ends at the tree that was seen here, as far as was looked by then. */
function isSeen(folder: WitnessFolder, gap: AcceptedGap | undefined): boolean {
  if (!gap?.known || gap.known.size !== gap.to) return false;
  const { size, rootHash } = gap.known;
  return size > folder.state().size || treeOf(folder.records(), size).frontier.root().equals(rootHash);
}

/** The largest size at which both trees are the same; halving finds it in some thirty questions. */
async function lastCommon(folder: WitnessFolder, gate: WatchedGate, upTo: number): Promise<number> {
  let [low, high] = [0, upTo];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const { fromRoot } = await gate.consistency(middle, Math.max(middle, upTo));
    if (fromRoot.equals(treeOf(folder.records(), middle).frontier.root())) low = middle;
    else high = middle - 1;
  }
  return low;
}

async function follow(folder: WitnessFolder, gate: WatchedGate): Promise<WitnessAlarm | null> {
  let unopened: string | null = null;
  for await (const note of gate.checkpoints(folder.state().size)) {
    const state = folder.state();
    const opened = openCheckpoint(note, keysIn(state));
    // What was signed before the pinned key came is not judged, as long as that key comes.
    if (!opened && state.size === 0) {
      unopened = note;
      continue;
    }
    if (!opened) return unknownKey(folder, note);
    const { checkpoint } = opened;
    if (checkpoint.size < state.size || checkpoint.origin !== folder.settings.origin) continue;
    const isProven = await isProvenBy(gate, state, checkpoint);
    const isRoot = isProven && (await takeLeaves(folder, gate, { checkpoint, note }));
    if (!isRoot) return forked(folder, { ours: state.checkpoint, theirs: note, from: state.size });
    // Its leaves may say that the very key that signed it is believed no more.
    if (!openCheckpoint(note, keysIn(folder.state()))) return unknownKey(folder, note);
  }
  return folder.state().size === 0 && unopened !== null ? unknownKey(folder, unopened) : null;
}

async function isProvenBy(gate: WatchedGate, state: WitnessState, checkpoint: Checkpoint): Promise<boolean> {
  if (state.size === 0) return true;
  if (state.size === checkpoint.size) return checkpoint.rootHash.equals(rootIn(state));
  const { hashes } = await gate.consistency(state.size, checkpoint.size);
  const sizes = { fromSize: BigInt(state.size), toSize: BigInt(checkpoint.size) };
  return verifyConsistency({ ...sizes, fromRoot: rootIn(state), toRoot: checkpoint.rootHash, proof: hashes });
}

/** Fetches what is new up to a checkpoint. It counts only once it has led to the root that was signed. */
async function takeLeaves(
  folder: WitnessFolder,
  gate: WatchedGate,
  { checkpoint, note }: { readonly checkpoint: Checkpoint; readonly note: string },
): Promise<boolean> {
  const state = folder.state();
  const frontier = frontierIn(state);
  const ofKeys: string[] = [];
  let bytes = state.bytes;
  for await (const records of gate.records(state.size, checkpoint.size)) {
    for (const record of records) {
      frontier.append(leafHash(record));
      if (record.includes(`"${KEY_INTRODUCED}"`) || record.includes(`"${KEY_COMPROMISED}"`)) ofKeys.push(record);
    }
    bytes += folder.append(records);
  }
  if (frontier.size < checkpoint.size) throw leavesShort(frontier.size, checkpoint.size);
  if (frontier.size !== checkpoint.size || !frontier.root().equals(checkpoint.rootHash)) return false;
  const roots = frontier.roots.map((root) => root.toString('hex'));
  // A person may have made a key known meanwhile.
  const now = folder.state();
  const { origin } = folder.settings;
  const trusted = ofKeys.reduce((keys, record) => withKeyIn(record, origin, keys), now.trusted);
  folder.save({ ...now, size: frontier.size, frontier: roots, bytes, checkpoint: note, trusted });
  return true;
}

/** A machine of the gate may lag behind the one that signed: that is no fork, and it is asked again. */
function leavesShort(size: number, signed: number): Refusal {
  const message = text(
    `闸口只给出到第 ${size} 条记录，而检查点为 ${signed} 条；稍后再核对。`,
    `The gate shows ${size} leaves of the ${signed} that it has signed for; they are asked for again.`,
  );
  return new Refusal('unavailable', 'witness.leaves_short', message);
}

/**
 * A key of the log is believed because a leaf introduces it that an older one has signed for. Where somebody else may have
 * had that older one, none but the new key is believed from then on; and where that comes out later, all but that one are.
 */
function withKeyIn(record: string, origin: string, trusted: readonly string[]): readonly string[] {
  const leaf = JSON.parse(record) as Readonly<Record<string, unknown>>;
  const { type, subject, purpose, publicKey, isReplacedCompromised } = leaf;
  if (type === KEY_COMPROMISED) return trusted.filter((known) => subjectOf(known) !== subject);
  if (type !== KEY_INTRODUCED || purpose !== 'log' || typeof publicKey !== 'string') return trusted;
  const key = printVerifierKey(verifierKey('note', { name: origin, bytes: publicKeyOf(publicKey).bytes }));
  return isReplacedCompromised === true ? [key] : [...trusted.filter((known) => known !== key), key];
}

/** What the log calls a key. */
function subjectOf(vkey: string): string | undefined {
  const key = parseVerifierKey(vkey);
  return key && keySubject(publicKeyOf(key.bytes.toString('base64url')));
}

function unknownKey(folder: WitnessFolder, note: string): WitnessAlarm {
  const size = checkpointOf(note)?.size ?? 0;
  return { kind: 'key', evidence: folder.keepBeside(`alarms/key-${size}.txt`, note) };
}

interface Fork {
  readonly ours: string | null;
  readonly theirs: string;
  readonly from: number;
}

/** Both checkpoints are kept: two signatures of one gate over trees of which neither holds the other. */
function forked(folder: WitnessFolder, { ours, theirs, from }: Fork): WitnessAlarm {
  const content = JSON.stringify({ origin: folder.settings.origin, from, ours, theirs }, null, 2);
  return { kind: 'fork', evidence: folder.keepBeside(`alarms/fork-${from}.json`, `${content}\n`) };
}

async function lastNote(gate: WatchedGate, from: number): Promise<string> {
  let last = '';
  for await (const note of gate.checkpoints(from)) last = note;
  return last;
}

async function recordsOf(gate: WatchedGate, from: number, to: number): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const records of gate.records(from, to)) all.push(...records);
  return all;
}

async function cosignLast(folder: WitnessFolder, gate: WatchedGate, seconds: number): Promise<unknown> {
  const state = folder.state();
  const note = state.checkpoint === null ? undefined : parseNote(state.checkpoint);
  if (!note || !state.checkpoint || checkpointIn(state.cosigned) === note.text) return null;
  const line = cosign(note.text, { ...folder.signer, seconds });
  try {
    await gate.cosign(state.size, printSignature(line));
  } catch (refusal) {
    return refusal;
  }
  const cosigned: SignedNote = { text: note.text, signatures: [...note.signatures, line] };
  folder.save({ ...folder.state(), cosigned: printNote(cosigned) });
  return null;
}

function checkpointIn(note: string | null): string | undefined {
  return note === null ? undefined : parseNote(note)?.text;
}

function checkpointOf(note: string): Checkpoint | undefined {
  const signed = parseNote(note);
  return signed && parseCheckpoint(signed.text);
}

function keysIn({ trusted }: WitnessState): readonly VerifierKey[] {
  return trusted.map(parseVerifierKey).filter((key) => key !== undefined);
}

function frontierIn({ size, frontier }: WitnessState): Frontier {
  return new Frontier(
    size,
    frontier.map((root) => Buffer.from(root, 'hex')),
  );
}

export function rootIn(state: WitnessState): Buffer {
  return frontierIn(state).root();
}
