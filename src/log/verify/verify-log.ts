import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Tx } from '../../db/index.ts';
import type { Text } from '../../kernel/index.ts';
import type { AcceptedGap } from '../log-gap.ts';
import { listLeafHashes } from '../log-repository.ts';
import { openCheckpointVerifier } from './verify-checkpoints.ts';
import { type Difference, type FaultKind, faultAt, type LogFault } from './verify-faults.ts';
import {
  listStoredLeaves,
  listStraySubtrees,
  listSubtreesEndingIn,
  listSurplusLeaves,
  readClaimedHead,
} from './verify-log-repository.ts';
import { findSwap, type WrongLeaves } from './verify-swaps.ts';
import {
  type KnownHead,
  NARROW_MAX,
  openTreeVerifier,
  type StoredLeaf,
  type TreeResult,
  type WrongRange,
} from './verify-tree.ts';

/** A leaf with what its bytes say. */
export interface ReadLeaf {
  readonly logIndex: number;
  readonly type: string;
  readonly subject: string;
  readonly at: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What the body was read from; `parse` may have left out some of it. */
  readonly bytes: string;
}

export interface LeafChunk {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  readonly leaves: readonly ReadLeaf[];
}

/** A table that shows what the log says as well. Each domain compares its own; none of them trusts its repository. */
export interface LogProjection {
  readonly compare: (tx: Tx, chunk: LeafChunk) => Promise<readonly Difference[]>;
  /** Rows that no leaf stands behind, looked for after the last chunk. */
  readonly finish?: (tx: Tx, size: number) => Promise<readonly Difference[]>;
  /** Rows that no leaf ever said enough of to compare them whole, in words; asked last. */
  readonly uncompared?: () => readonly Text[];
}

export interface VerifyOptions {
  readonly projections?: readonly LogProjection[];
  /** Reads a leaf's bytes; may leave out what no projection looks at. */
  readonly parse?: (type: string, bytes: string) => unknown;
  /** Signed heads kept outside the database: against these alone a log that was restored as a whole can be found. */
  readonly knownHeads?: readonly KnownHead[];
  readonly onProgress?: (progress: { readonly checked: number; readonly size: number }) => void;
}

export interface Verification {
  readonly isSound: boolean;
  readonly leaves: number;
  readonly size: number;
  /** Of the leaves that were read. */
  readonly rootHash: Buffer;
  /** The first index at which something is wrong, as narrowly as it can be told. */
  readonly firstWrong: number | null;
  /** By index. */
  readonly faults: readonly LogFault[];
  /** The first thousand, by index. */
  readonly differences: readonly Difference[];
  readonly differenceCount: number;
  /** What could not be compared whole, in words: no fault, and no proof either. */
  readonly uncompared: readonly Text[];
  /** What leaves say was lost when old backups were restored: no fault of the log that goes on. */
  readonly gaps: readonly AcceptedGap[];
  /** Where a restored log waits for somebody to say what is missing; null: it does not. */
  readonly restoredSize: number | null;
}

/** Any multiple of the narrowest kept subtree; bounds what is in memory at once. */
const CHUNK = 256;
const DIFFERENCES_MAX = 1_000;

/**
 * Reads the whole log once, in order: bytes to leaf, leaves to root, root to head, and what each leaf says to the tables
 * that show it. Memory stays flat, however long the log is. Finds, never repairs.
 */
export async function verifyLog(tx: Tx, options: VerifyOptions = {}): Promise<Verification> {
  const head = (await readClaimedHead(tx)) ?? { size: 0, root: '', frontier: [], at: '', restoredSize: null };
  const tree = openTreeVerifier(head);
  const checkpoints = openCheckpointVerifier(options.knownHeads ?? []);
  const findings = openFindings();
  for (let from = 0; from < head.size; from += CHUNK) {
    const to = Math.min(from + CHUNK, head.size);
    const stored = await listStoredLeaves(tx, { from, to });
    const leaves = stored.flatMap((leaf) => readLeaf(leaf, options.parse ?? parseWhole, findings));
    checkpoints.learn(leaves);
    tree.take(stored, await listSubtreesEndingIn(tx, { from, to }), await checkpoints.headsUpTo(tx, to));
    for (const { compare } of options.projections ?? []) findings.differ(await compare(tx, { from, to, leaves }));
    options.onProgress?.({ checked: to, size: head.size });
    await nextTurn();
  }
  tree.take(await listSurplusLeaves(tx, head.size, DIFFERENCES_MAX), []);
  for (const { finish } of options.projections ?? []) findings.differ((await finish?.(tx, head.size)) ?? []);
  const beyond = await checkpoints.headsBeyond(tx);
  const result = tree.finish(await listStraySubtrees(tx, head.size), beyond);
  const ofTree = withoutEchoes(await nameSwap(tx, result));
  const faults = [...ofTree, ...checkpoints.faults, ...findings.faults];
  const uncompared = (options.projections ?? []).flatMap((projection) => projection.uncompared?.() ?? []);
  return conclude({ faults, findings, result, head, gaps: checkpoints.gaps, uncompared });
}

/** What leads to no signed checkpoint because of a fault that has a name of its own is not told a second time. */
function withoutEchoes(faults: readonly LogFault[]): readonly LogFault[] {
  const named = faults.filter(({ kind }) => NAMED.includes(kind));
  return faults.filter(
    ({ kind, index, upTo }) =>
      kind !== 'known-head' || !named.some((other) => other.index <= upTo && other.upTo >= index),
  );
}

const NAMED: readonly FaultKind[] = ['missing', 'changed', 'rewritten', 'swapped'];

interface Findings {
  readonly faults: LogFault[];
  readonly differences: Difference[];
  count: number;
  readonly differ: (found: readonly Difference[]) => void;
}

function openFindings(): Findings {
  const findings: Findings = {
    faults: [],
    differences: [],
    count: 0,
    differ: (found) => {
      findings.count += found.length;
      findings.differences.push(...found.slice(0, DIFFERENCES_MAX - findings.differences.length));
    },
  };
  return findings;
}

function parseWhole(_type: string, bytes: string): unknown {
  return JSON.parse(bytes);
}

/** What a leaf says, if it can be read; and whether the columns beside its bytes say the same. */
function readLeaf(
  leaf: StoredLeaf,
  parse: (type: string, bytes: string) => unknown,
  { faults }: Findings,
): readonly ReadLeaf[] {
  const { logIndex, type, subject, at } = leaf;
  const body = bodyOf(leaf, parse);
  if (!body) {
    faults.push(faultAt('unreadable', logIndex));
    return [];
  }
  if (body.type !== type || body.subject !== subject || body.at !== at) faults.push(faultAt('columns', logIndex));
  const { bytes } = leaf;
  return [{ logIndex, type: String(body.type), subject: String(body.subject), at: String(body.at), body, bytes }];
}

function bodyOf(
  { type, bytes }: StoredLeaf,
  parse: (type: string, bytes: string) => unknown,
): ReadLeaf['body'] | undefined {
  try {
    const body = parse(type, bytes);
    return typeof body === 'object' && body !== null ? (body as ReadLeaf['body']) : undefined;
  } catch {
    return undefined;
  }
}

/** Says "swapped", with both places, where an exchange of two leaves explains every wrong subtree. */
async function nameSwap(tx: Tx, { faults, wrongRanges }: TreeResult): Promise<readonly LogFault[]> {
  const isNarrow = wrongRanges.every(({ width, expected }) => width <= NARROW_MAX && expected !== '');
  if (!isNarrow || wrongRanges.length === 0 || wrongRanges.length > 2) return faults;
  const wrong: WrongLeaves[] = [];
  for (const range of wrongRanges) wrong.push(await loadWrongLeaves(tx, range));
  const places = wrong.every(({ hashes }, at) => hashes.length === wrongRanges[at]?.width) && findSwap(wrong);
  if (!places) return faults;
  return [...faults.filter(({ kind }) => kind !== 'rewritten'), ...places.map((place) => faultAt('swapped', place))];
}

async function loadWrongLeaves(tx: Tx, { from, width, expected }: WrongRange): Promise<WrongLeaves> {
  const hashes = await listLeafHashes(tx, { from, to: from + width });
  return { from, hashes, expected: Buffer.from(expected, 'hex') };
}

interface VerificationParts {
  readonly faults: readonly LogFault[];
  readonly findings: Findings;
  readonly result: TreeResult;
  readonly head: Pick<Verification, 'size' | 'restoredSize'>;
  readonly gaps: readonly AcceptedGap[];
  readonly uncompared: readonly Text[];
}

function conclude({ faults, findings, result, head, gaps, uncompared }: VerificationParts): Verification {
  const sorted = faults.toSorted((a, b) => a.index - b.index || a.upTo - b.upTo);
  const differences = findings.differences.toSorted((a, b) => placeOf(a) - placeOf(b));
  return {
    isSound: sorted.length === 0 && findings.count === 0,
    leaves: result.rows,
    size: head.size,
    rootHash: result.rootHash,
    firstWrong: firstWrongOf(sorted, differences),
    faults: sorted,
    differences,
    differenceCount: findings.count,
    uncompared,
    gaps,
    restoredSize: head.restoredSize,
  };
}

/** What points to no leaf comes last. */
function placeOf({ index }: Difference): number {
  return index ?? Number.MAX_SAFE_INTEGER;
}

/** The lowest index; inside a range of which only the whole is known to be wrong, what else was found there names it. */
function firstWrongOf(faults: readonly LogFault[], differences: readonly Difference[]): number | null {
  const single = faults.filter(({ index, upTo }) => index === upTo);
  const exact = [...single, ...differences].flatMap(({ index }) => index ?? []);
  const [range] = faults.filter(({ index, upTo }) => index !== upTo);
  if (exact.length === 0) return range?.index ?? null;
  const lowest = Math.min(...exact);
  if (!range || lowest < range.index) return lowest;
  const isBroad = range.kind === 'rewritten' || range.kind === 'known-head';
  return isBroad && lowest <= range.upTo ? lowest : range.index;
}
