import { setTimeout as sleep } from 'node:timers/promises';
import { makeOrders, type World } from './world.ts';

export const ORDERS_PER_SECOND = 20;

/** Single orders in a fixed pace, whether the ones before are answered or not. */
export function orderLoad(url: string, world: World): { readonly stop: () => Promise<readonly number[]> } {
  const headers = { authorization: `Bearer ${world.otherKey}`, 'content-type': 'application/json' };
  const times: number[] = [];
  let isOver = false;
  const submit = async (): Promise<void> => {
    const [order] = makeOrders(world.offices.slice(1), 1);
    const begun = performance.now();
    const answer = await fetch(`${url}/v1/orders`, { method: 'POST', headers, body: JSON.stringify(order) });
    const text = await answer.text();
    // Whoever waited in vain has waited so long at least.
    if (!answer.ok && answer.status !== 503) throw new Error(`${answer.status} ${text}`);
    times.push(performance.now() - begun);
  };
  const running = inPace(ORDERS_PER_SECOND, Number.POSITIVE_INFINITY, submit, () => isOver);
  return {
    stop: async () => {
      isOver = true;
      await running;
      return times;
    },
  };
}

export interface Turns {
  readonly url: string;
  readonly world: World;
  readonly count: number;
  readonly ms: number;
  /** What somebody else does in a turn. */
  readonly act: (ms: number) => Promise<void>;
}

/** How long orders took, of each turn. */
export interface OrdersInTurns {
  readonly alone: readonly (readonly number[])[];
  readonly beside: readonly (readonly number[])[];
}

/**
 * Orders while nobody else asks for anything and while somebody does, in turns: a disk that is slow for a while is slow for
 * both. The p99 of one turn is that of its slowest order, so whoever reads these puts turns together.
 */
export async function ordersInTurns({ url, world, count, ms, act }: Turns): Promise<OrdersInTurns> {
  const turn = async (busy: () => Promise<unknown>): Promise<readonly number[]> => {
    const orders = orderLoad(url, world);
    await busy();
    return orders.stop();
  };
  const alone: (readonly number[])[] = [];
  const beside: (readonly number[])[] = [];
  for (let at = 0; at < count; at += 1) {
    alone.push(await turn(() => sleep(ms)));
    beside.push(await turn(() => act(ms)));
  }
  return { alone, beside };
}

/** Nobody has more requests under way than so many people would. */
const UNDER_WAY_MAX = 32;

/** Of a slot, by how much more each begins later than the one before: so all moments of a slot are tried alike. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Begins an act so often a second for so long, and ends when the last is done. Each has a slot, and begins anywhere in it: twenty
 * orders and sixty filings a second that are as regular as clocks would always begin at the same moments, and each order stand
 * behind a filing.
 */
export async function inPace(
  perSecond: number,
  forMs: number,
  act: () => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<void> {
  const begun = performance.now();
  const underWay = new Set<Promise<void>>();
  for (let count = 0; !isOver() && performance.now() - begun < forMs; count += 1) {
    const place = count + ((count * GOLDEN) % 1);
    await sleep(Math.max(0, begun + (place * 1_000) / perSecond - performance.now()));
    const one: Promise<void> = act().finally(() => underWay.delete(one));
    underWay.add(one);
    if (underWay.size >= UNDER_WAY_MAX) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
