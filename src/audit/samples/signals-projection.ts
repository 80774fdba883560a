import { groupBy } from '../../kernel/index.ts';
import { type Difference, differencesIn, withoutLeaf, withoutRow } from '../../log/index.ts';
import type { NewSignal } from '../marks/audit-rows-repository.ts';
import type { ExpectedAuditRows } from '../marks/gather-expected-audit-rows.ts';

/** Holds the signals of some leaves against what these leaves give, row by row. */
export function verifySignals(
  expected: readonly ExpectedAuditRows[],
  rows: readonly NewSignal[],
): readonly Difference[] {
  const byLeaf = new Map(groupBy(rows, ({ logIndex }) => String(logIndex)));
  const found = expected.flatMap((decision) => {
    const shown = byLeaf.get(String(decision.logIndex)) ?? [];
    byLeaf.delete(String(decision.logIndex));
    return verifyOne(decision, shown);
  });
  return [...found, ...[...byLeaf.values()].flat().map(straySignal)];
}

function verifyOne({ logIndex, orderId, rows }: ExpectedAuditRows, shown: readonly NewSignal[]): readonly Difference[] {
  if (!rows)
    return shown.flatMap((row) => differencesIn(placeOf(row), { order_id: row.orderId }, { order_id: orderId }));
  const byKind = new Map(shown.map((row) => [row.kind, row]));
  const found = rows.signals.flatMap(({ kind, quantity }) => {
    const row = byKind.get(kind);
    byKind.delete(kind);
    const place = placeOf({ logIndex, kind });
    if (!row) return [withoutRow(place)];
    return differencesIn(place, { order_id: row.orderId, quantity: row.quantity }, { order_id: orderId, quantity });
  });
  return [...found, ...[...byKind.values()].map(straySignal)];
}

export function straySignal(row: NewSignal): Difference {
  return withoutLeaf(placeOf(row));
}

/** `4711/split`, which is the row's key. */
function placeOf({ logIndex, kind }: Pick<NewSignal, 'logIndex' | 'kind'>) {
  return { table: 'order_signals', key: `${logIndex}/${kind}`, index: logIndex };
}
