import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Database,
  inSnapshot,
  inTransaction,
  type Job,
  type JobStep,
  stepsHere,
  type TakeStep,
  type Tx,
} from '../../db/index.ts';
import { AUDIT_ROWS } from '../../reports/index.ts';
import { findScores } from '../samples/find-scores.ts';
import { writeSums } from '../sums/sums-repository.ts';
import { addCounts, insertAuditedOrders, insertSignals, takeCursor, updateScores } from './audit-rows-repository.ts';
import { type AuditRows, gatherAuditRows, hasNewLeaves } from './gather-audit-rows.ts';

const NOTE_EVERY_MS = 5_000;

export function auditRowsJob(db: Database, takeStep: TakeStep): Job {
  return {
    ...{ name: 'audit-marks', when: { everyMs: NOTE_EVERY_MS }, doneBy: 'one-process' },
    work: (mayGoOn) => noteDecisions(db, mayGoOn, takeStep),
  };
}

export const GATHER_AUDIT_ROWS: JobStep<null, AuditRows | undefined> = {
  name: 'gather-audit-rows',
  open:
    ({ db }) =>
    () =>
      inSnapshot(db, gatherAuditRows),
};

/**
 * Keeps the tables that auditors ask up with the log: read on the reading side, written in short transactions, so that
 * nobody waits for it.
 */
export async function noteDecisions(
  db: Database,
  mayGoOn: () => Promise<boolean>,
  takeStep: TakeStep = stepsHere({ db, pause: nextTurn }),
): Promise<void> {
  while ((await mayGoOn()) && (await inSnapshot(db, hasNewLeaves))) {
    const marks = await takeStep(GATHER_AUDIT_ROWS, null);
    if (!marks) return;
    await inTransaction(db, (tx) => writeAuditRows(tx, marks));
    await nextTurn();
  }
}

/**
 * Writes what was gathered, once: whoever moves the cursor counts, and another process that gathered the same finds it
 * moved. No rule reads these tables and the log tells all that is in them, so this needs no head.
 */
async function writeAuditRows(tx: Tx, { from, to, orders, signals, counts, sums }: AuditRows): Promise<void> {
  if (!(await takeCursor(tx, AUDIT_ROWS, { from, to }))) return;
  await insertAuditedOrders(tx, orders);
  await insertSignals(tx, signals);
  const orderIds = [...new Set(signals.map(({ orderId }) => orderId))];
  const seen = await findScores(tx, { orderIds, logSize: to });
  await updateScores(tx, new Map([...seen].map(([orderId, { points }]) => [orderId, points])));
  await addCounts(tx, counts);
  await writeSums(tx, sums);
}
