import type { Tx } from '../../db/index.ts';
import type { Difference, LogProjection } from '../../log/index.ts';
import { readCursor } from '../../proof/index.ts';
import { AUDIT_ROWS } from '../../reports/index.ts';
import { straySignal, verifySignals } from '../samples/signals-projection.ts';
import { openStatisticsVerifier } from '../statistics/statistics-projection.ts';
import { listSignalsIn } from './audit-rows-repository.ts';
import { gatherExpectedAuditRows, type KnownSets } from './gather-expected-audit-rows.ts';

/**
 * What auditors are answered from is counted again out of the leaves that its job has read. A table that lags behind the
 * log is no fault; one that knows more than the log is.
 */
export function auditRowsProjection(): LogProjection {
  const sets: KnownSets = new Map();
  const statistics = openStatisticsVerifier();
  let read: number | undefined;
  return {
    compare: async (tx, { from, to, leaves }) => {
      read ??= await readCursor(tx, AUDIT_ROWS);
      const before = read;
      const decided = leaves.filter(({ type, logIndex }) => type === 'order.decided' && logIndex < before);
      const expected = await gatherExpectedAuditRows(tx, decided, sets);
      const signals = verifySignals(expected, await listSignalsIn(tx, { from, to }));
      return [...signals, ...(await statistics.take(tx, expected))];
    },
    finish: async (tx, size) => [
      ...(await wrongCursor(tx, size)),
      ...(await straySignals(tx, size)),
      ...(await statistics.finish(tx)),
    ],
  };
}

async function wrongCursor(tx: Tx, size: number): Promise<readonly Difference[]> {
  const read = await readCursor(tx, AUDIT_ROWS);
  if (read >= 0 && read <= size) return [];
  const place = { table: 'cursors', key: AUDIT_ROWS, index: null };
  return [{ ...place, kind: 'differs', field: 'log_index', shown: String(read), logged: `0…${size}` }];
}

async function straySignals(tx: Tx, size: number): Promise<readonly Difference[]> {
  const before = await listSignalsIn(tx, { from: Number.MIN_SAFE_INTEGER, to: 0 });
  const after = await listSignalsIn(tx, { from: size, to: Number.MAX_SAFE_INTEGER });
  return [...before, ...after].map(straySignal);
}
