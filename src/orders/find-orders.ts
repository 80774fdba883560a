import type { Tx } from '../db/index.ts';
import { type Actor, addDays, civilDate, reaches, startOfDay } from '../kernel/index.ts';
import { reachOnly, regionsOfAgencies } from '../log/index.ts';
import { type Order, type OrderState, orderNotFound, type Revision } from './order.ts';
import { findOrder, findRevision, type OrderColumns, toOrder } from './orders-repository.ts';
import type { OrderSubmission } from './submission.ts';

/** A platform sees what it may buy; everything else looks to it like nothing. */
const SEEN_BY_PLATFORM: readonly OrderState[] = ['approved', 'contracted', 'accepted', 'closed'];

/** The order, when it is there and the caller may see it; the same refusal for both. */
export async function getReachedOrder(tx: Tx, actor: Actor, id: string): Promise<Order> {
  const order = await findOrder(tx, id);
  if (!order) throw orderNotFound();
  const region = (await regionsOfAgencies(tx, [order.agencyCode])).get(order.agencyCode) ?? '';
  const isSeen = actor.role !== 'platform' || SEEN_BY_PLATFORM.includes(order.state);
  if (!isSeen || !reaches(actor.grant, { code: order.agencyCode, region })) throw orderNotFound();
  return order;
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
  };
  readonly submittedFrom?: string | undefined;
  readonly submittedUntil?: string | undefined;
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
  if (actor.role === 'platform') void query.whereIn('state', [...SEEN_BY_PLATFORM]);
  reachOnly(tx, query, { column: 'agency_code', table: 'orders', grant: actor.grant });
  const [beyond, direction] = isNewestFirst ? (['<', 'desc'] as const) : (['>', 'asc'] as const);
  if (after) {
    void query.where((later) =>
      later
        .where('submitted_at', beyond, after.submittedAt)
        .orWhere((same) => same.where('submitted_at', after.submittedAt).where('id', beyond, after.id)),
    );
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

export interface SubmittedRevision extends Revision {
  readonly submission: OrderSubmission;
}
