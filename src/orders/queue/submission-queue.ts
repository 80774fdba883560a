import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inTransaction, kindOfDatabaseError, type Tx } from '../../db/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import type { ActResult, OrderAct } from '../act.ts';
import { GATE, ownerOf } from './act-owner.ts';
import { weightOf } from './act-weight.ts';
import { createFairTurns, type FairTurns } from './fair-turns.ts';

export interface QueueOptions {
  /** How many acts may wait; beyond that callers are told to come back (`GATE_QUEUE_MAX`). */
  readonly waitingMax: number;
  /** How many acts make one batch at most (`GATE_BATCH_MAX`). */
  readonly batchMax: number;
  /** What waits longer is told to come back; of what one request brings it counts from the last answer to one of them. */
  readonly deadlineMs: number;
  /** Decides one batch inside one transaction, and tells what is decided before it is written. */
  readonly decide: (tx: Tx, acts: readonly OrderAct[], onDecided: OnDecided) => Promise<readonly ActResult[]>;
}

export type OnDecided = (results: readonly ActResult[]) => void;

/** Makes an answer of a result. */
export type Prepare<T> = (result: ActResult) => Promise<T>;

export interface SubmissionQueue {
  /** Resolves when the act is committed, or with its refusal; rejects when the database failed. */
  readonly put: (act: OrderAct) => Promise<ActResult>;
  /**
   * The same with an answer that is made while the batch is written and committed, when there is nothing else to do. It
   * is given out only when the act is committed, and dropped otherwise.
   */
  readonly putPrepared: <T>(act: OrderAct, prepare: Prepare<T>) => Promise<T>;
  /** Several at once, as one request brings them: in order, next to each other, each with an answer of its own. */
  readonly putEach: <T>(acts: readonly OrderAct[], prepare: Prepare<T>) => readonly Promise<T>[];
  /** The same for a caller who wants all answers or none: rejects with the first error. */
  readonly putAll: (acts: readonly OrderAct[]) => Promise<readonly ActResult[]>;
  readonly waiting: () => number;
  /** When somebody last put something into it, in `performance.now()`. */
  readonly lastCameAt: () => number;
  /** Whether nothing waits and nothing runs. */
  readonly isIdle: () => boolean;
}

interface WaitingAct {
  readonly act: OrderAct;
  readonly prepare: (result: ActResult) => void;
  readonly resolve: (result: ActResult) => void;
  readonly reject: (error: unknown) => void;
  /** Whether the caller has been told that it took too long. */
  readonly isOver: () => boolean;
}

/** Of what one request brings. */
interface Progress {
  readonly beganAt: number;
  /** When the last of its acts was answered, and at first when it came. */
  answeredAt: number;
}

/** About how long one batch may take. What a commit costs does not shrink with the batch, so batches never become tiny. */
const BATCH_MS_AIM = 50;
const BATCH_SIZE_FLOOR = 64;
/**
 * Of one owner who is alone. The next caller waits for the batch that runs and then for the own one, so hundreds of orders of
 * one owner are decided in short turns, also on a machine that has become ten times slower.
 */
const ALONE_SIZE_FLOOR = 32;
/** Where several wait, each fills so much of a batch: what one of them brings by hundreds does not make the others wait for it. */
const SHARED_SIZE_EACH = 8;
const SHARED_SIZE_MIN = 16;
/** A batch of fewer says little of what an act takes: its commit is the most of it. */
const PACED_SIZE_MIN = 8;
const MS_AN_ACT_AT_FIRST = 1;
/** Hundreds of ordinary orders. One of 500 lines takes seconds, so it is alone, and whoever comes after it waits only for it. */
const BATCH_WEIGHT_MAX = 2_000;
const GATHER_MS_MAX = 20;
/** Of the queue, what one owner may fill. */
const SHARE_MAX = 0.5;
const RETRY_AFTER_S = 1;
/** So many deadlines a request may take as long as it goes on, so that its answer comes before a proxy in front gives up. */
const DEADLINES_OF_REQUEST_MAX = 3;

/**
 * Whatever waits becomes one batch. The queue never waits for company: it flushes after the first turn of the event loop
 * that brings nothing more; while a batch commits, arrivals gather. So a single order is as fast as it can be, and a crowd
 * shares its transactions, each caller in turn. One batch runs at a time, however long it takes: a second one could only
 * wait for the same log head.
 */
export function openQueue(db: Database, options: QueueOptions): SubmissionQueue {
  const waiting = createFairTurns<WaitingAct>(({ act }) => weightOf(act));
  let isRunning = false;
  let lastCameAt = Number.NEGATIVE_INFINITY;
  let msAnAct = MS_AN_ACT_AT_FIRST;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.count() > 0) {
      await gather(waiting.count, options.batchMax);
      const next = waiting.take({
        countMax: Math.min(options.batchMax, sizeFor(waiting.owners(), msAnAct)),
        weightMax: BATCH_WEIGHT_MAX,
      });
      // Whoever was told to come back is not decided behind his back.
      const batch = next.filter(({ isOver }) => !isOver());
      const startedAt = performance.now();
      await settleBatch(db, options, batch);
      const tookMs = performance.now() - startedAt;
      if (batch.length >= PACED_SIZE_MIN) msAnAct = (msAnAct + tookMs / batch.length) / 2;
    }
    isRunning = false;
  }

  function enqueue<T>(act: OrderAct, prepare: Prepare<T>, progress: Progress): Promise<T> {
    return new Promise((resolve, reject) => {
      if ('actor' in act) lastCameAt = performance.now();
      const answerTo = oncePerResult(prepare);
      const answer = (result: ActResult): void => void answerTo(result).then(resolve, reject);
      waiting.add(
        ownerOf(act),
        withinDeadline({ act, prepare: answerTo, resolve: answer, reject }, progress, options.deadlineMs),
      );
      if (!isRunning) void run();
    });
  }

  function putEach<T>(acts: readonly OrderAct[], prepare: Prepare<T>): readonly Promise<T>[] {
    refuseWithoutRoom(waiting, acts, options.waitingMax);
    const progress = beginProgress();
    return acts.map((act) => enqueue(act, prepare, progress));
  }

  async function putPrepared<T>(act: OrderAct, prepare: Prepare<T>): Promise<T> {
    refuseWithoutRoom(waiting, [act], options.waitingMax);
    return enqueue(act, prepare, beginProgress());
  }

  return {
    put: (act) => putPrepared(act, asItIs),
    putPrepared,
    putEach,
    putAll: async (acts) => Promise.all(putEach(acts, asItIs)),
    waiting: waiting.count,
    lastCameAt: () => lastCameAt,
    isIdle: () => !isRunning && waiting.count() === 0,
  };
}

/** How many acts make a batch that others wait for no longer than they should. */
function sizeFor(owners: number, msAnAct: number): number {
  const isAlone = owners === 1;
  const fitting = Math.max(isAlone ? ALONE_SIZE_FLOOR : BATCH_SIZE_FLOOR, Math.floor(BATCH_MS_AIM / msAnAct));
  return isAlone ? fitting : Math.min(fitting, Math.max(SHARED_SIZE_MIN, owners * SHARED_SIZE_EACH));
}

/**
 * Waits while each turn of the event loop brings more: a crowd that was answered together comes back over several, and
 * shares one batch all the same. Callers are heard between two of the moments that `setImmediate` waits for.
 */
async function gather(waiting: () => number, sizeMax: number): Promise<void> {
  const until = performance.now() + GATHER_MS_MAX;
  let arrived: number;
  do {
    arrived = waiting();
    await nextTurn();
    await nextTurn();
  } while (waiting() > arrived && waiting() < sizeMax && performance.now() < until);
}

/** All of them or none. Where nothing waits, or nothing of the owner's, any number that one request brings may come. */
function refuseWithoutRoom(waiting: FairTurns<WaitingAct>, acts: readonly OrderAct[], waitingMax: number): void {
  const [first] = acts;
  if (!first || waiting.count() === 0) return;
  if (waiting.count() + acts.length > waitingMax) throw tooManyWaiting();
  const owner = ownerOf(first);
  const own = owner === GATE ? 0 : waiting.countOf(owner);
  if (own > 0 && own + acts.length > waitingMax * SHARE_MAX) throw tooManyOfOne();
}

async function asItIs(result: ActResult): Promise<ActResult> {
  return result;
}

/** A batch that runs again has other results, and the last of them counts. */
function oncePerResult<T>(prepare: Prepare<T>): Prepare<T> {
  let last: { readonly result: ActResult; readonly answer: Promise<T> } | undefined;
  return (result) => {
    if (last?.result !== result) {
      last = { result, answer: (async () => prepare(result))() };
      // Nobody waits for it if the batch fails.
      void last.answer.catch(() => undefined);
    }
    return last.answer;
  };
}

function tooManyWaiting(): Refusal {
  const says = text('待处理的订单过多，请稍后重试。', 'Too many orders are waiting; try again shortly.');
  return new Refusal('unavailable', 'queue.full', says);
}

function tooManyOfOne(): Refusal {
  const says = text(
    '贵方待处理的订单已占满其份额，请待前面的办结后再提交。',
    'Your own orders fill your share of the queue; wait until those before are decided.',
  );
  return new Refusal('too_many', 'queue.share', says, [], { retryAfterS: RETRY_AFTER_S });
}

function beginProgress(): Progress {
  const now = performance.now();
  return { beganAt: now, answeredAt: now };
}

/**
 * The deadline counts from the arrival, also while others are decided, and for hundreds that came together from the last
 * answer to one of them: while they are decided turn after turn, the rest need not be sent again. If the act was under way
 * by then, it may be committed all the same, and the same reference or key finds that.
 */
function withinDeadline(waiting: Omit<WaitingAct, 'isOver'>, progress: Progress, deadlineMs: number): WaitingAct {
  const { resolve, reject } = waiting;
  let isOver = false;
  let timer = setTimeout(endOrWait, deadlineMs);

  function endOrWait(): void {
    const until = Math.min(progress.answeredAt + deadlineMs, progress.beganAt + DEADLINES_OF_REQUEST_MAX * deadlineMs);
    const restMs = Math.ceil(until - performance.now());
    if (restMs > 0) {
      timer = setTimeout(endOrWait, restMs);
      return;
    }
    isOver = true;
    const says = text('处理超时，请稍后用同一编号重试。', 'This took too long; try again with the same reference.');
    reject(new Refusal('unavailable', 'queue.deadline', says));
  }

  return {
    ...waiting,
    resolve: (result) => {
      clearTimeout(timer);
      progress.answeredAt = performance.now();
      resolve(result);
    },
    reject: (error) => {
      clearTimeout(timer);
      reject(error);
    },
    isOver: () => isOver,
  };
}

/** Decides a batch and answers everybody. A batch that fails for a reason of one of its acts is run act by act, once. */
async function settleBatch(db: Database, options: QueueOptions, batch: readonly WaitingAct[]): Promise<void> {
  if (batch.length === 0) return;
  const acts = batch.map(({ act }) => act);
  const onDecided: OnDecided = (results) => void setImmediate(() => prepareAnswers(batch, results));
  let results: readonly ActResult[];
  try {
    const writing = { deadlineMs: options.deadlineMs, isBatch: true };
    results = await inTransaction(db, (tx) => options.decide(tx, acts, onDecided), writing);
  } catch (error) {
    if (batch.length === 1 || error instanceof Refusal || kindOfDatabaseError(error) !== 'other') {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const one of batch) if (!one.isOver()) await settleBatch(db, options, [one]);
    return;
  }
  answer(batch, results);
}

function prepareAnswers(batch: readonly WaitingAct[], results: readonly ActResult[]): void {
  for (const [index, { prepare, isOver }] of batch.entries()) {
    const result = results[index];
    if (result && !isOver()) prepare(result);
  }
}

function answer(batch: readonly WaitingAct[], results: readonly ActResult[]): void {
  for (const [index, { resolve, reject }] of batch.entries()) {
    const result = results[index];
    if (result) resolve(result);
    else reject(new Error('a decided batch has fewer results than acts'));
  }
}
