import type { Tx } from '../db/index.ts';
import { seesTexts } from '../decisions/index.ts';
import {
  type Actor,
  addDays,
  type CivilDate,
  civilDate,
  type Fen,
  Refusal,
  startOfDay,
  text,
} from '../kernel/index.ts';
import { reachOnly, subtreeOnly } from '../log/index.ts';
import { type Order, SEEN_BY_PLATFORM } from './order.ts';
import { type OrderColumns, toOrder } from './orders-repository.ts';

export interface OrdersQuestion {
  readonly actor: Actor;
  readonly filters: OrderFilters;
  /** Only those whose contract is overdue on this day. */
  readonly overdueOn: CivilDate | undefined;
  readonly sort: OrderSort;
  /** Where the page starts: what the last order of the page before was sorted by, and its id. */
  readonly after: { readonly key: string | number; readonly id: string } | undefined;
  readonly limit: number;
}

export interface OrderFilters {
  readonly agencyCode?: string | undefined;
  readonly subtree?: boolean | undefined;
  readonly region?: string | undefined;
  readonly state?: string | undefined;
  readonly outcome?: string | undefined;
  readonly fiscalYear?: number | undefined;
  readonly reference?: string | undefined;
  readonly supplier?: string | undefined;
  /** Whose in-tray. */
  readonly awaitingReviewBy?: string | undefined;
  readonly rule?: string | undefined;
  readonly search?: string | undefined;
  readonly totalFrom?: Fen | undefined;
  readonly totalUntil?: Fen | undefined;
  readonly submittedFrom?: string | undefined;
  readonly submittedUntil?: string | undefined;
  /** Only approved ones whose approval ends, or whose contract is due, on this day or earlier. */
  readonly lapsesUntil?: string | undefined;
}

export type OrderSort = 'submittedAt' | '-submittedAt' | 'total' | '-total' | 'expiresAt' | '-expiresAt';

const FILTER_COLUMNS = {
  state: 'state',
  outcome: 'outcome',
  fiscalYear: 'fiscal_year',
  reference: 'reference',
  supplier: 'supplier',
} as const;

const SORT_COLUMNS = { submittedAt: 'submitted_at', total: 'total_fen', expiresAt: 'expires_at' } as const;

/** The key that a page goes on after; orders without one are in no list that is sorted by it. */
export function sortKeyOf(sort: OrderSort, { submittedAt, totalFen, expiresAt }: Order): string | number {
  const key = { submittedAt, total: totalFen, expiresAt }[nameOf(sort)];
  if (key === null) throw new Error(`an order is sorted by ${sort}, which it does not have`);
  return key;
}

export function nameOf(sort: OrderSort): keyof typeof SORT_COLUMNS {
  return sort.replace('-', '') as keyof typeof SORT_COLUMNS;
}

type Rows = ReturnType<Tx>;

/** One page of the orders within a grant, with one more than the limit to tell whether there is a next page. */
export async function listOrders(tx: Tx, question: OrdersQuestion): Promise<readonly Order[]> {
  const { filters, sort, after, limit } = question;
  const query = filteredOrders(tx, question);
  if (filters.search !== undefined) void query.whereIn('id', await listMatches(tx, question, filters.search));
  const column = SORT_COLUMNS[nameOf(sort)];
  const [beyond, direction] = sort.startsWith('-') ? (['<', 'desc'] as const) : (['>', 'asc'] as const);
  if (column !== 'submitted_at') void query.whereNotNull(column);
  if (after) {
    // Of the index that a filter takes this is one range: a chain of `or` is two on SQLite, which then sorts both.
    void query
      .where(column, `${beyond}=`, after.key)
      .whereRaw(`(${column} ${beyond} ? or +id ${beyond} ?)`, [after.key, after.id]);
  }
  const rows: OrderColumns[] = await query
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit + 1);
  return rows.map(toOrder);
}

/** Every order that a question asks for, to be read or counted. */
export function filteredOrders(tx: Tx, question: Omit<OrdersQuestion, 'after' | 'limit'>): Rows {
  const { actor, filters, overdueOn, sort } = question;
  const query: Rows = tx('orders');
  for (const [name, column] of Object.entries(FILTER_COLUMNS)) {
    const value = filters[name as keyof typeof FILTER_COLUMNS];
    if (value !== undefined) void query.where(column, value);
  }
  whoseOnly(tx, query, filters);
  const { submittedFrom, submittedUntil, totalFrom, totalUntil, awaitingReviewBy: owner, rule } = filters;
  if (submittedFrom) void query.where('submitted_at', '>=', startOfDay(civilDate(submittedFrom)));
  if (submittedUntil) void query.where('submitted_at', '<', startOfDay(addDays(civilDate(submittedUntil), 1)));
  // Most orders cost as much: SQLite would take them all by their totals, and sort them again for each page.
  const total = nameOf(sort) === 'total' ? 'total_fen' : '+total_fen';
  if (totalFrom !== undefined) void query.whereRaw(`${total} >= ?`, [totalFrom]);
  if (totalUntil !== undefined) void query.whereRaw(`${total} <= ?`, [totalUntil]);
  if (owner !== undefined) void query.whereIn('id', tx('order_reviews').select('order_id').where({ owner }));
  if (rule !== undefined) void query.whereIn('id', tx('order_findings').select('order_id').where({ rule }));
  if (overdueOn) {
    const redeemed = tx('redemptions').select('order_id').where({ cancelled_at: null });
    void query.where('state', 'approved').whereIn('id', redeemed.where('contract_due_on', '<', overdueOn));
  }
  if (filters.lapsesUntil !== undefined) lapsingOnly(tx, query, civilDate(filters.lapsesUntil));
  if (actor.role === 'platform') void query.whereIn('state', [...SEEN_BY_PLATFORM]);
  reachOnly(tx, query, { column: 'agency_code', table: 'orders', grant: actor.grant });
  return query;
}

function lapsingOnly(tx: Tx, query: Rows, until: CivilDate): void {
  const due = tx('redemptions').select('order_id').where({ cancelled_at: null }).where('contract_due_on', '<=', until);
  void query.where('state', 'approved').where((lapsing: Rows) => {
    void lapsing.where('expires_at', '<', startOfDay(addDays(until, 1))).orWhereIn('id', due);
  });
}

function whoseOnly(tx: Tx, query: Rows, { agencyCode, subtree, region }: OrderFilters): void {
  if (region !== undefined) reachOnly(tx, query, { column: 'agency_code', table: 'orders', grant: { region } });
  if (agencyCode === undefined) return;
  if (subtree) subtreeOnly(query, 'agency_code', agencyCode);
  else void query.where('agency_code', agencyCode);
}

/** More would be no search any more, and the gate would have to sort them all. */
const MATCHES_MAX = 1_000;

/** No text that begins with another one sorts after it with this at its end. */
const LAST = '\u{10ffff}';

/** The orders that begin like what is sought, each kind by its own index; refuses when they are too many. */
async function listMatches(tx: Tx, question: OrdersQuestion, search: string): Promise<readonly string[]> {
  const beginning = (column: string) =>
    filteredOrders(tx, question)
      .where(column, '>=', search)
      .where(column, '<', search + LAST);
  const named = beginning('supplier_name');
  if (!seesTexts(question.actor)) void named.where('is_classified', 0);
  const found = new Set<string>();
  for (const rows of [beginning('reference'), named, filteredOrders(tx, question).where('id', search)]) {
    const matches: { id: string }[] = await rows.select('id').limit(MATCHES_MAX + 1);
    for (const { id } of matches) found.add(id);
  }
  if (found.size > MATCHES_MAX) throw tooManyMatches();
  return [...found];
}

function tooManyMatches(): Refusal {
  const message = text(
    `以此开头的订单超过 ${MATCHES_MAX} 张，请多输入几个字，或再加筛选条件。`,
    `More than ${MATCHES_MAX} orders begin like this. Write more of it, or filter further.`,
  );
  return new Refusal('unprocessable', 'search.too_many', message, [{ pointer: '/query/search', message: '' }]);
}
