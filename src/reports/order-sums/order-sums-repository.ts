import { selectRows, type Tx } from '../../db/index.ts';

type Rows = ReturnType<Tx>;

/**
 * What orders of an agency and a year come to: by how they stand and were last decided (`state`, named `approved/referred`),
 * the lines with computers of those that stand by category (`price`), or how many of these orders there are (`computers`).
 */
export interface OrderSum {
  readonly agencyCode: string;
  readonly fiscalYear: number;
  readonly kind: 'state' | 'price' | 'computers';
  readonly name: string;
  /** Orders; of prices the lines. */
  readonly orders: number;
  readonly amountFen: number;
}

interface SumColumns {
  readonly agency_code: string;
  readonly fiscal_year: number;
  readonly kind: OrderSum['kind'];
  readonly name: string;
  readonly orders: number;
  readonly amount_fen: number | null;
}

/** By their codes, or a query of these. */
export type Agencies = Rows | readonly string[];

/** Counts what all orders of some agencies come to. */
export async function countOrderSums(tx: Tx, agencies: Agencies, fiscalYear?: number): Promise<readonly OrderSum[]> {
  const ordersOf = (): Rows => {
    const orders: Rows = tx('orders as o');
    among(orders, 'o.agency_code', agencies);
    if (fiscalYear !== undefined) void orders.where('o.fiscal_year', fiscalYear);
    return orders.select('o.agency_code', 'o.fiscal_year').groupBy('o.agency_code', 'o.fiscal_year');
  };
  const computersOf = (): Rows =>
    ordersOf().join('order_prices as p', (on) => {
      on.on('p.order_id', 'o.id').andOn('p.revision', 'o.standing_revision');
    });
  const states: SumColumns[] = await ordersOf().select(tx.raw(STATES)).groupBy('o.state', 'o.outcome');
  const prices: SumColumns[] = await computersOf().select(tx.raw(PRICES)).groupBy('p.category');
  const computers: SumColumns[] = await computersOf().select(tx.raw(COMPUTERS));
  return [...states, ...prices, ...computers].map(toSum);
}

const STATES = `'state' as kind, concat(o.state, '/', o.outcome) as name, count(*) as orders, sum(o.total_fen) as amount_fen`;
const PRICES = `'price' as kind, p.category as name, count(*) as orders, sum(p.unit_price_fen) as amount_fen`;
const COMPUTERS = `'computers' as kind, '' as name, count(distinct o.id) as orders, 0 as amount_fen`;

/** What was counted of some agencies before. */
export async function listStoredSums(tx: Tx, agencies: readonly string[]): Promise<readonly OrderSum[]> {
  const rows: SumColumns[] = await tx('order_sums').whereIn('agency_code', [...agencies]);
  return rows.map(toSum);
}

interface StoredSums {
  readonly agencies: Agencies;
  readonly others: readonly string[];
  readonly fiscalYear: number;
}

export type TotalSum = Omit<OrderSum, 'agencyCode' | 'fiscalYear'>;

/** What was counted of a year, of some agencies but for others, added up. */
export async function addStoredSums(
  tx: Tx,
  { agencies, others, fiscalYear }: StoredSums,
): Promise<readonly TotalSum[]> {
  const sums: Rows = tx('order_sums');
  among(sums, 'agency_code', agencies);
  void sums.whereNotIn('agency_code', [...others]).where('fiscal_year', fiscalYear);
  void sums.select('kind', 'name', tx.raw('sum(orders) as orders, sum(amount_fen) as amount_fen'));
  const rows: SumColumns[] = await sums.groupBy('kind', 'name');
  return rows.map(toSum);
}

function among(rows: Rows, column: string, agencies: Agencies): void {
  void rows.whereIn(column, 'toSQL' in agencies ? agencies : [...agencies]);
}

function toSum({ agency_code: agencyCode, fiscal_year: year, kind, name, orders, amount_fen: amount }: SumColumns) {
  return { agencyCode, fiscalYear: Number(year), kind, name, orders: Number(orders), amountFen: Number(amount ?? 0) };
}

/** The orders that leaves from one on up to another, which is excluded, are about. */
export async function listOrdersWithLeaves(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly string[]> {
  const rows = await selectRows<{ readonly subject: string }>(
    tx,
    `select distinct subject from log_leaves where log_index >= ? and log_index < ? and subject like 'order/%'`,
    [from, to],
  );
  return rows.map(({ subject }) => subject.slice('order/'.length));
}

/** The agencies of some orders, by code. */
export async function listAgenciesOfOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly string[]> {
  if (orderIds.length === 0) return [];
  const rows: { agency_code: string }[] = await tx('orders')
    .distinct('agency_code')
    .whereIn('id', [...orderIds])
    .orderBy('agency_code');
  return rows.map(({ agency_code: code }) => code);
}
