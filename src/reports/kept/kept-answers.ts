/** What was worked out of tables that leaves tell of, and the point of the log that it is of. */
export interface KeptAnswer {
  readonly value: unknown;
  /** How much of it there is to hold. */
  readonly rows: number;
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
}

/** A row is about two kilobytes, and a thread that reads has half a gigabyte for everything. */
const ROWS_MAX = 40_000;
/** Answers of a row each take room as well. */
const ANSWERS_MAX = 200;

export function openKeptAnswers({ rowsMax = ROWS_MAX, answersMax = ANSWERS_MAX } = {}): KeptAnswers {
  const answers = new Map<string, KeptAnswer>();
  let rows = 0;
  const drop = (key: string): void => {
    rows -= answers.get(key)?.rows ?? 0;
    answers.delete(key);
  };
  return {
    find: (key) => answers.get(key),
    drop,
    keep: (key, answer) => {
      drop(key);
      if (answer.rows > rowsMax) return;
      answers.set(key, answer);
      rows += answer.rows;
      for (const oldest of answers.keys()) {
        if (rows <= rowsMax && answers.size <= answersMax) return;
        drop(oldest);
      }
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
