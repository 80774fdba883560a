import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Database, Tx } from './database.ts';
import { isServerAway, kindOfDatabaseError, TOO_LATE } from './database-errors.ts';
import { inTurn } from './turns.ts';

const ATTEMPTS_MAX = 5;
const PAUSE_MS_MIN = 5;
const PAUSE_MS_MAX = 100;

const DEADLINE_MS = 10_000;

/**
 * With a list of hosts another node is found within two or three seconds. Who lost the one before waits for that, but not so
 * long that nothing is left of the deadline to do the work in.
 */
const MOVE_MS_MAX = 6_000;
const MOVE_PAUSE_MS = 100;

/** What the caller says of work that writes. */
export interface Writing {
  readonly deadlineMs?: number;
  /** It does the work of many, and stands in no line behind what comes one by one. */
  readonly isBatch?: boolean;
}

/**
 * Runs one transaction that may write. After a lock conflict or a lost connection the whole of it runs again, at most
 * five times, and it does not begin once the deadline is over, so `work` does nothing but database work, and what may be dropped. With
 * several hosts it waits for the next one, and after conflicts only the deadline ends it: for as long as two gates use two
 * servers, as they do while one sees a server well and the other does not yet, each commit of the one undoes what the other
 * has begun, and 5 of 100 orders lost five times. What it throws ends the transaction and leaves nothing behind.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Tx) => Promise<T>,
  { deadlineMs = DEADLINE_MS, isBatch = false }: Writing = {},
): Promise<T> {
  const until = performance.now() + deadlineMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await begunInTime(until, (begin) => {
        const begun = (tx: Tx): Promise<T> => {
          begin();
          return work(tx);
        };
        return inTurn(db, isBatch, () => acrossMove(db, until, () => watched(db, runOnce(db.writer, begun))));
      });
    } catch (error) {
      const isLast = (attempt >= ATTEMPTS_MAX && !db.nodes) || performance.now() >= until;
      if (isLast || kindOfDatabaseError(error) !== 'run-again') throw error;
      if (db.nodes && isServerAway(error)) throw error;
      await sleep(PAUSE_MS_MIN + Math.random() * (PAUSE_MS_MAX - PAUSE_MS_MIN));
    }
  }
}

/** Whether anything can be written is asked of what was written last. */
async function watched<T>({ writes }: Database, written: Promise<T>): Promise<T> {
  try {
    const answer = await written;
    writes.committed();
    return answer;
  } catch (error) {
    writes.failed(error);
    throw error;
  }
}

/**
 * Who waits stands in a line first and then for a connection, each with an end of its own: together they would take longer than
 * anybody may wait. What comes to its turn after that does not begin.
 */
async function begunInTime<T>(until: number, run: (begin: () => void) => Promise<T>): Promise<T> {
  const late = Object.assign(new Error('the deadline was over before there was a turn to write'), { code: TOO_LATE });
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const end = (): void => {
      isOver = true;
      reject(late);
    };
    timer = setTimeout(end, until - performance.now());
  });
  const begin = (): void => {
    clearTimeout(timer);
    if (isOver) throw late;
  };
  try {
    return await Promise.race([run(begin), over]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs something again while there is nobody to do it, where there are several hosts. */
async function acrossMove<T>(
  { nodes }: Database,
  until: number,
  run: () => Promise<T>,
  mayRunAgain: () => boolean = () => true,
): Promise<T> {
  const moveUntil = Math.min(until, performance.now() + MOVE_MS_MAX);
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const isOver = performance.now() + MOVE_PAUSE_MS >= moveUntil;
      if (!nodes || isOver || !isServerAway(error) || !mayRunAgain()) throw error;
      await sleep(MOVE_PAUSE_MS);
    }
  }
}

const TAKEN_BACK = new Error('a trial is taken back');

/** Runs one transaction that may write, and takes all of it back: what it answers is what would have been. */
export async function inTrial<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const found: T[] = [];
  const trying = inTransaction(db, async (tx) => {
    found.splice(0, found.length, await work(tx));
    throw TAKEN_BACK;
  });
  await trying.catch((error: unknown) => {
    if (error !== TAKEN_BACK) throw error;
  });
  const [answer] = found;
  if (answer === undefined) throw new Error('a trial answers something');
  return answer;
}

/** What the caller says of work that only reads. */
export interface Reading {
  /**
   * False: it writes as it reads, into a file or an answer, and once it has begun it cannot begin anew. Anything else may
   * run again when its node is lost in the middle, and so keeps nothing outside that a second run would find.
   */
  readonly again: boolean;
}

/** Asks a snapshot something as it begins, before whoever opened it does. */
type LookInto = (tx: Tx) => Promise<void>;

const lookers = new AsyncLocalStorage<LookInto>();

/** Runs something, and looks into each snapshot that it opens. */
export function lookIntoSnapshots<T>(look: LookInto, run: () => T): T {
  return lookers.run(look, run);
}

/**
 * Reads everything as of one moment, takes no lock and cannot write. Of several hosts the next one is waited for, and what
 * was lost in the middle runs again, unless it says that it may not or was longer at it than a move may take.
 */
export async function inSnapshot<T>(
  db: Database,
  work: (tx: Tx) => Promise<T>,
  { again }: Reading = { again: true },
): Promise<T> {
  const look = lookers.getStore();
  const read = async (tx: Tx): Promise<T> => {
    await look?.(tx);
    return work(tx);
  };
  if (!db.nodes) return runOnce(db.reader, read);
  let hasBegun = false;
  const noted = (tx: Tx): Promise<T> => {
    hasBegun = true;
    return read(tx);
  };
  const until = performance.now() + DEADLINE_MS;
  return acrossMove(
    db,
    until,
    () => readOnce(db.reader, noted),
    () => again || !hasBegun,
  );
}

/** What was read stands, even if the server is lost at the end of the snapshot: nothing is committed there. */
async function readOnce<T>(reader: Knex, read: (tx: Tx) => Promise<T>): Promise<T> {
  const answers: { readonly answer: T }[] = [];
  const noted = async (tx: Tx): Promise<T> => {
    const answer = await read(tx);
    answers.push({ answer });
    return answer;
  };
  try {
    return await runOnce(reader, noted);
  } catch (error) {
    const [first] = answers;
    if (!first || !isServerAway(error)) throw error;
    return first.answer;
  }
}

/**
 * Knex calls the work even when BEGIN has failed, and it reports a failing ROLLBACK instead of the error that led to it.
 * Neither may happen here: the work sees only a transaction that has begun, and its own error is the one that counts.
 */
async function runOnce<T>(knex: Knex, work: (tx: Tx) => Promise<T>): Promise<T> {
  const thrown: unknown[] = [];
  const observed = async (tx: Tx): Promise<T> => {
    if (tx.isCompleted()) throw new Error('the transaction did not begin');
    try {
      return await work(tx);
    } catch (error) {
      thrown.push(error);
      throw error;
    }
  };
  try {
    return await knex.transaction(observed);
  } catch (error) {
    throw thrown.length > 0 ? thrown[0] : error;
  }
}
