import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '../kernel/index.ts';
import type { Database } from './database.ts';
import { databaseTime } from './database-time.ts';
import { inTransaction } from './transaction.ts';

export type FindWriteFault = () => Promise<Text | null>;

/** A commit of the last minute tells enough. */
const BELIEVED_MS = 60_000;
/** While nothing can be written, so often at most. */
const TRIED_EVERY_MS = 2_000;
const PATIENCE_MS = 2_000;

/**
 * Asks why nothing can be written; null where something can. What the last writes came to tells, without a write for each
 * question. A gate that has committed nothing for a minute, or whose last write found no space or no right, tries one, so
 * that it is ready again by itself.
 */
export function openWriteTrials(db: Database): FindWriteFault {
  const { writes } = db;
  let triedMs = Number.NEGATIVE_INFINITY;
  let trial: Promise<void> | undefined;
  return async () => {
    const isDue = writes.fault() !== null || writes.sinceCommitMs() > BELIEVED_MS;
    const pauseMs = writes.fault() === null ? BELIEVED_MS : TRIED_EVERY_MS;
    if (isDue && performance.now() - triedMs > pauseMs) {
      triedMs = performance.now();
      trial ??= tryToWrite(db).finally(() => {
        trial = undefined;
      });
    }
    // A server that says nothing is told of by another check.
    if (trial !== undefined) await Promise.race([trial, sleep(PATIENCE_MS, undefined, { ref: false })]);
    return writes.fault();
  };
}

/** A row of the leases, which are in no backup and prove nothing. */
const TRIAL = 'write-trial';
/** On SQLite as long as some orders: less finds room in pages that are there already, and says nothing of the next order. */
const ROOM = 256 * 1_024;

async function tryToWrite(db: Database): Promise<void> {
  const holder = 'x'.repeat(db.engine === 'sqlite' ? ROOM : 1);
  const writing = { deadlineMs: PATIENCE_MS };
  try {
    await inTransaction(
      db,
      async (tx) => {
        const row = { name: TRIAL, holder, until_at: await databaseTime(tx, db.engine) };
        await tx('leases').insert(row).onConflict('name').merge();
      },
      writing,
    );
    await inTransaction(db, async (tx) => tx('leases').where({ name: TRIAL }).delete(), writing);
    db.writes.recovered();
  } catch {
    // Why it failed was noted where it failed; a lock that another process has is no reason to believe anything else.
  }
}
