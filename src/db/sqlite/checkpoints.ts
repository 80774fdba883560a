import type Libsql from 'libsql';
import { libsqlApart, libsqlDriver } from './libsql-driver.ts';

/** Both classes of the driver wrap the same connection; this one method of the asynchronous one is all that is used of it. */
export function execApart(connection: Libsql.Database, sql: string): Promise<void> {
  return libsqlApart().prototype.exec.call(connection, sql);
}

/** Moves what was committed from the log of a SQLite file into the file: between transactions, on a thread of the driver. */
export interface Checkpoints {
  readonly afterCommit: () => void;
  /** Resolves when none runs. Whoever begins to write waits for it, because SQLite's own waiting stops the process. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const PAUSE_MS = 250;

/**
 * SQLite itself would do it within a commit, and let the callers wait whose answers are ready. One that fails is made up for
 * by the next, or by the commit that finds the log at its limit.
 */
export function openCheckpoints(filename: string): Checkpoints {
  let pair: Pair | undefined;
  let running: Promise<void> | undefined;
  let lastAt = performance.now();
  let isClosed = false;
  const run = async (): Promise<void> => {
    try {
      pair ??= openPair(filename);
      await checkpoint(pair);
    } catch {
      // The next one, or a commit, has the same to do and more. Whatever failed holds no lock any longer.
      pair = closed(pair);
    }
  };
  const ended = (): void => {
    lastAt = performance.now();
    running = undefined;
  };
  return {
    afterCommit: () => {
      // It may have failed before it has waited for anything: what ends it comes after what notes it.
      if (!isClosed && running === undefined && performance.now() - lastAt > PAUSE_MS) running = run().then(ended);
    },
    idle: async () => running,
    close: async () => {
      isClosed = true;
      await running;
      pair = closed(pair);
    },
  };
}

/** SQLite does no checkpoint in a transaction, so one connection holds the write lock while the other moves the pages. */
interface Pair {
  readonly guard: Libsql.Database;
  readonly mover: Libsql.Database;
}

function openPair(filename: string): Pair {
  const Driver = libsqlDriver();
  return { guard: new Driver(filename), mover: new Driver(filename) };
}

function closed(pair: Pair | undefined): undefined {
  pair?.guard.close();
  pair?.mover.close();
}

/**
 * Nobody writes meanwhile, in no process: up to 3.51.2 SQLite may lose pages where a checkpoint begins just while another
 * connection begins the log anew (https://www.sqlite.org/wal.html#walresetbug). Where somebody writes already, it fails.
 */
async function checkpoint({ guard, mover }: Pair): Promise<void> {
  guard.exec('BEGIN IMMEDIATE');
  try {
    await execApart(mover, 'PRAGMA wal_checkpoint(PASSIVE)');
  } finally {
    guard.exec('ROLLBACK');
  }
}
