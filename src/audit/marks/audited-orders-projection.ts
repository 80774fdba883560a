import type { Tx } from '../../db/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { readCursor } from '../../proof/index.ts';
import { AUDIT_ROWS } from '../../reports/index.ts';
import { findScores } from '../samples/find-scores.ts';
import { lotGroupOf } from '../samples/lot.ts';
import { type AuditedOrder, listAuditedFrom, listAuditedIn } from './audit-rows-repository.ts';

/** Samples are drawn of these rows: an order that is missing here would be drawn by nobody. */
export function auditedOrdersProjection(): LogProjection {
  const first = new Set<number>();
  return {
    compare: async (tx, { leaves }: LeafChunk) => {
      // What the job has not read yet has no row.
      const read = await readCursor(tx, AUDIT_ROWS);
      const decided = leaves.filter((leaf) => isFirstDecision(leaf) && leaf.logIndex < read);
      for (const { logIndex } of decided) first.add(logIndex);
      const orderIds = decided.map(({ body }) => String(body.order));
      const rows = await listAuditedIn(tx, orderIds);
      const byOrder = new Map(rows.map((row) => [row.orderId, row]));
      // What was seen of them is held against the log signal by signal.
      const scores = await findScores(tx, { orderIds, logSize: Number.MAX_SAFE_INTEGER });
      return decided.flatMap((leaf) => {
        const orderId = String(leaf.body.order);
        return compareOrder(leaf, { row: byOrder.get(orderId), score: scores.get(orderId)?.points ?? 0 });
      });
    },
    finish: (tx) => strayRows(tx, first),
  };
}

function isFirstDecision({ type, body }: ReadLeaf): boolean {
  return type === 'order.decided' && body.previousDecision === null;
}

interface ShownOrder {
  readonly row: AuditedOrder | undefined;
  /** What it comes to by its signals. */
  readonly score: number;
}

function compareOrder({ body, logIndex }: ReadLeaf, { row, score }: ShownOrder): readonly Difference[] {
  const orderId = String(body.order);
  const place = { table: 'audited_orders', key: orderId, index: logIndex };
  if (!row) return [withoutRow(place)];
  const { agencyCode, submittedAt, lotGroup } = row;
  const shown = { agency_code: agencyCode, submitted_at: submittedAt, log_index: row.logIndex };
  return differencesIn(
    place,
    { ...shown, score: row.score, lot_group: lotGroup },
    {
      ...{ agency_code: body.agency, submitted_at: body.submittedAt, log_index: logIndex },
      ...{ score, lot_group: lotGroupOf(orderId) },
    },
  );
}

async function strayRows(tx: Tx, first: ReadonlySet<number>): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  let after = '';
  for (;;) {
    const rows = await listAuditedFrom(tx, after);
    const last = rows.at(-1);
    if (!last) return found;
    for (const { orderId: key, logIndex: index } of rows) {
      if (!first.has(index)) found.push(withoutLeaf({ table: 'audited_orders', key, index }));
    }
    after = last.orderId;
  }
}
