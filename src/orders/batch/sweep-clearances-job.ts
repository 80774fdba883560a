import { type Database, inSnapshot, type Job } from '../../db/index.ts';
import { type Clock, Refusal } from '../../kernel/index.ts';
import type { ActResult, OrderAct } from '../act.ts';
import { listLapsedOrders } from '../orders-repository.ts';
import type { SubmissionQueue } from '../queue/submission-queue.ts';

/** Leaves most of the queue to people. */
const ORDERS_AT_ONCE = 100;

const SWEEP_EVERY_MS = 30_000;

export function sweepClearancesJob(run: Omit<SweepRun, 'mayGoOn'>): Job {
  return {
    ...{ name: 'sweep-clearances', when: { everyMs: SWEEP_EVERY_MS }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await sweepClearances({ ...run, mayGoOn });
    },
  };
}

export interface SweepRun {
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
export async function sweepClearances({ db, clock, queue, mayGoOn }: SweepRun): Promise<number> {
  let ended = 0;
  while (await mayGoOn()) {
    // The longest overdue come first.
    const lapsed = await inSnapshot(db, (tx) => listLapsedOrders(tx, { at: clock(), limit: ORDERS_AT_ONCE }));
    if (lapsed.length === 0) break;
    const acts = lapsed.map(({ id }): OrderAct => ({ kind: 'expire', orderId: id }));
    const results = await putAll(queue, acts);
    const expired = results.filter(isExpired).length;
    ended += expired;
    // What could not be ended now, because the queue is full or somebody was faster, is tried again with the next sweep.
    if (expired < acts.length) break;
  }
  return ended;
}

function isExpired(result: ActResult): boolean {
  return result.kind === 'changed' && result.order.order.state === 'expired';
}

async function putAll(queue: SweepRun['queue'], acts: readonly OrderAct[]): Promise<readonly ActResult[]> {
  try {
    return await queue.putAll(acts);
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'unavailable') return [];
    throw error;
  }
}
