import type { GateKeys } from './check.ts';
import { type Continuation, judgeContinuation } from './continuation.ts';
import { judgeCheckpoint } from './note.ts';

/** What a browser finds when it holds the log against the last checkpoint that it saw. */
export interface LogLook {
  /**
   * `none`: nobody has signed yet. `first`: there was nothing to hold it against. `shorter`: less than was signed for. The
   * last two: that one has no good signature.
   */
  readonly found: Exclude<Continuation, 'unsigned'> | 'none' | 'first' | 'shorter' | 'seenUnsigned' | 'nowUnsigned';
  /** How many leaves each is of; nought for one that is not there. */
  readonly older: number;
  readonly newer: number;
  /** The two notes; empty for one that is not there. */
  readonly seen: string;
  readonly now: string;
}

interface Notes {
  readonly seen: string;
  readonly now: string;
  /** Asks the gate for a proof that the log of one size begins with that of another. */
  readonly prove: (from: number, to: number) => Promise<readonly string[]>;
}

/** Holds the newest checkpoint against the one that is remembered. */
export async function compareWithSeen({ seen, now, prove }: Notes, keys: GateKeys): Promise<LogLook> {
  const [older, newer] = [seen, now].map((note) => judgeCheckpoint(note, keys).checkpoint?.size ?? 0) as [
    number,
    number,
  ];
  return { found: await find(), older, newer, seen, now };

  async function find(): Promise<LogLook['found']> {
    if (seen !== '' && !isSigned(seen, keys)) return 'seenUnsigned';
    if (now !== '' && !isSigned(now, keys)) return 'nowUnsigned';
    if (seen === '') return now === '' ? 'none' : 'first';
    if (newer < older) return 'shorter';
    const hashes = newer === older ? [] : await prove(older, newer);
    const found = judgeContinuation({ older: seen, newer: now, hashes }, keys);
    return found === 'unsigned' ? 'nowUnsigned' : found;
  }
}

function isSigned(note: string, keys: GateKeys): boolean {
  return judgeContinuation({ older: note, newer: note, hashes: [] }, keys) === 'same';
}
