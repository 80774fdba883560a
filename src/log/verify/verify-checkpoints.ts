import type { Tx } from '../../db/index.ts';
import { openCheckpoint, parseCheckpoint } from '../checkpoints/checkpoint.ts';
import {
  listBareCosignatures,
  listCheckpoints,
  listCosignatures,
  type StoredCheckpoint,
  type StoredCosignature,
} from '../checkpoints/checkpoints-repository.ts';
import { isCosignedBy, readCosignature } from '../checkpoints/cosignature.ts';
import { parseNote, parseSignature, type VerifierKey, verifierKey } from '../checkpoints/signed-note.ts';
import { WITNESS_INTRODUCED, witnessKey } from '../checkpoints/witness.ts';
import { KEY_INTRODUCED, type PublicKey, publicKeyOf } from '../keys/signing-key.ts';
import { type AcceptedGap, GAP_ACCEPTED, gapIn } from '../log-gap.ts';
import { faultAt, type LogFault } from './verify-faults.ts';
import type { KnownHead } from './verify-tree.ts';

/** What the check needs of a leaf. */
interface SeenLeaf {
  readonly logIndex: number;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The signed heads that the gate keeps, believed in nothing: which of them are good, and what is wrong with the others. */
export interface CheckpointVerifier {
  /** Takes from leaves, in their order, whose signatures count from then on. */
  readonly learn: (leaves: readonly SeenLeaf[]) => void;
  /** Good ones up to a size that were not given before; every leaf below it has been learnt. */
  readonly headsUpTo: (tx: Tx, size: number) => Promise<readonly KnownHead[]>;
  /** Those of a longer log, whatever its leaves say: nobody can tell what becomes of them. */
  readonly headsBeyond: (tx: Tx) => Promise<readonly KnownHead[]>;
  readonly gaps: readonly AcceptedGap[];
  readonly faults: readonly LogFault[];
}

interface State {
  readonly signing: (PublicKey & { readonly logIndex: number })[];
  readonly witnesses: VerifierKey[];
  /** Leaves that are said to be lost: what was known of them is no fault of those that came after. */
  readonly gaps: AcceptedGap[];
  readonly faults: LogFault[];
  outside: readonly KnownHead[];
  /** Read, and of sizes that are not reached yet. */
  ahead: readonly StoredCheckpoint[];
  readAll: boolean;
  lastSize: number;
}

const CHECKPOINTS_AT_ONCE = 500;

/** Reads page by page along the leaves, since a gate signs half a million checkpoints in a year. */
export function openCheckpointVerifier(outside: readonly KnownHead[]): CheckpointVerifier {
  const found = { signing: [], witnesses: [], gaps: [], faults: [] };
  const state: State = { ...found, outside, ahead: [], readAll: false, lastSize: -1 };
  return {
    learn: (leaves) => {
      for (const leaf of leaves) learnLeaf(state, leaf);
    },
    headsUpTo: async (tx, size) => {
      const seen = state.outside.filter((head) => head.size <= size);
      state.outside = state.outside.filter((head) => head.size > size);
      const lost = seen.filter((head) => state.gaps.some((gap) => isIn(gap, head)));
      judgeLost(state, lost);
      return goodHeads(state, [...(await storedUpTo(tx, state, size)), ...seen.filter((head) => !lost.includes(head))]);
    },
    headsBeyond: async (tx) => {
      const stored = await storedUpTo(tx, state, Number.MAX_SAFE_INTEGER);
      for (const size of await listBareCosignatures(tx))
        state.faults.push(faultAt('bare-cosignature', indexOf({ size })));
      return goodHeads(state, [...stored, ...state.outside]);
    },
    gaps: state.gaps,
    faults: state.faults,
  };
}

function isIn({ from, to }: AcceptedGap, { size }: KnownHead): boolean {
  return from < size && size <= to;
}

/**
 * The leaves that they were roots of are gone, so most of them are compared with nothing here: the witness holds those. But
 * two of one size are a lie, and so is a gap that ends at another head than the one that is known of its end.
 */
function judgeLost(state: State, lost: readonly KnownHead[]): void {
  const { gaps, faults } = state;
  const single = goodHeads(state, lost);
  for (const { known } of gaps) {
    const other = known && single.find(({ size, rootHash }) => size === known.size && !rootHash.equals(known.rootHash));
    if (other) faults.push(faultAt('other-gap', indexOf(other)));
  }
}

/** Good ones that the gate keeps, with a look at what witnesses said of them. */
async function storedUpTo(tx: Tx, state: State, size: number): Promise<readonly KnownHead[]> {
  while (!state.readAll && state.lastSize <= size) await readPage(tx, state);
  const reached = state.ahead.filter((stored) => stored.size <= size);
  state.ahead = state.ahead.filter((stored) => stored.size > size);
  const cosignatures = await listCosignatures(
    tx,
    reached.map((stored) => stored.size),
  );
  judgeCosignatures(state, cosignatures, reached);
  return reached.filter((stored) => isGood(state, stored));
}

function learnLeaf({ signing, witnesses, gaps }: State, { logIndex, type, body }: SeenLeaf): void {
  const { purpose, publicKey, witness }: Record<string, unknown> = { ...body };
  if (type === KEY_INTRODUCED && purpose === 'log' && typeof publicKey === 'string') {
    signing.push({ ...publicKeyOf(publicKey), logIndex });
  }
  const gap = type === GAP_ACCEPTED ? gapIn(logIndex, body) : undefined;
  if (gap) gaps.push(gap);
  const { name, publicKey: ofWitness }: Record<string, unknown> = Object(witness);
  if (type === WITNESS_INTRODUCED && typeof name === 'string' && typeof ofWitness === 'string') {
    witnesses.push(witnessKey({ name, publicKey: ofWitness }));
  }
}

async function readPage(tx: Tx, state: State): Promise<void> {
  const found = await listCheckpoints(tx, { after: state.lastSize, limit: CHECKPOINTS_AT_ONCE });
  state.readAll = found.length < CHECKPOINTS_AT_ONCE;
  const page = state.readAll ? found : wholeSizes(found);
  state.ahead = [...state.ahead, ...page];
  state.lastSize = page.at(-1)?.size ?? state.lastSize;
}

/** A second checkpoint of the last size may stand beyond the page: that size comes with the next one. */
function wholeSizes(page: readonly StoredCheckpoint[]): readonly StoredCheckpoint[] {
  const whole = page.filter(({ size }) => size !== page.at(-1)?.size);
  return whole.length > 0 ? whole : page;
}

function indexOf({ size }: { readonly size: number }): number {
  return Math.max(0, size - 1);
}

/** Signed by the key that held at this size, over what the columns beside it say. */
function isGood({ signing, faults }: State, { size, rootHash, kid, note }: StoredCheckpoint): boolean {
  const key = signing.findLast(({ logIndex }) => logIndex < size);
  const name = parseCheckpoint(parseNote(note)?.text ?? '')?.origin ?? '';
  const opened = key && key.kid === kid ? openCheckpoint(note, [verifierKey('note', { ...key, name })]) : undefined;
  const says = opened?.checkpoint;
  if (says?.size === size && says.rootHash.equals(rootHash)) return true;
  faults.push(faultAt('signature', indexOf({ size })));
  return false;
}

/** Two trees of one size, both signed, are a lie whichever of them the leaves give. */
function goodHeads({ faults }: State, signed: readonly KnownHead[]): readonly KnownHead[] {
  const bySize = new Map<number, KnownHead>();
  const forked = new Set<number>();
  for (const { size, rootHash } of signed) {
    const other = bySize.get(size);
    if (other && !other.rootHash.equals(rootHash)) forked.add(size);
    else bySize.set(size, { size, rootHash });
  }
  for (const size of forked) faults.push(faultAt('fork', indexOf({ size })));
  return [...bySize.values()].filter(({ size }) => !forked.has(size)).toSorted((a, b) => a.size - b.size);
}

function judgeCosignatures(
  state: State,
  cosignatures: readonly StoredCosignature[],
  checkpoints: readonly StoredCheckpoint[],
): void {
  const notes = new Map(checkpoints.map(({ size, rootHash, note }) => [`${size}/${rootHash.toString('hex')}`, note]));
  for (const { size, rootHash, line } of cosignatures) {
    const note = notes.get(`${size}/${rootHash.toString('hex')}`);
    if (note !== undefined && !isCosigned(state, { note, line }))
      state.faults.push(faultAt('cosignature', indexOf({ size })));
  }
}

function isCosigned({ witnesses }: State, { note, line }: { readonly note: string; readonly line: string }): boolean {
  const text = parseNote(note)?.text;
  const signature = parseSignature(line);
  const read = signature && readCosignature(signature);
  return read !== undefined && text !== undefined && witnesses.some((key) => isCosignedBy(text, read, key));
}
