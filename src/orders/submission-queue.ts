import { type Database, inTransaction, kindOfDatabaseError, type Tx } from '../db/index.ts';
import { Refusal, text } from '../kernel/index.ts';
import type { ActResult, OrderAct } from './act.ts';

export interface QueueOptions {
  /** How many acts may wait; beyond that callers are told to come back (`GATE_QUEUE_MAX`). */
  readonly waitingMax: number;
  /** How many acts make one batch at most (`GATE_BATCH_MAX`). */
  readonly batchMax: number;
  readonly deadlineMs: number;
  /** Decides one batch inside one transaction. */
  readonly decide: (tx: Tx, acts: readonly OrderAct[]) => Promise<readonly ActResult[]>;
}

export interface SubmissionQueue {
  /** Resolves when the act is committed, or with its refusal; rejects when the database failed. */
  readonly put: (act: OrderAct) => Promise<ActResult>;
  /** Several at once, as one request brings them: in order, next to each other. */
  readonly putAll: (acts: readonly OrderAct[]) => Promise<readonly ActResult[]>;
  readonly waiting: () => number;
  /** Whether nothing waits and nothing runs. */
  readonly isIdle: () => boolean;
}

interface Waiting {
  readonly act: OrderAct;
  readonly resolve: (result: ActResult) => void;
  readonly reject: (error: unknown) => void;
}

/** About how long one batch may take. What a commit costs does not shrink with the batch, so batches never become tiny. */
const BATCH_MS_AIM = 50;
const BATCH_SIZE_FLOOR = 64;

/**
 * Whatever waits becomes one batch. The queue never waits for company: idle, it flushes at once; while a batch commits,
 * arrivals gather. So a single order is as fast as it can be, and a crowd shares its transactions.
 */
export function openQueue(db: Database, options: QueueOptions): SubmissionQueue {
  const waiting: Waiting[] = [];
  let isRunning = false;
  let size = options.batchMax;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, size);
      const startedAt = performance.now();
      await settleBatch(db, options, batch);
      const isLong = performance.now() - startedAt > BATCH_MS_AIM;
      size = isLong ? Math.max(BATCH_SIZE_FLOOR, Math.floor(size * 0.75)) : size * 2;
      size = Math.min(options.batchMax, size);
    }
    isRunning = false;
  }

  function put(act: OrderAct): Promise<ActResult> {
    if (waiting.length >= options.waitingMax) return Promise.reject(tooManyWaiting());
    return new Promise((resolve, reject) => {
      waiting.push({ act, resolve, reject });
      // Acts that arrive in the same turn of the event loop share the first batch.
      if (!isRunning) {
        isRunning = true;
        setImmediate(() => void run());
      }
    });
  }

  return {
    put,
    putAll: (acts) => Promise.all(acts.map(put)),
    waiting: () => waiting.length,
    isIdle: () => !isRunning && waiting.length === 0,
  };
}

function tooManyWaiting(): Refusal {
  const says = text('待处理的订单过多，请稍后重试。', 'Too many orders are waiting; try again shortly.');
  return new Refusal('unavailable', 'queue.full', says);
}

/** Decides a batch and answers everybody. A batch that fails for a reason of one of its acts is run act by act, once. */
async function settleBatch(db: Database, options: QueueOptions, batch: readonly Waiting[]): Promise<void> {
  try {
    const results = await runWithin(db, options, batch);
    answer(batch, results);
  } catch (error) {
    if (batch.length === 1 || error instanceof Refusal || kindOfDatabaseError(error) !== 'other') {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const one of batch) await settleBatch(db, options, [one]);
  }
}

function answer(batch: readonly Waiting[], results: readonly ActResult[]): void {
  for (const [index, { resolve, reject }] of batch.entries()) {
    const result = results[index];
    if (result) resolve(result);
    else reject(new Error('a decided batch has fewer results than acts'));
  }
}

/** Runs a batch inside the deadline; when that is over the callers are told so, and recall finds what was committed. */
async function runWithin(
  db: Database,
  options: QueueOptions,
  batch: readonly Waiting[],
): Promise<readonly ActResult[]> {
  const acts = batch.map(({ act }) => act);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    const says = text('处理超时，请稍后用同一编号重试。', 'This took too long; try again with the same reference.');
    timer = setTimeout(() => reject(new Refusal('unavailable', 'queue.deadline', says)), options.deadlineMs);
  });
  try {
    return await Promise.race([inTransaction(db, (tx) => options.decide(tx, acts)), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
