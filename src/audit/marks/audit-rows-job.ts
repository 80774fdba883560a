import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inSnapshot, inTransaction, type Job } from '../../db/index.ts';
import { gatherAuditRows } from './gather-audit-rows.ts';
import { writeAuditRows } from './write-audit-rows.ts';

const NOTE_EVERY_MS = 5_000;

export function auditRowsJob(db: Database): Job {
  return {
    ...{ name: 'audit-marks', when: { everyMs: NOTE_EVERY_MS }, doneBy: 'one-process' },
    work: (mayGoOn) => noteDecisions(db, mayGoOn),
  };
}

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
