import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Tx } from './database.ts';
import { kindOfDatabaseError } from './database-errors.ts';

const ATTEMPTS_MAX = 5;
const PAUSE_MS_MIN = 5;
const PAUSE_MS_MAX = 100;

/**
 * Runs one transaction that may write. After a lock conflict or a lost connection the whole of it runs again, at most
 * five times, so `work` does nothing but database work. What it throws ends the transaction and leaves nothing behind.
 */
export async function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.writer.transaction(work);
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || kindOfDatabaseError(error) !== 'run-again') throw error;
      await sleep(PAUSE_MS_MIN + Math.random() * (PAUSE_MS_MAX - PAUSE_MS_MIN));
    }
  }
}

/** Reads everything as of one moment, takes no lock and cannot write. */
export async function inSnapshot<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (db.engine === 'sqlite') return db.reader.transaction(work);
  return db.reader.transaction(work, { isolationLevel: 'repeatable read' });
}
