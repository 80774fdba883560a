import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { gatherMarks } from './gather-marks.ts';
import { writeMarks } from './write-marks.ts';

/**
 * Keeps the tables that auditors ask up with the log: read on the reading side, written in short transactions, so that
 * nobody waits for it.
 */
export async function noteDecisions(db: Database, mayGoOn: () => Promise<boolean>): Promise<void> {
  while (await mayGoOn()) {
    const marks = await inSnapshot(db, gatherMarks);
    if (!marks) return;
    await inTransaction(db, (tx) => writeMarks(tx, marks));
    await nextTurn();
  }
}
