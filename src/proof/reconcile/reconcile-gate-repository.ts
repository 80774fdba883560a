import { selectedRows, type Tx } from '../../db/index.ts';
import type { AccountKind } from '../../ledger/index.ts';
import { type OrderState, STAGES_OF_REVISIONS } from '../../orders/index.ts';
import type { MovedUnits, ReconciledOrder } from './reconcile-commitments.ts';

interface OrderColumns {
  readonly id: string;
  readonly agency_code: string;
  readonly state: OrderState;
  readonly standing_revision: number | null;
  readonly body: string | null;
  readonly twin_key: string | null;
  readonly loose_twin_key: string | null;
  readonly plan_filing: string | null;
  readonly exemption_document: string | null;
  readonly exempted_devices: number | null;
  readonly total_fen: number | null;
}

const STANDING_ORDERS = `select o.id, o.agency_code, o.state, o.standing_revision, r.body, r.twin_key, r.loose_twin_key, r.plan_filing,
    r.exemption_document, r.exempted_devices, r.total_fen
  from orders o left join order_revisions r on r.order_id = o.id and r.revision = o.standing_revision`;

/** Orders by id with their standing revisions. */
export async function listOrdersToReconcile(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly ReconciledOrder[]> {
  const rows = selectedRows<OrderColumns>(
    await tx.raw(`${STANDING_ORDERS} where o.id > ? order by o.id limit ?`, [after, limit]),
  );
  return rows.map(toReconciledOrder);
}

/** The same for some orders; an unknown one is absent. */
export async function listOrdersNamed(tx: Tx, ids: readonly string[]): Promise<readonly ReconciledOrder[]> {
  if (ids.length === 0) return [];
  const marks = ids.map(() => '?').join(',');
  const rows = selectedRows<OrderColumns>(await tx.raw(`${STANDING_ORDERS} where o.id in (${marks})`, [...ids]));
  return rows.map(toReconciledOrder);
}

function toReconciledOrder(row: OrderColumns): ReconciledOrder {
  return {
    id: row.id,
    agencyCode: row.agency_code,
    state: row.state,
    standingRevision: row.standing_revision === null ? null : Number(row.standing_revision),
    body: row.body,
    twinKey: row.twin_key,
    looseTwinKey: row.loose_twin_key,
    planFiling: row.plan_filing,
    exemptionDocument: row.exemption_document,
    exemptedDevices: Number(row.exempted_devices ?? 0),
    totalFen: row.total_fen === null ? null : Number(row.total_fen),
  };
}

/**
 * What orders under contract were carried over, and gave back with a final payment, since the decision that they stand on.
 * One that was decided later has its money where its body says: a supplement after a carry-over names the line of the new year.
 */
export async function listMovedUnits(
  tx: Tx,
  orders: readonly Pick<ReconciledOrder, 'id'>[],
): Promise<readonly MovedUnits[]> {
  if (orders.length === 0) return [];
  const ids = orders.map(({ id }) => id);
  // What came to a line is told from what went from the other: a leaf names the two next to each other.
  const rows = selectedRows<MovedColumns>(
    await tx.raw(
      `select gone.order_id, gone.account_kind, gone.account as source, come.account as target, gone.quantity
       from moves gone join orders o on o.id = gone.order_id
         left join moves come on gone.cause = 'carry-over'
           and come.log_index = gone.log_index and come.sequence = gone.sequence + 1
       where gone.order_id in (${ids.map(() => '?').join(',')}) and gone.cause in ('carry-over', 'release')
         and gone.from_bucket in ('encumbered', 'held') and gone.log_index > (
           select max(d.log_index) from decisions d
           where d.order_id = o.id and d.revision = o.standing_revision and d.outcome = 'approved'
             and d.stage in (${STAGES_OF_REVISIONS.map(() => '?').join(',')})
         )`,
      [...ids, ...STAGES_OF_REVISIONS],
    ),
  );
  return rows.flatMap(({ order_id: orderId, account_kind: accountKind, source, target, quantity }) => [
    { orderId, accountKind, account: source, quantity: -Number(quantity) },
    ...(target === null ? [] : [{ orderId, accountKind, account: target, quantity: Number(quantity) }]),
  ]);
}

interface MovedColumns {
  readonly order_id: string;
  readonly account_kind: MovedUnits['accountKind'];
  readonly source: string;
  readonly target: string | null;
  readonly quantity: number;
}

export interface FilingInDoubt {
  readonly number: string;
  readonly agencyCode: string | null;
  readonly usedFen: number;
  /** What live orders have put on it, and what terminated ones have spent of it. */
  readonly amountFen: number;
}

/** Filings whose used amount is not that of the orders that stand and of what terminated ones spent, and numbers of orders that are no filing any more. */
export async function listFilingsInDoubt(tx: Tx): Promise<readonly FilingInDoubt[]> {
  const rows = selectedRows<{ number: string; agency_code: string | null; used_fen: number; amount_fen: number }>(
    await tx.raw(
      `select number, max(agency_code) as agency_code, sum(used_fen) as used_fen, sum(amount_fen) as amount_fen
       from (
         select number, agency_code, used_fen, 0 as amount_fen from plan_filings
         union all
         select r.plan_filing, null, 0, r.total_fen
         from orders o join order_revisions r on r.order_id = o.id and r.revision = o.standing_revision
         where r.plan_filing is not null and r.total_fen is not null
         union all
         select r.plan_filing, null, 0, case when m.to_bucket = 'spent' then m.quantity else -m.quantity end
         from orders o join order_revisions r on r.order_id = o.id and r.revision = (
             select max(d.revision) from decisions d
             where d.order_id = o.id and d.stage = 'contract' and d.outcome = 'approved'
           )
           join moves m on m.order_id = o.id and m.account_kind = 'budget-line'
             and (m.to_bucket = 'spent' or m.from_bucket = 'spent')
         where o.state = 'terminated' and r.plan_filing is not null and r.total_fen is not null
       ) sides
       group by number having sum(used_fen) <> sum(amount_fen) order by number`,
    ),
  );
  return rows.map((row) => ({
    number: row.number,
    agencyCode: row.agency_code,
    usedFen: Number(row.used_fen),
    amountFen: Number(row.amount_fen),
  }));
}

export async function findLastMoveIndex(tx: Tx): Promise<number> {
  const [row] = selectedRows<{ last: number | null }>(await tx.raw('select max(log_index) as last from moves'));
  return Number(row?.last ?? -1);
}

export interface StrayMove {
  readonly logIndex: number;
  readonly sequence: number;
  readonly accountKind: AccountKind;
  readonly account: string;
  /** Whose account it is; null when there is no such account. */
  readonly agencyCode: string | null;
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
    account_kind: AccountKind;
    account: string;
    agency_code: string | null;
    order_id: string | null;
    leaf: number | null;
  }>(
    await tx.raw(
      `select m.log_index, m.sequence, m.account_kind, m.account, m.order_id, l.log_index as leaf,
         coalesce(b.agency_code, e.agency_code) as agency_code
       from moves m left join log_leaves l on l.log_index = m.log_index left join orders o on o.id = m.order_id
         left join budget_lines b on m.account_kind = 'budget-line' and b.code = m.account
         left join entitlements e on m.account_kind = 'entitlement' and e.id = m.account
       where m.log_index >= ? and m.log_index < ? and (l.log_index is null or (m.order_id is not null and o.id is null))
       order by m.log_index, m.sequence limit ?`,
      [from, to, STRAYS_MAX],
    ),
  );
  return rows.map((row) => ({
    logIndex: Number(row.log_index),
    sequence: Number(row.sequence),
    accountKind: row.account_kind,
    account: row.account,
    agencyCode: row.agency_code,
    orderId: row.order_id,
    hasLeaf: row.leaf !== null,
  }));
}
