import type { Tx } from '../../db/index.ts';
import { MARKS, type Marks } from './gather-marks.ts';
import { addCounts, insertAuditedOrders, insertSignals, takeCursor } from './marks-repository.ts';

/**
 * Writes what was gathered, once: whoever moves the cursor counts, and another process that gathered the same finds it
 * moved. No rule reads these tables and the log tells all that is in them, so this needs no head.
 */
export async function writeMarks(tx: Tx, { from, to, orders, signals, counts }: Marks): Promise<void> {
  if (!(await takeCursor(tx, MARKS, { from, to }))) return;
  await insertAuditedOrders(tx, orders);
  await insertSignals(tx, signals);
  await addCounts(tx, counts);
}
