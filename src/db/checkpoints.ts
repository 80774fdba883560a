import Libsql from 'libsql';
import LibsqlApart from 'libsql/promise';

/** Both classes of the driver wrap the same connection; this one method of the asynchronous one is all that is used of it. */
export function execApart(connection: Libsql.Database, sql: string): Promise<void> {
  return LibsqlApart.prototype.exec.call(connection, sql);
}

/** Moves what was committed from the log of a SQLite file into the file: between transactions, on a thread of the driver. */
export interface Checkpoints {
  readonly afterCommit: () => void;
  /**
   * Resolves when none runs. Whoever begins to write waits for it: up to 3.51.2 SQLite may lose pages where a
   * checkpoint begins just while another connection begins the log anew (https://www.sqlite.org/wal.html#walresetbug).
   */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const PAUSE_MS = 250;

/**
 * SQLite itself would do it within a commit, and let the callers wait whose answers are ready. One that fails is made up for
 * by the next, or by the commit that finds the log at its limit.
 */
export function openCheckpoints(filename: string): Checkpoints {
  let connection: Libsql.Database | undefined;
  let running: Promise<void> | undefined;
  let lastAt = performance.now();
  let isClosed = false;
  const run = async (): Promise<void> => {
    try {
      connection ??= new Libsql(filename);
      await execApart(connection, 'PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // The next one, or a commit, has the same to do and more.
    } finally {
      lastAt = performance.now();
      running = undefined;
    }
  };
  return {
    afterCommit: () => {
      if (!isClosed && running === undefined && performance.now() - lastAt > PAUSE_MS) running = run();
    },
    idle: async () => running,
    close: async () => {
      isClosed = true;
      await running;
      connection?.close();
    },
  };
}
