import type { Tx } from '../db/index.ts';
import { addDays, type CivilDate, civilDate, dayOf, instant, startOfDay } from '../kernel/index.ts';
import { filteredOrders, type OrdersQuestion } from './find-order-conditions.ts';

/** How many orders a list has, and by when something is due of them. */
export interface OrderCount {
  readonly count: number;
  /** Of how many what is held ends, or a contract is due, on a day or before it. */
  readonly urgent: number;
  readonly dueFirst: CivilDate | null;
}

interface CountQuestion extends Pick<OrdersQuestion, 'actor' | 'filters'> {
  readonly urgentUntil: CivilDate;
}

interface Counted {
  readonly found: number;
  readonly first: string | null;
  readonly urgent: number | null;
}

/** Counts a list of orders instead of reading it, by two statements. */
export async function countOrders(tx: Tx, { urgentUntil, ...question }: CountQuestion): Promise<OrderCount> {
  const filtered = await filteredOrders(tx, { ...question, overdueOn: undefined, sort: '-submittedAt' });
  const [orders]: Counted[] = await filtered().select(
    tx.raw('count(*) as found, min(expires_at) as first, sum(case when expires_at < ? then 1 else 0 end) as urgent', [
      startOfDay(addDays(urgentUntil, 1)),
    ]),
  );
  const [contracts]: Counted[] = await tx('redemptions')
    .where({ cancelled_at: null })
    .whereIn('order_id', filtered().where('state', 'approved').select('id'))
    .select(
      tx.raw(
        `count(*) as found, min(contract_due_on) as first,
         sum(case when contract_due_on <= ? then 1 else 0 end) as urgent`,
        [urgentUntil],
      ),
    );
  const days = [
    ...(orders?.first ? [dayOf(instant(orders.first))] : []),
    ...(contracts?.first ? [civilDate(contracts.first)] : []),
  ];
  return {
    count: Number(orders?.found),
    urgent: Number(orders?.urgent) + Number(contracts?.urgent),
    dueFirst: days.sort()[0] ?? null,
  };
}
