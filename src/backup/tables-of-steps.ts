import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inSnapshot, listStoredTables, migrateRestored, openDatabase, type StoredTable } from '../db/index.ts';
import type { Clock } from '../kernel/index.ts';

/**
 * The tables that a schema of these steps has, on either engine. Only the steps themselves know them, so they are run in a
 * database that is thrown away.
 */
export async function listTablesOfSteps(steps: readonly string[], clock: Clock): Promise<readonly StoredTable[]> {
  const folder = await mkdtemp(join(tmpdir(), 'genuine-gate-schema-'));
  const db = openDatabase(`sqlite:${join(folder, 'schema.db')}`);
  try {
    await migrateRestored(db, clock, steps);
    return await inSnapshot(db, (tx) => listStoredTables(tx, db.engine));
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}
