import type { Tx } from '../db/index.ts';
import { type CivilDate, groupBy } from '../kernel/index.ts';
import { namesOfAgencies } from '../log/index.ts';
import type { OpenFinding } from './batch/batch.ts';
import { listRedemptions } from './certificates/redemptions-repository.ts';
import type { Order, OrderStanding } from './order.ts';
import { listSubjects } from './orders-repository.ts';
import { listOpenFindings } from './review/findings-repository.ts';
import { listStandings } from './standings-repository.ts';

/** An order with what a list shows beside it. */
export interface ListedOrder {
  readonly order: Order;
  readonly standing: OrderStanding | null;
  readonly agencyName: string | null;
  readonly subject: string | null;
  readonly devices: number | null;
  readonly openFindings: readonly OpenFinding[];
  /** By when the contract is due of what a platform buys. */
  readonly contractDueOn: CivilDate | null;
}

/** What a list shows beside a page of orders: at most five statements, however many there are. */
export async function listOrderSummaries(tx: Tx, orders: readonly Order[]): Promise<readonly ListedOrder[]> {
  if (orders.length === 0) return [];
  const ids = orders.map(({ id }) => id);
  const names = await namesOfAgencies(
    tx,
    orders.map(({ agencyCode }) => agencyCode),
  );
  const subjects = await listSubjects(tx, orders);
  const standings = await listStandings(tx, orders);
  const findings = groupBy(await listOpenFindings(tx, ids), ({ order_id: id }) => id);
  const redeemed = (await listRedemptions(tx, ids)).filter(({ cancelledAt }) => cancelledAt === null);
  const dueOn = new Map(redeemed.map(({ orderId, contractDueOn }) => [orderId, contractDueOn]));
  return orders.map((order) => ({
    order,
    standing: standings.get(order.id) ?? null,
    agencyName: names.get(order.agencyCode) ?? null,
    ...(subjects.get(order.id) ?? { subject: null, devices: null }),
    openFindings: (findings.get(order.id) ?? []).map(({ rule, effect }) => ({ rule, effect })),
    contractDueOn: order.state === 'approved' ? (dueOn.get(order.id) ?? null) : null,
  }));
}
