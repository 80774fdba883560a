import { selectedRows, type Tx } from '../db/index.ts';
import type { ReadRecord } from '../decisions/index.ts';
import { groupBy } from '../kernel/index.ts';
import { listLeaves, listSealedTexts } from '../log/index.ts';
import type { OrderState } from './order.ts';
import type { ReconciledOrder } from './reconcile-commitments.ts';
import { openRecord } from './rederive-record.ts';

interface OrderColumns {
  readonly id: string;
  readonly state: OrderState;
  readonly standing_revision: number | null;
  readonly body: string | null;
  readonly twin_key: string | null;
  readonly plan_filing: string | null;
  readonly exemption_document: string | null;
  readonly exempted_devices: number | null;
  readonly total_fen: number | null;
}

/** Orders by id with their standing revisions. */
export async function listOrdersToReconcile(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly ReconciledOrder[]> {
  const rows = selectedRows<OrderColumns>(
    await tx.raw(
      `select o.id, o.state, o.standing_revision, r.body, r.twin_key, r.plan_filing, r.exemption_document,
         r.exempted_devices, r.total_fen
       from orders o left join order_revisions r on r.order_id = o.id and r.revision = o.standing_revision
       where o.id > ? order by o.id limit ?`,
      [after, limit],
    ),
  );
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    standingRevision: row.standing_revision === null ? null : Number(row.standing_revision),
    body: row.body,
    twinKey: row.twin_key,
    planFiling: row.plan_filing,
    exemptionDocument: row.exemption_document,
    exemptedDevices: Number(row.exempted_devices ?? 0),
    totalFen: row.total_fen === null ? null : Number(row.total_fen),
  }));
}

/** The last decision on the standing revision of each order; absent where it cannot be read any more. */
export async function listStandingRecords(
  tx: Tx,
  orders: readonly Pick<ReconciledOrder, 'id' | 'standingRevision'>[],
): Promise<ReadonlyMap<string, ReadRecord>> {
  if (orders.length === 0) return new Map();
  const revisionOf = new Map(orders.map(({ id, standingRevision }) => [id, standingRevision]));
  const decisions: { order_id: string; revision: number; log_index: number }[] = await tx('decisions')
    .select('order_id', 'revision', 'log_index')
    .whereIn('order_id', [...revisionOf.keys()])
    .orderBy('log_index');
  const standing = decisions.filter(({ order_id: id, revision }) => revisionOf.get(id) === Number(revision));
  const last = new Map(standing.map(({ order_id: id, log_index: index }) => [id, Number(index)]));
  const sealed = groupBy(await listSealedTexts(tx, [...last.values()]), ({ logIndex }) => String(logIndex));
  const records = new Map<string, ReadRecord>();
  for (const [id, index] of last) {
    const [leaf] = await listLeaves(tx, { from: index, to: index + 1 });
    const opened = leaf && openRecord(leaf, sealed.get(String(index)) ?? []);
    if (opened?.kind === 'open') records.set(id, opened.record);
  }
  return records;
}

export interface FilingUsed {
  readonly number: string;
  readonly usedFen: number;
}

export async function listPlanFilingsUsed(tx: Tx): Promise<readonly FilingUsed[]> {
  const rows: { number: string; used_fen: number }[] = await tx('plan_filings').select('number', 'used_fen');
  return rows.map((row) => ({ number: row.number, usedFen: Number(row.used_fen) }));
}

export async function findLastMoveIndex(tx: Tx): Promise<number> {
  const [row] = selectedRows<{ last: number | null }>(await tx.raw('select max(log_index) as last from moves'));
  return Number(row?.last ?? -1);
}

export interface StrayMove {
  readonly logIndex: number;
  readonly sequence: number;
  readonly account: string;
  readonly orderId: string | null;
  readonly hasLeaf: boolean;
}

const STRAYS_MAX = 1_000;

/** Moves of a range that have no leaf, or an order that is none. */
export async function listStrayMoves(
  tx: Tx,
  { from, to }: { from: number; to: number },
): Promise<readonly StrayMove[]> {
  const rows = selectedRows<{
    log_index: number;
    sequence: number;
    account: string;
    order_id: string | null;
    leaf: number | null;
  }>(
    await tx.raw(
      `select m.log_index, m.sequence, m.account, m.order_id, l.log_index as leaf
       from moves m left join log_leaves l on l.log_index = m.log_index left join orders o on o.id = m.order_id
       where m.log_index >= ? and m.log_index < ? and (l.log_index is null or (m.order_id is not null and o.id is null))
       order by m.log_index, m.sequence limit ?`,
      [from, to, STRAYS_MAX],
    ),
  );
  return rows.map((row) => ({
    logIndex: Number(row.log_index),
    sequence: Number(row.sequence),
    account: row.account,
    orderId: row.order_id,
    hasLeaf: row.leaf !== null,
  }));
}
