import { bytesIn, membersIn, textIn, utf8 } from './bytes.ts';
import type { Check, GateKeys } from './check.ts';
import { type JudgedCheckpoint, judgeCheckpoint } from './note.ts';
import { leafHash, verifyInclusion } from './proofs.ts';

interface Receipt {
  readonly record: Uint8Array;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
}

export interface JudgedReceipt extends JudgedCheckpoint {
  readonly index: number;
  readonly record: Readonly<Record<string, unknown>>;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const EXTRA = 'extra ';

/** Undefined for what is no receipt. */
export function judgeReceipt(written: string, keys: GateKeys): JudgedReceipt | undefined {
  const receipt = parseText(written) ?? parseJson(written);
  if (!receipt) return undefined;
  const { record, index } = receipt;
  const judged = judgeIncluded({ ...receipt, leaf: leafHash(record) }, keys);
  return { ...judged, index, record: membersIn(textIn(record)) };
}

interface Inclusion {
  /** The hash of the leaf. */
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
}

/** Whether a leaf is in the tree that a checkpoint is of, and what is to be said of that checkpoint. */
export function judgeIncluded({ leaf, index, hashes, checkpoint: note }: Inclusion, keys: GateKeys): JudgedCheckpoint {
  const judged = judgeCheckpoint(note, keys);
  const { checkpoint } = judged;
  const isIncluded =
    checkpoint !== undefined &&
    verifyInclusion({
      index: BigInt(index),
      size: BigInt(checkpoint.size),
      leaf,
      proof: hashes,
      root: checkpoint.rootHash,
    });
  const inclusion: Check = { name: 'inclusion', isGood: isIncluded, about: String(index) };
  return { ...judged, checks: [inclusion, ...judged.checks] };
}

/** C2SP tlog-proof with the record as its extra data. */
function parseText(written: string): Receipt | undefined {
  const end = written.indexOf('\n\n');
  const [first, extra = '', index = '', ...lines] = written.slice(0, Math.max(0, end)).split('\n');
  if (first !== FIRST_LINE || !extra.startsWith(EXTRA) || !/^index (0|[1-9]\d*)$/.test(index)) return undefined;
  const record = bytesIn(extra.slice(EXTRA.length));
  const leafIndex = Number(index.slice('index '.length));
  return record && receiptOf({ record, leafIndex, hashes: lines, checkpoint: written.slice(end + 2) });
}

/** As `getDecisionProof` answers. Without a checkpoint nobody has signed for the record yet. */
function parseJson(written: string): Receipt | undefined {
  const { record, leafIndex, hashes, checkpoint } = membersIn(written);
  if (typeof record !== 'string' || typeof leafIndex !== 'number' || !Array.isArray(hashes)) return undefined;
  if (checkpoint !== null && typeof checkpoint !== 'string') return undefined;
  return receiptOf({ record: utf8(record), leafIndex, hashes, checkpoint: checkpoint ?? '' });
}

interface Parts {
  readonly record: Uint8Array;
  readonly leafIndex: number;
  readonly hashes: readonly unknown[];
  readonly checkpoint: string;
}

function receiptOf({ record, leafIndex, hashes, checkpoint }: Parts): Receipt | undefined {
  const read = hashes.flatMap((hash) => (typeof hash === 'string' ? (bytesIn(hash) ?? []) : []));
  const isWhole = read.length === hashes.length && hashes.length <= 64 && Number.isSafeInteger(leafIndex);
  return isWhole && leafIndex >= 0 ? { record, index: leafIndex, hashes: read, checkpoint } : undefined;
}
