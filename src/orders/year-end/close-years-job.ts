import { type Database, inSnapshot, inTransaction, type Job, type MayGoOn } from '../../db/index.ts';
import { Refusal } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import type { ActResult, OrderAct } from '../act.ts';
import type { SubmissionQueue } from '../queue/submission-queue.ts';
import { COMMITMENTS_AT_ONCE, closeForGood, closeNextCommitments } from './close-year-chunk.ts';
import { listOpenWork } from './list-year-end.ts';
import type { YearClosing } from './year-end.ts';
import { listRunningClosings } from './year-end-repository.ts';

/** Whoever has signed sees it begin soon; while no year is being closed it looks at one small table. */
const CLOSE_EVERY_MS = 5_000;

export function closeYearsJob(run: Omit<ClosingRun, 'mayGoOn'>): Job {
  return {
    ...{ name: 'close-years', when: { everyMs: CLOSE_EVERY_MS }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await closeYears({ ...run, mayGoOn });
    },
  };
}

export interface ClosingRun {
  readonly db: Database;
  readonly deps: GovernedDeps;
  readonly queue: Pick<SubmissionQueue, 'putAll'>;
  /** Asked before every chunk. */
  readonly mayGoOn: MayGoOn;
}

/**
 * Goes on with every year that is being closed, a chunk in each transaction. Stopped or killed anywhere, it goes on with
 * what is still open: no other place says how far it came. Answers how many years it closed for good.
 */
export async function closeYears(closing: ClosingRun): Promise<number> {
  let closed = 0;
  for (const year of await inSnapshot(closing.db, listRunningClosings)) {
    if (await closeOne(closing, year)) closed += 1;
  }
  return closed;
}

async function closeOne(closing: ClosingRun, year: YearClosing): Promise<boolean> {
  const { db, deps, mayGoOn } = closing;
  while (await mayGoOn()) {
    const { orders } = await inSnapshot(db, (tx) => listOpenWork(tx, year, COMMITMENTS_AT_ONCE));
    // What could not be ended now, because the queue is full, is tried again with the next turn and holds up nothing else.
    if (orders.length > 0 && (await endClearances(closing, year, orders)) > 0) continue;
    const carried = await inTransaction(db, (tx) => governed(tx, deps, (entry) => closeNextCommitments(entry, year)));
    if (carried > 0) continue;
    return (await inTransaction(db, (tx) => governed(tx, deps, (entry) => closeForGood(entry, year)))) !== undefined;
  }
  return false;
}

/** Through the same queue as everything that decides or frees. */
async function endClearances(
  { queue }: ClosingRun,
  { fiscalYear }: YearClosing,
  orders: readonly string[],
): Promise<number> {
  const acts = orders.map((orderId): OrderAct => ({ kind: 'expire', orderId, closedYear: fiscalYear }));
  try {
    return (await queue.putAll(acts)).filter(isEnded).length;
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'unavailable') return 0;
    throw error;
  }
}

function isEnded(result: ActResult): boolean {
  return result.kind === 'changed' && result.order.order.state === 'expired';
}
