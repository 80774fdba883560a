import type { Tx } from '../../db/index.ts';
import { addCounts, insertAuditedOrders, insertSignals, takeCursor } from './audit-rows-repository.ts';
import { AUDIT_ROWS, type AuditRows } from './gather-audit-rows.ts';

/**
 * Writes what was gathered, once: whoever moves the cursor counts, and another process that gathered the same finds it
 * moved. No rule reads these tables and the log tells all that is in them, so this needs no head.
 */
export async function writeAuditRows(tx: Tx, { from, to, orders, signals, counts }: AuditRows): Promise<void> {
  if (!(await takeCursor(tx, AUDIT_ROWS, { from, to }))) return;
  await insertAuditedOrders(tx, orders);
  await insertSignals(tx, signals);
  await addCounts(tx, counts);
}
