import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { makeEd25519, Refusal, readEd25519, syncPathSync, text, writeWholeSync } from '../kernel/index.ts';
import { Frontier, leafHash, type NoteSigner, signingKeyOf } from '../log/index.ts';

/** What a witness was set up with. */
export interface WitnessSettings {
  readonly gate: string;
  /** Of the gate, as its log is called. */
  readonly origin: string;
  /** Of this witness, as its cosignatures are called. */
  readonly name: string;
}

/** How far a witness has seen the log; written whole or not at all. */
export interface WitnessState {
  readonly size: number;
  /** Hexadecimal roots of the complete subtrees, widest first. */
  readonly frontier: readonly string[];
  /** How much of `leaves.jsonl` counts: what a kill left behind it is cut off. */
  readonly bytes: number;
  /** The last checkpoint that was seen, as its gate signed it; null before the first. */
  readonly checkpoint: string | null;
  /** The same with the cosignature of this witness. */
  readonly cosigned: string | null;
  /** Keys of the gate's log that are believed. */
  readonly trusted: readonly string[];
  /** Why nothing is cosigned any more, until a person has looked; null: all is well. */
  readonly alarm: WitnessAlarm | null;
}

/**
 * What the restored gate says in its log: not a word yet, that leaves are missing, that those of another log are, or,
 * wrongly, that none are.
 */
export type SaidOfGap = 'nothing' | 'gap' | 'other' | 'whole';

export type WitnessAlarm =
  | { readonly kind: 'fork'; readonly evidence: string }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number; readonly said: SaidOfGap }
  | { readonly kind: 'key'; readonly evidence: string };

/** The storage of a witness: a folder of its own, never the gate's database. */
export interface WitnessFolder {
  readonly path: string;
  readonly settings: WitnessSettings;
  readonly signer: NoteSigner;
  readonly state: () => WitnessState;
  readonly save: (state: WitnessState) => void;
  /** Cuts off what a fetch that was broken off has left behind what counts. Only who goes on to fetch may do so. */
  readonly cutBack: () => void;
  /** Adds records at the end, on the disk when this answers; they count once a state with their bytes is saved. */
  readonly append: (records: readonly string[]) => number;
  /** Every record that counts, in order. */
  readonly records: () => Iterable<string>;
  /** Keeps a text under a name of its own, and answers its path. */
  readonly keep: (name: string, content: string | Buffer) => string;
  /** The same for evidence: where the name is taken, what is there stays, and the next number follows. */
  readonly keepBeside: (name: string, content: string) => string;
  /** Moves what lies behind a size into a file of its own, and goes on from there. */
  readonly setAside: (size: number) => string;
}

const STATE = 'state.json';
const LEAVES = 'leaves.jsonl';

export function createWitness(path: string, settings: WitnessSettings, trusted: string): WitnessFolder {
  if (existsSync(join(path, STATE))) {
    const message = text(`${path} 已是见证方的文件夹。`, `${path} is that of a witness already.`);
    throw new Refusal('conflict', 'witness.exists', message);
  }
  writeWholeSync(join(path, 'witness.pem'), makeEd25519().pem);
  writeWholeSync(join(path, 'witness.json'), `${JSON.stringify(settings, null, 2)}\n`);
  writeWholeSync(join(path, LEAVES), '');
  const state = { size: 0, frontier: [], bytes: 0, checkpoint: null, cosigned: null, trusted: [trusted], alarm: null };
  writeWholeSync(join(path, STATE), JSON.stringify(state));
  return openWitness(path);
}

export function openWitness(path: string): WitnessFolder {
  if (!existsSync(join(path, STATE))) {
    const message = text(
      `${path} 不是见证方的文件夹：先运行 gate witness init。`,
      `${path} is no witness: gate witness init makes one.`,
    );
    throw new Refusal('not_found', 'witness.not_found', message);
  }
  const settings = JSON.parse(readFileSync(join(path, 'witness.json'), 'utf8')) as WitnessSettings;
  const key = signingKeyOf('log', readEd25519(readFileSync(join(path, 'witness.pem'))));
  const state = (): WitnessState => JSON.parse(readFileSync(join(path, STATE), 'utf8')) as WitnessState;
  const leaves = join(path, LEAVES);
  const save = (next: WitnessState): void => writeWholeSync(join(path, STATE), JSON.stringify(next));
  const records = (): Iterable<string> => recordsIn(leaves, state().bytes);
  return {
    path,
    settings,
    signer: { name: settings.name, bytes: key.bytes, sign: key.sign },
    state,
    save,
    cutBack: () => {
      const { bytes } = state();
      refuseLost({ path, leaves, bytes });
      truncateSync(leaves, bytes);
    },
    append: (added) => {
      const lines = Buffer.from(added.map((record) => `${JSON.stringify(record)}\n`).join(''));
      appendFileSync(leaves, lines);
      syncPathSync(leaves);
      return lines.length;
    },
    records,
    keep: (name, content) => {
      const to = join(path, name);
      writeWholeSync(to, content);
      return to;
    },
    keepBeside: (name, content) => {
      const to = freeName(join(path, name));
      writeWholeSync(to, content);
      return to;
    },
    setAside: (size) => setAside({ path, leaves, state: state(), save }, size),
  };
}

/** The tree of the first so many records. */
export function treeOf(
  records: Iterable<string>,
  size: number,
): { readonly frontier: Frontier; readonly bytes: number } {
  const frontier = new Frontier(0, []);
  let bytes = 0;
  for (const record of records) {
    if (frontier.size === size) break;
    frontier.append(leafHash(record));
    bytes += Buffer.byteLength(JSON.stringify(record)) + 1;
  }
  return { frontier, bytes };
}

interface FolderState {
  readonly path: string;
  readonly leaves: string;
  readonly state: WitnessState;
  readonly save: (state: WitnessState) => void;
}

function setAside({ path, leaves, state, save }: FolderState, size: number): string {
  refuseLost({ path, leaves, bytes: state.bytes });
  const { frontier, bytes } = treeOf(recordsIn(leaves, state.bytes), size);
  const kept = freeName(join(path, `lost-${size}-${state.size}.jsonl`));
  copyPart({ from: leaves, to: kept, start: bytes, end: state.bytes });
  const roots = frontier.roots.map((root) => root.toString('hex'));
  save({ ...state, size, frontier: roots, bytes, checkpoint: null, cosigned: null, alarm: null });
  truncateSync(leaves, bytes);
  return kept;
}

function freeName(path: string): string {
  const { dir, name, ext } = parse(path);
  let free = path;
  for (let number = 2; existsSync(free); number += 1) free = join(dir, `${name}-${number}${ext}`);
  return free;
}

interface StoredLeaves {
  readonly path: string;
  readonly leaves: string;
  readonly bytes: number;
}

function refuseLost({ path, leaves, bytes }: StoredLeaves): void {
  if (statSync(leaves).size >= bytes) return;
  const message = text(
    `${path} 中的 ${LEAVES} 比已见证的短，所存记录有缺失：请从备份放回该文件，或另建见证方。`,
    `${LEAVES} in ${path} is shorter than what was seen, so leaves are lost: put the file back from a backup, or make another witness.`,
  );
  throw new Refusal('conflict', 'witness.leaves_lost', message);
}

const PIECE_BYTES = 1_048_576;

interface Part {
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
}

/** Piece by piece, since what is missing after a disaster may be larger than the memory. */
function copyPart({ from, to, start, end }: Part): void {
  const part = `${to}.part`;
  const [source, target] = [openSync(from, 'r'), openSync(part, 'w', 0o600)];
  try {
    for (const piece of piecesIn(source, start, end)) writeFileSync(target, piece);
  } finally {
    closeSync(source);
    closeSync(target);
  }
  syncPathSync(part);
  renameSync(part, to);
  syncPathSync(dirname(to));
}

/** Ends where the file does, if that is earlier. */
function* piecesIn(file: number, start: number, end: number): Generator<Buffer> {
  for (let at = start; at < end; ) {
    const piece = Buffer.alloc(Math.min(PIECE_BYTES, end - at));
    const read = readSync(file, piece, 0, piece.length, at);
    if (read === 0) return;
    at += read;
    yield piece.subarray(0, read);
  }
}

function* recordsIn(path: string, bytes: number): Generator<string> {
  const file = openSync(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (const piece of piecesIn(file, 0, bytes)) {
      rest = Buffer.concat([rest, piece]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        yield JSON.parse(rest.subarray(0, end).toString('utf8')) as string;
        rest = rest.subarray(end + 1);
      }
    }
  } finally {
    closeSync(file);
  }
}
