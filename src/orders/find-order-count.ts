import type { Tx } from '../db/index.ts';
import { addDays, type CivilDate, civilDate, dayOf, instant, startOfDay } from '../kernel/index.ts';
import { DUE, filteredOrders, type Lapse, type OrdersQuestion } from './find-order-conditions.ts';

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
export async function countOrders(tx: Tx, question: CountQuestion): Promise<OrderCount> {
  const { lapsesUntil, state = 'approved' } = question.filters;
  // Both ways to lapse at once would be looked for in all that is approved.
  const orders = await countByEnd(tx, question, lapsesUntil === undefined ? undefined : 'approval');
  const none = { found: 0, first: null, urgent: 0 };
  const contracts = state === 'approved' ? await countByContract(tx, question) : none;
  const days = [
    ...(orders.first ? [dayOf(instant(orders.first))] : []),
    ...(contracts.first ? [civilDate(contracts.first)] : []),
  ];
  return {
    count: Number(orders.found) + (lapsesUntil === undefined ? 0 : Number(contracts.found)),
    urgent: Number(orders.urgent) + Number(contracts.urgent),
    dueFirst: days.sort()[0] ?? null,
  };
}

/** Orders, and when what they hold ends. */
async function countByEnd(tx: Tx, question: CountQuestion, lapse: Lapse | undefined): Promise<Counted> {
  const filtered = await filteredOrders(tx, listOf(question, lapse));
  const [counted]: Counted[] = await filtered().select(
    tx.raw('count(*) as found, min(expires_at) as first, sum(case when expires_at < ? then 1 else 0 end) as urgent', [
      startOfDay(addDays(question.urgentUntil, 1)),
    ]),
  );
  return counted as Counted;
}

/** Those of them that are in purchase, and when their contracts are due. */
async function countByContract(tx: Tx, question: CountQuestion): Promise<Counted> {
  const filtered = await filteredOrders(
    tx,
    listOf(question, question.filters.lapsesUntil === undefined ? undefined : 'contract'),
  );
  const inPurchase = filtered().where({ state: 'approved', expires_at: null });
  const due = inPurchase.select(tx.raw(`${DUE} as due_on`)).as('in_purchase');
  const [counted]: Counted[] = await tx.from(due).select(
    tx.raw(
      `count(due_on) as found, min(due_on) as first,
       sum(case when due_on <= ? then 1 else 0 end) as urgent`,
      [question.urgentUntil],
    ),
  );
  return counted as Counted;
}

function listOf({ actor, filters }: CountQuestion, lapse: Lapse | undefined) {
  return { actor, filters, ...(lapse && { lapse }), overdueOn: undefined, sort: '-submittedAt' } as const;
}
