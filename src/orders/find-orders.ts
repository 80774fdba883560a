import type { Tx } from '../db/index.ts';
import type { ReadRecord } from '../decisions/index.ts';
import type { OrderSubmission } from '../facts/index.ts';
import { type Actor, addDays, type CivilDate, civilDate, reaches, startOfDay } from '../kernel/index.ts';
import { reachOnly, regionsOfAgencies } from '../log/index.ts';
import type { OrderWithBody } from './act.ts';
import { listRedemptions } from './certificates/redemptions-repository.ts';
import { listContracts } from './contract/contracts-repository.ts';
import { isSeenBy, type Order, orderNotFound, type Revision, SEEN_BY_PLATFORM } from './order.ts';
import { findOrder, findRevision, listRevisions, type OrderColumns, toOrder } from './orders-repository.ts';
import { listCarryOvers } from './year-end/year-end-repository.ts';

/** The order, when it is there and the caller may see it; the same refusal for both. */
export async function getReachedOrder(tx: Tx, actor: Actor, id: string): Promise<Order> {
  const order = await findReachedOrder(tx, actor, id);
  if (!order) throw orderNotFound();
  return order;
}

export async function findReachedOrder(tx: Tx, actor: Actor, id: string): Promise<Order | undefined> {
  const order = await findOrder(tx, id);
  if (!order) return undefined;
  const region = (await regionsOfAgencies(tx, [order.agencyCode])).get(order.agencyCode) ?? '';
  return isSeenBy(actor, order) && reaches(actor.grant, { code: order.agencyCode, region }) ? order : undefined;
}

/** The order as it stands, with what was last submitted, its contracts and what was carried over of it. */
export async function getOrderWithBody(
  tx: Tx,
  { actor, id, on }: { readonly actor: Actor; readonly id: string; readonly on: CivilDate },
): Promise<OrderWithBody> {
  const order = await getReachedOrder(tx, actor, id);
  const { submission } = await getRevision(tx, order.id, order.latestRevision);
  const contracts = await listContracts(tx, [order.id]);
  const redemptions = await listRedemptions(tx, [order.id]);
  const carriedOver = await listCarryOvers(tx, order.id);
  return { order, body: submission, contracts, redemptions, on, carriedOver };
}

export interface OrdersQuestion {
  readonly actor: Actor;
  readonly filters: {
    readonly agencyCode?: string | undefined;
    readonly state?: string | undefined;
    readonly outcome?: string | undefined;
    readonly fiscalYear?: number | undefined;
    readonly reference?: string | undefined;
    readonly supplier?: string | undefined;
    /** Whose in-tray. */
    readonly awaitingReviewBy?: string | undefined;
  };
  readonly submittedFrom?: string | undefined;
  readonly submittedUntil?: string | undefined;
  /** Only those whose contract is overdue on this day. */
  readonly overdueOn: CivilDate | undefined;
  readonly isNewestFirst: boolean;
  /** Where the page starts: the time and id of the last order of the page before. */
  readonly after: { readonly submittedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

const FILTER_COLUMNS = {
  agencyCode: 'agency_code',
  state: 'state',
  outcome: 'outcome',
  fiscalYear: 'fiscal_year',
  reference: 'reference',
  supplier: 'supplier',
} as const;

/** One page of the orders within a grant, with one more than the limit to tell whether there is a next page. */
export async function listOrders(tx: Tx, question: OrdersQuestion): Promise<readonly Order[]> {
  const { actor, filters, isNewestFirst, after, limit } = question;
  const query = tx('orders');
  for (const [name, column] of Object.entries(FILTER_COLUMNS)) {
    const value = filters[name as keyof typeof FILTER_COLUMNS];
    if (value !== undefined) void query.where(column, value);
  }
  if (question.submittedFrom) void query.where('submitted_at', '>=', startOfDay(civilDate(question.submittedFrom)));
  if (question.submittedUntil) {
    void query.where('submitted_at', '<', startOfDay(addDays(civilDate(question.submittedUntil), 1)));
  }
  const { awaitingReviewBy: owner } = filters;
  if (owner !== undefined) void query.whereIn('id', tx('order_reviews').select('order_id').where({ owner }));
  if (question.overdueOn) {
    const redeemed = tx('redemptions').select('order_id').where({ cancelled_at: null });
    void query.where('state', 'approved').whereIn('id', redeemed.where('contract_due_on', '<', question.overdueOn));
  }
  if (actor.role === 'platform') void query.whereIn('state', [...SEEN_BY_PLATFORM]);
  reachOnly(tx, query, { column: 'agency_code', table: 'orders', grant: actor.grant });
  const [beyond, direction] = isNewestFirst ? (['<', 'desc'] as const) : (['>', 'asc'] as const);
  if (after) {
    // Of the index that a filter takes this is one range: a chain of `or` is two on SQLite, which then sorts both.
    void query
      .where('submitted_at', `${beyond}=`, after.submittedAt)
      .whereRaw(`(submitted_at ${beyond} ? or +id ${beyond} ?)`, [after.submittedAt, after.id]);
  }
  const rows: OrderColumns[] = await query
    .orderBy('submitted_at', direction)
    .orderBy('id', direction)
    .limit(limit + 1);
  return rows.map(toOrder);
}

/** One revision of an order, when it has it. */
export async function getRevision(tx: Tx, orderId: string, revision: number): Promise<SubmittedRevision> {
  const found = await findRevision(tx, orderId, revision);
  if (!found) throw orderNotFound();
  return { ...found, submission: JSON.parse(found.body) as OrderSubmission };
}

type RecordOfDecision = Pick<ReadRecord, 'decision' | 'order' | 'revision'>;

/** What some decisions were made about, by decision: one statement, however many there are. */
export async function findSubmissions(
  tx: Tx,
  records: readonly RecordOfDecision[],
): Promise<ReadonlyMap<string, OrderSubmission>> {
  const revisions = await listRevisions(tx, [...new Set(records.map(({ order }) => order))]);
  const bodies = new Map(revisions.map(({ orderId, revision, body }) => [`${orderId}/${revision}`, body]));
  return new Map(
    records.flatMap(({ decision, order, revision }) => {
      const body = bodies.get(`${order}/${revision}`);
      return body === undefined ? [] : [[decision, JSON.parse(body) as OrderSubmission]];
    }),
  );
}

export interface SubmittedRevision extends Revision {
  readonly submission: OrderSubmission;
}
