import Libsql from 'libsql';
import LibsqlApart from 'libsql/promise';

/** Both classes of the driver wrap the same connection; this one method of the asynchronous one is all that is used of it. */
export function execApart(connection: Libsql.Database, sql: string): Promise<void> {
  return LibsqlApart.prototype.exec.call(connection, sql);
}

/** Moves what was committed from the log of a SQLite file into the file, on a connection of its own and beside the commits. */
export interface Checkpoints {
  readonly afterCommit: () => void;
  readonly close: () => Promise<void>;
}

const PAUSE_MS = 250;

/**
 * SQLite would do it within a commit, one in a dozen, and that one then takes five times as long as the others. One that
 * fails is made up for by the next, or by the commit that finds the log at its limit.
 */
export function openCheckpoints(filename: string): Checkpoints {
  let connection: Libsql.Database | undefined;
  let running: Promise<void> | undefined;
  let lastAt = performance.now();
  const run = async (): Promise<void> => {
    connection ??= new Libsql(filename);
    await execApart(connection, 'PRAGMA wal_checkpoint(PASSIVE)').catch(() => undefined);
    lastAt = performance.now();
    running = undefined;
  };
  return {
    afterCommit: () => {
      if (running === undefined && performance.now() - lastAt > PAUSE_MS) running = run();
    },
    close: async () => {
      await running;
      connection?.close();
    },
  };
}
