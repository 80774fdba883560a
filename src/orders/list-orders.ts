import type { PlaceInOrder, Tx } from '../db/index.ts';
import { listReached, listReachedAmong, type ReachedList } from '../log/index.ts';
import {
  conditionsOf,
  each,
  filteredOrders,
  nameOf,
  type OrdersQuestion,
  SORT_COLUMNS,
} from './find-order-conditions.ts';
import { listMatches } from './list-matching-orders.ts';
import type { Order } from './order.ts';
import { type OrderColumns, toOrder } from './orders-repository.ts';

/** By what orders are sorted, the indexes that end with it, what finds fewest first. */
const INDEXES: Readonly<Record<keyof typeof SORT_COLUMNS, ReachedList['indexes']>> = {
  submittedAt: {
    orders_by_reference: ['reference'],
    orders_listed_by_agency_state: ['agency_code', 'state'],
    orders_by_agency: ['agency_code'],
    orders_by_supplier: ['supplier'],
    orders_by_state: ['state'],
    orders_by_year: ['fiscal_year'],
    orders_by_outcome: ['outcome'],
    orders_by_time: [],
  },
  total: { orders_listed_by_agency_total: ['agency_code'], orders_by_total: [] },
  expiresAt: {
    orders_listed_by_agency_expiry: ['agency_code'],
    orders_listed_by_state_expiry: ['state'],
    orders_by_expiry: [],
  },
};

type Rows = ReturnType<Tx>;

export interface OrdersPage {
  readonly orders: readonly Order[];
  /** Where the next page goes on; there may be one although this one is not full. */
  readonly next: PlaceInOrder | null;
}

/** One page of the orders within a grant. Those without what they are sorted by are in no list that is sorted by it. */
export async function listOrders(tx: Tx, question: OrdersQuestion): Promise<OrdersPage> {
  const { sort, after, limit, filters } = question;
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const { equals, within, rest } = await conditionsOf(tx, question);
  const list = {
    table: 'orders',
    order: [SORT_COLUMNS[nameOf(sort)], 'id'].map((column) => ({ column, direction }) as const),
    ...{ equals, after, limit },
    within: (rows: Rows) => each(within, rows),
    rest,
    reach: { column: 'agency_code', grant: question.actor.grant },
  };
  const few =
    filters.search === undefined ? await listFew(tx, question) : await listMatches(tx, question, filters.search);
  const page =
    few === null
      ? await listReached<OrderColumns>(tx, { ...list, indexes: INDEXES[nameOf(sort)] })
      : await listReachedAmong<OrderColumns>(tx, list, few);
  return { orders: page.rows.map(toOrder), next: page.next };
}

/** Up to so many orders of a rule, or of an in-tray, are read and put in order; of more, a page goes through all or what was referred. */
const FEW_MAX = 1_000;

/** The orders that a question is about, where another table or another index names them and they are few. */
async function listFew(tx: Tx, question: OrdersQuestion): Promise<readonly string[] | null> {
  const { rule, awaitingReviewBy: owner, lapsesUntil } = question.filters;
  const named = [
    ...(owner === undefined ? [] : [tx('order_reviews').where({ owner })]),
    ...(rule === undefined ? [] : [tx('order_findings').where({ rule })]),
  ];
  for (const rows of named) {
    const found: { order_id: string }[] = await rows.select('order_id').limit(FEW_MAX + 1);
    if (found.length <= FEW_MAX) return found.map(({ order_id: id }) => id);
  }
  return lapsesUntil === undefined ? null : listFewLapsing(tx, question);
}

/** What lapses soon is little of what is approved, and is found by when it does. */
async function listFewLapsing(tx: Tx, question: OrdersQuestion): Promise<readonly string[] | null> {
  const ids: string[] = [];
  for (const lapse of ['approval', 'contract'] as const) {
    const filtered = await filteredOrders(tx, { ...question, lapse, sort: '-submittedAt' });
    const found: { id: string }[] = await filtered()
      .select('id')
      .limit(FEW_MAX + 1 - ids.length);
    ids.push(...found.map(({ id }) => id));
    if (ids.length > FEW_MAX) return null;
  }
  return ids;
}
