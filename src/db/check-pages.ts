import type { Tx } from './database.ts';
import { isSqlite } from './rows-by-index.ts';
import { selectRows } from './statements.ts';

/** Enough to say what is broken; a file with one wrong page often has thousands. */
const FAULTS_MAX = 20;

/**
 * What SQLite finds wrong with the pages of its file, in its own words; none where it finds nothing. It reads every page,
 * also of indexes and tables that no comparison reads. A server looks after its files itself.
 */
export async function findPageFaults(tx: Tx): Promise<readonly string[]> {
  if (!isSqlite(tx)) return [];
  const rows = await selectRows<{ quick_check: string }>(tx, `PRAGMA quick_check(${FAULTS_MAX})`);
  return rows.map((row) => row.quick_check).filter((says) => says !== 'ok');
}
