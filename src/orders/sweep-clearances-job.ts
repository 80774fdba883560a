import { type Database, inSnapshot } from '../db/index.ts';
import { type Clock, Refusal } from '../kernel/index.ts';
import type { ActResult } from './act.ts';
import { listLapsedOrders } from './orders-repository.ts';
import type { SubmissionQueue } from './submission-queue.ts';

/** Leaves most of the queue to people. */
const ORDERS_AT_ONCE = 100;

export interface Sweeping {
  readonly db: Database;
  readonly clock: Clock;
  readonly queue: Pick<SubmissionQueue, 'putAll'>;
  /** Asked before every batch. */
  readonly mayGoOn: () => Promise<boolean>;
}

/**
 * Ends clearances and referrals whose time has run out, through the same queue as everything else. A clearance is checked
 * when it is used, so being late here frees money later and lets nothing through. Answers how many were ended.
 */
export async function sweepClearances({ db, clock, queue, mayGoOn }: Sweeping): Promise<number> {
  let ended = 0;
  while (await mayGoOn()) {
    const lapsed = await inSnapshot(db, (tx) => listLapsedOrders(tx, { at: clock(), limit: ORDERS_AT_ONCE }));
    if (lapsed.length === 0) break;
    const results = await putAll(
      queue,
      lapsed.map(({ id }) => id),
    );
    const expired = results.filter(isExpired).length;
    ended += expired;
    // What could not be ended now, because the queue is full or somebody was faster, is tried again with the next sweep.
    if (expired < lapsed.length) break;
  }
  return ended;
}

function isExpired(result: ActResult): boolean {
  return result.kind === 'changed' && result.order.order.state === 'expired';
}

async function putAll(queue: Sweeping['queue'], orderIds: readonly string[]): Promise<readonly ActResult[]> {
  try {
    return await queue.putAll(orderIds.map((orderId) => ({ kind: 'expire', orderId })));
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'unavailable') return [];
    throw error;
  }
}
