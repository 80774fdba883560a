import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { gatherAuditRows } from './gather-audit-rows.ts';
import { writeAuditRows } from './write-audit-rows.ts';

/**
 * Keeps the tables that auditors ask up with the log: read on the reading side, written in short transactions, so that
 * nobody waits for it.
 */
export async function noteDecisions(db: Database, mayGoOn: () => Promise<boolean>): Promise<void> {
  while (await mayGoOn()) {
    const marks = await inSnapshot(db, gatherAuditRows);
    if (!marks) return;
    await inTransaction(db, (tx) => writeAuditRows(tx, marks));
    await nextTurn();
  }
}
