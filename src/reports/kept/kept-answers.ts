import { roughBytes } from './rough-bytes.ts';

/** What was worked out of tables that leaves tell of, and the point of the log that it is of. */
export interface KeptAnswer {
  readonly value: unknown;
  /** How many leaves there were; 0 where the log is not asked. */
  readonly size: number;
  /** The hash of the last of them, which in another log of that size is another; or the stamp of the rows that it is of. */
  readonly stamp: string;
}

/** Answers in the memory of a thread; those that nobody has asked for the longest go first. */
export interface KeptAnswers {
  readonly find: (key: string) => KeptAnswer | undefined;
  readonly keep: (key: string, answer: KeptAnswer) => void;
  readonly drop: (key: string) => void;
  /** Answers since the last time of asking that were too large to be kept. */
  readonly takeUnkept: () => number;
}

/** A thread that reads has half a gigabyte for everything. */
const BYTES_MAX = 80 * 1_024 ** 2;
/** Answers of a row each take room as well. */
const ANSWERS_MAX = 200;

interface HeldAnswer {
  readonly answer: KeptAnswer;
  readonly bytes: number;
}

export function openKeptAnswers({ bytesMax = BYTES_MAX, answersMax = ANSWERS_MAX } = {}): KeptAnswers {
  const held = new Map<string, HeldAnswer>();
  let [bytes, unkept] = [0, 0];
  const drop = (key: string): void => {
    bytes -= held.get(key)?.bytes ?? 0;
    held.delete(key);
  };
  return {
    find: (key) => held.get(key)?.answer,
    drop,
    keep: (key, answer) => {
      const before = held.get(key);
      // What is kept anew is mostly the same value, which need not be looked through again.
      const own = before && before.answer.value === answer.value ? before.bytes : roughBytes(answer.value);
      drop(key);
      if (own > bytesMax) {
        unkept += 1;
        return;
      }
      held.set(key, { answer, bytes: own });
      bytes += own;
      for (const oldest of held.keys()) {
        if (bytes <= bytesMax && held.size <= answersMax) return;
        drop(oldest);
      }
    },
    takeUnkept: () => {
      const count = unkept;
      unkept = 0;
      return count;
    },
  };
}

const ofDatabases = new WeakMap<object, KeptAnswers>();

/** Those that were read over a database: they never serve another one, and go with it. */
export function keptAnswersOf(db: object): KeptAnswers {
  const known = ofDatabases.get(db) ?? openKeptAnswers();
  ofDatabases.set(db, known);
  return known;
}
