import { Frontier, KEPT_LEVELS, leafHash, type Subtree } from '../tree/merkle.ts';
import { type FaultKind, faultAt, type LogFault } from './verify-faults.ts';

/** A row of the log as it stands in the table, believed in nothing. */
export interface StoredLeaf {
  readonly logIndex: number;
  readonly type: string;
  readonly subject: string;
  readonly at: string;
  readonly bytes: string;
  readonly hash: Buffer;
}

/** The head as its row says it, believed in nothing. */
export interface ClaimedHead {
  readonly size: number;
  readonly root: string;
  /** Hexadecimal roots of the complete subtrees, widest first. */
  readonly frontier: readonly string[];
  readonly at: string;
}

/** A root that was signed, or that somebody kept outside the database, such as a printed page or a witness. */
export interface KnownHead {
  readonly size: number;
  readonly rootHash: Buffer;
}

/** A complete subtree whose leaves do not give the hash that is kept for it. */
export interface WrongRange {
  readonly from: number;
  readonly width: number;
  readonly expected: string;
}

export interface TreeResult {
  readonly faults: readonly LogFault[];
  readonly wrongRanges: readonly WrongRange[];
  readonly rootHash: Buffer;
  readonly rows: number;
}

/** Grows the tree again from the rows, one chunk after another, and remembers whatever does not fit. */
export interface TreeVerifier {
  /** Leaves in order with the kept subtrees that end inside the same range, as the table has them. */
  readonly take: (leaves: readonly StoredLeaf[], kept: readonly Subtree[], known?: readonly KnownHead[]) => void;
  /** `strays` are kept subtrees that a log of the head's size cannot have, `beyond` what was signed for a longer one. */
  readonly finish: (strays: readonly Subtree[], beyond?: readonly KnownHead[]) => TreeResult;
}

/** What comes in place of a leaf that is missing, so that what follows keeps its place in the tree. */
const NO_LEAF = Buffer.alloc(32);

/** More than this is one catastrophe, not many findings. */
const FAULTS_MAX = 1_000;

interface State {
  readonly head: ClaimedHead;
  readonly frontier: Frontier;
  readonly faults: LogFault[];
  readonly wrongRanges: WrongRange[];
  rows: number;
  lastAt: string;
  /** The index up to which something was found wrong with single leaves. */
  lastWrong: number;
}

export function openTreeVerifier(head: ClaimedHead): TreeVerifier {
  const frontier = new Frontier(0, []);
  const state: State = { head, frontier, faults: [], wrongRanges: [], rows: 0, lastAt: '', lastWrong: -1 };
  const known: KnownHead[] = [];
  let sureUpTo = 0;
  let isSure = true;

  /** The first that does not fit says where; those after it cannot fit either. A gap may have gone past some of them. */
  function compareKnown(): void {
    for (let next = known[0]; next && next.size <= frontier.size; next = known[0]) {
      const { size, rootHash } = next;
      known.shift();
      if (!isSure || size < frontier.size) continue;
      isSure = rootHash.equals(frontier.root());
      if (isSure) sureUpTo = size;
      else note(state, faultAt('known-head', sureUpTo, size - 1));
    }
  }

  return {
    take: (leaves, kept, heads = []) => {
      known.push(...heads);
      const stored = new Map(kept.map(({ level, position, hash }) => [`${level}/${position}`, hash]));
      for (const leaf of leaves) {
        state.rows += 1;
        if (leaf.logIndex >= head.size) {
          note(state, faultAt('surplus', leaf.logIndex));
          continue;
        }
        fillGap(state, leaf.logIndex, stored);
        judgeLeaf(state, leaf);
        compareSubtrees(state, frontier.append(leaf.hash), stored);
        compareKnown();
      }
    },
    finish: (strays, beyond = []) => {
      for (const { level, position } of strays) noteStray(state, position * 2 ** level, 2 ** level);
      if (frontier.size < head.size) note(state, faultAt('truncated', frontier.size, head.size - 1));
      const signed = Math.max(0, ...beyond.map(({ size }) => size));
      if (signed > head.size) note(state, faultAt('rolled-back', head.size, signed - 1));
      const isWhole = frontier.size === head.size;
      return judgeHead(state, isWhole);
    },
  };
}

function note({ faults }: State, fault: LogFault): void {
  const last = faults.at(-1);
  // A run of one kind is one finding with both its ends.
  if (last && last.kind === fault.kind && last.upTo + 1 === fault.index)
    faults[faults.length - 1] = { ...last, upTo: fault.upTo };
  else if (faults.length < FAULTS_MAX) faults.push(fault);
}

function fillGap(state: State, upTo: number, stored: Map<string, Buffer>): void {
  const { frontier } = state;
  if (frontier.size === upTo) return;
  note(state, faultAt('missing', frontier.size, upTo - 1));
  state.lastWrong = upTo - 1;
  while (frontier.size < upTo) compareSubtrees(state, frontier.append(NO_LEAF), stored);
}

function judgeLeaf(state: State, { logIndex, bytes, hash, at }: StoredLeaf): void {
  if (!leafHash(bytes).equals(hash)) {
    note(state, faultAt('changed', logIndex));
    state.lastWrong = logIndex;
  }
  if (at < state.lastAt) note(state, faultAt('time', logIndex));
  state.lastAt = at;
}

function compareSubtrees(state: State, completed: readonly Subtree[], stored: Map<string, Buffer>): void {
  for (const { level, position, hash } of completed) {
    const place = `${level}/${position}`;
    const kept = stored.get(place);
    stored.delete(place);
    if (kept?.equals(hash)) continue;
    const width = 2 ** level;
    const from = position * width;
    const isExplained = state.lastWrong >= from || state.wrongRanges.some((range) => range.from >= from);
    if (!isExplained) state.wrongRanges.push({ from, width, expected: kept?.toString('hex') ?? '' });
  }
}

function noteStray(state: State, from: number, width: number): void {
  note(state, faultAt('subtree', from, from + width - 1));
}

/**
 * With the right root the leaves are right, and a kept hash that differs is itself what is wrong. With a wrong root the
 * head's own subtrees say where the leaves were rewritten, if the head still fits itself.
 */
function judgeHead(state: State, isWhole: boolean): TreeResult {
  const { head, frontier, wrongRanges, faults } = state;
  const rootHash = frontier.root();
  const claimed = new Frontier(
    head.size,
    head.frontier.map((hex) => Buffer.from(hex, 'hex')),
  );
  const fitsItself = claimed.root().toString('hex') === head.root && head.frontier.length === onesIn(head.size);
  const isRoot = rootHash.toString('hex') === head.root;
  if (isWhole && isRoot) {
    for (const { from, width } of wrongRanges) note(state, faultAt('subtree', from, from + width - 1));
    if (!fitsItself || head.at < state.lastAt) note(state, faultAt('head', Math.max(0, head.size - 1)));
    return { faults, wrongRanges: [], rootHash, rows: state.rows };
  }
  const ranges = [...wrongRanges, ...(isWhole && fitsItself ? wrongPeaks(state) : [])];
  if (isWhole && ranges.length === 0 && state.lastWrong < 0) note(state, faultAt('head', Math.max(0, head.size - 1)));
  for (const { from, width } of ranges) faults.push(faultAt('rewritten', from, from + width - 1));
  return { faults, wrongRanges: ranges, rootHash, rows: state.rows };
}

/** The complete subtrees of the head that the leaves do not give, where no narrower range is known to be wrong. */
function wrongPeaks({ head, frontier, wrongRanges, faults }: State): readonly WrongRange[] {
  const peaks: WrongRange[] = [];
  const known = faults.filter(({ kind }) => OF_LEAVES.includes(kind));
  let from = 0;
  for (const [place, root] of frontier.roots.entries()) {
    const width = widthOf(head.size - from);
    const expected = head.frontier[place] ?? '';
    const isExplained =
      wrongRanges.some((range) => range.from >= from && range.from < from + width) ||
      known.some(({ index, upTo }) => index < from + width && upTo >= from);
    if (root.toString('hex') !== expected && !isExplained) peaks.push({ from, width, expected });
    from += width;
  }
  return peaks;
}

/** Faults that change the hash of whatever they are in. */
const OF_LEAVES: readonly FaultKind[] = ['missing', 'changed'];

/** The widest complete subtree that fits into so many leaves. */
function widthOf(leaves: number): number {
  return 2 ** Math.floor(Math.log2(leaves));
}

function onesIn(size: number): number {
  return [...size.toString(2)].filter((digit) => digit === '1').length;
}

/** The levels at which a wrong range is narrow enough to look inside it. */
export const NARROW_MAX = 2 ** (KEPT_LEVELS[0] ?? 0);
