import type { Tx } from '../db/index.ts';
import { digestOf, parseYuan } from '../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../log/index.ts';
import { orderKey } from './order.ts';
import { decidedBodyOf } from './reconcile-decisions.ts';
import { type ReplayedOrder, replayOrder } from './reconcile-order-state.ts';
import {
  countOrders,
  listOrderRows,
  listOrdersWithoutDecision,
  listRevisionRows,
  listRevisionsWithoutDecision,
  type OrderRow,
  type RevisionRow,
} from './reconcile-repository.ts';
import type { OrderSubmission } from './submission.ts';

/** Reads the earlier leaves of an order, the oldest first, up to an index. */
export type LeavesOfOrder = (tx: Tx, orderId: string, upTo: number) => Promise<readonly ReadLeaf[]>;

/** Each order stands as its leaves left it, and each revision is the body that its decision judged. */
export function orderProjection(leavesOf: LeavesOfOrder): LogProjection {
  return {
    compare: async (tx, chunk) => {
      const revisions = await listRevisionRows(tx, chunk);
      return [...compareRevisions(chunk, revisions), ...(await compareOrders(tx, { chunk, leavesOf }))];
    },
    finish: unloggedRows,
  };
}

/** The body's bytes give the digest beside them, and that is the digest the decision names, if it is open. */
function compareRevisions({ leaves }: LeafChunk, rows: readonly RevisionRow[]): readonly Difference[] {
  const byLeaf = new Map(rows.map((row) => [Number(row.log_index), row]));
  return leaves.flatMap((leaf) => {
    const logged = decidedBodyOf(leaf);
    if (!logged) return [];
    const place = { table: 'order_revisions', key: `${logged.order}/${logged.revision}`, index: leaf.logIndex };
    const row = byLeaf.get(leaf.logIndex);
    if (!row) return [withoutRow(place)];
    const digest = digestOf(row.body);
    const shown = { body: digest, body_digest: row.body_digest, submitted_at: row.submitted_at, agency_code: row.agency_code };
    const judged = logged.detail?.orderDigest ?? row.body_digest;
    const said = { body: judged, body_digest: judged, submitted_at: logged.submittedAt, agency_code: logged.agency };
    return differencesIn(place, shown, said);
  });
}

interface Comparing {
  readonly chunk: LeafChunk;
  readonly leavesOf: LeavesOfOrder;
}

async function compareOrders(tx: Tx, { chunk, leavesOf }: Comparing): Promise<readonly Difference[]> {
  const own = chunk.leaves.filter(({ subject }) => subject.startsWith('order/'));
  const ids = [...new Set(own.map(({ subject }) => subject.slice('order/'.length)))];
  const rows = new Map((await listOrderRows(tx, ids)).map((row) => [row.id, row]));
  const found: Difference[] = [];
  for (const leaf of own) {
    const id = leaf.subject.slice('order/'.length);
    const place = { table: 'orders', key: id, index: leaf.logIndex };
    const row = rows.get(id);
    if (!row) found.push(withoutRow(place));
    else if (Number(row.log_index) < leaf.logIndex) {
      found.push(...differencesIn(place, { log_index: Number(row.log_index) }, { log_index: leaf.logIndex }));
    } else if (Number(row.log_index) === leaf.logIndex) {
      const replayed = replayOrder(isAlone(leaf) ? [leaf] : await leavesOf(tx, id, leaf.logIndex));
      found.push(...(replayed ? differencesIn(place, { ...row }, rowOf(row, replayed)) : [withoutLeaf(place)]));
    }
  }
  return found;
}

/** Whether nothing came before it, so that this leaf alone says how the order stands. */
function isAlone(leaf: ReadLeaf): boolean {
  return decidedBodyOf(leaf)?.previousDecision === null;
}

/** What the row of an order must be: its state by the log, the rest by the body of its latest revision. */
function rowOf(row: OrderRow, replayed: ReplayedOrder): Readonly<Record<string, unknown>> {
  const body = row.latest_body === null ? undefined : (JSON.parse(row.latest_body) as OrderSubmission);
  return {
    state: replayed.state,
    outcome: replayed.outcome,
    standing_revision: replayed.standingRevision,
    latest_revision: replayed.latestRevision,
    is_classified: replayed.isClassified ? 1 : 0,
    submitted_at: replayed.submittedAt,
    decided_at: replayed.decidedAt,
    expires_at: replayed.expiresAt,
    decision_id: replayed.decisionId,
    ...(body && {
      order_key: orderKey(body.agencyCode, body.reference),
      agency_code: body.agencyCode,
      reference: body.reference,
      fiscal_year: body.fiscalYear,
      total_fen: body.total ? parseYuan(body.total) : null,
      supplier: body.supplier?.creditCode ?? null,
    }),
  };
}

/** Counting is cheap, so rows are looked through only when there are more of them than decisions account for. */
async function unloggedRows(tx: Tx): Promise<readonly Difference[]> {
  const counts = await countOrders(tx);
  const found: Difference[] = [];
  if (counts.orders !== counts.decidedOrders) {
    for (const { id, log_index: index } of await listOrdersWithoutDecision(tx)) {
      found.push(withoutLeaf({ table: 'orders', key: id, index: Number(index) }));
    }
  }
  if (counts.revisions !== counts.decidedRevisions) {
    for (const { order_id: order, revision } of await listRevisionsWithoutDecision(tx)) {
      found.push(withoutLeaf({ table: 'order_revisions', key: `${order}/${revision}`, index: -1 }));
    }
  }
  return found;
}
