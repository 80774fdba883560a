import { type Database, inSnapshot, inTransaction, withLease } from '../db/index.ts';
import { type Instant, instant, msBetween } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import { CLOUD_EVENT_TYPE } from './cloud-event.ts';
import { type Attempt, FAILING_FROM, isDelivered, type Message, type Receiver } from './delivery.ts';
import { type Batch, findBatch, type Signing, type SigningParts } from './find-batch.ts';
import { findReceiversState, listDueReceivers, type ReceiversState } from './find-receivers.ts';
import type { Outbound, OutboundAnswer } from './outbound.ts';
import { sendInLanes } from './send-in-lanes.ts';
import { webhookHeaders } from './standard-webhooks.ts';
import { writeDeliveries, writeOffOldDeliveries } from './write-deliveries.ts';

export interface DeliveryParts extends SigningParts {
  readonly db: Database;
  readonly deps: GovernedDeps;
  readonly outbound: Outbound;
  /** A name of this process's own: each receiver is told by one process at a time. */
  readonly holder: string;
  readonly random?: () => number;
  /** A receiver that has failed often enough for people to look at it. */
  readonly onFailing: (receiver: Pick<Receiver, 'kind' | 'id'>, error: string) => void;
  readonly onAttempt?: (receiver: Pick<Receiver, 'kind'>, isTaken: boolean) => void;
  readonly onError: (error: unknown) => void;
}

export interface Deliveries {
  /** Begins with everybody who is due, and waits for nobody. */
  readonly look: () => Promise<void>;
  /** Tells everybody what is due now, and answers when that is done. */
  readonly deliverDue: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const LOOK_EVERY_MS = 500;
const FORGET_EVERY_MS = 600_000;
/** A receiver that is slow holds up only itself, as long as there are not so many of them. */
const RECEIVERS_AT_ONCE = 16;
/** Then others may have its place for a while. */
const TURN_MS = 10_000;
const LEASE_SECONDS = 60;
/** What was sent is noted that often, so that a gate that is killed tells little of it twice. */
const BATCH_MS = 2_000;

/** Tells receivers what the log says, each from where it stands. */
export function openDeliveries(parts: DeliveryParts): Deliveries {
  const running = new Map<string, Promise<void>>();
  const begunAt = new Map<string, number>();
  const stopping = new AbortController();

  async function look(): Promise<void> {
    const due = await inSnapshot(parts.db, (tx) => listDueReceivers(tx, parts.deps.clock()));
    // Whoever was begun last comes last, so that none is left out while there are many.
    const rankOf = ({ id }: Receiver): number => begunAt.get(id) ?? 0;
    const waiting = due.filter(({ id }) => !running.has(id)).toSorted((a, b) => rankOf(a) - rankOf(b));
    for (const receiver of waiting.slice(0, Math.max(0, RECEIVERS_AT_ONCE - running.size))) begin(receiver);
  }

  function begin(receiver: Receiver): void {
    begunAt.set(receiver.id, performance.now());
    const turn = deliverTo(parts, receiver, stopping.signal)
      .catch(parts.onError)
      .finally(() => running.delete(receiver.id));
    running.set(receiver.id, turn);
  }

  return {
    look,
    deliverDue: async () => {
      await look();
      await Promise.all(running.values());
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}

/** The same by itself, again and again. Nobody's slowness keeps it from looking after the others. */
export function startDeliveries(parts: DeliveryParts): Pick<Deliveries, 'stop'> {
  const deliveries = openDeliveries(parts);
  let looking: Promise<void> = Promise.resolve();
  const timers = [
    setInterval(() => {
      looking = looking.then(deliveries.look).catch(parts.onError);
    }, LOOK_EVERY_MS),
    setInterval(() => {
      looking = looking.then(() => forgetOld(parts)).catch(parts.onError);
    }, FORGET_EVERY_MS),
  ];
  for (const timer of timers) timer.unref();
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await looking;
      await deliveries.stop();
    },
  };
}

/** For metrics. */
export function receiversNow(db: Database): Promise<ReceiversState> {
  return inSnapshot(db, findReceiversState);
}

async function forgetOld({ db, deps }: DeliveryParts): Promise<void> {
  for (let isDone = false; !isDone; ) isDone = await inTransaction(db, (tx) => writeOffOldDeliveries(tx, deps.clock()));
}

/** One turn of a receiver: message after message until nothing is left, one fails, or others want its place. */
async function deliverTo(parts: DeliveryParts, receiver: Receiver, signal: AbortSignal): Promise<void> {
  const { db, deps, holder } = parts;
  const until = performance.now() + TURN_MS;
  const wish = { name: receiver.id, holder, clock: deps.clock, seconds: LEASE_SECONDS };
  await withLease(db, wish, async ({ extend }) => {
    while (!signal.aborted && performance.now() < until) {
      const question = { ...parts, receiver, origin: deps.origin, at: deps.clock() };
      const batch = await inSnapshot(db, (tx) => findBatch(tx, question));
      if (!batch || !(await deliverBatch(parts, batch, signal))) return;
      if (!(await extend())) return;
    }
  });
}

/** Whether there may be more: everything was taken. */
async function deliverBatch(parts: DeliveryParts, batch: Batch, signal: AbortSignal): Promise<boolean> {
  const { db, deps, random = Math.random, onFailing, onAttempt } = parts;
  const { receiver, cursor, signing } = batch;
  const until = performance.now() + BATCH_MS;
  const attempts: Attempt[] = [];
  await sendInLanes(batch.messages, receiver.lanes, async (message) => {
    const at = deps.clock();
    const answer = await send(parts.outbound, { receiver, message, signing, at, signal });
    // What was ended because the gate ends is no failure of the receiver.
    if (signal.aborted && answer.status === null) return false;
    attempts.push({ message, answer, at });
    onAttempt?.(receiver, isDelivered(answer));
    return isDelivered(answer) && performance.now() < until;
  });
  const written = { batch, attempts, at: deps.clock(), newId: deps.newId, random };
  const after = await inTransaction(db, (tx) => writeDeliveries(tx, written));
  const failed = attempts.find(({ answer }) => !isDelivered(answer));
  if (failed && cursor.failures < FAILING_FROM && after.failures >= FAILING_FROM) {
    onFailing(receiver, failed.answer.error ?? String(failed.answer.status));
  }
  return failed === undefined;
}

export interface Sending {
  readonly receiver: Pick<Receiver, 'url'>;
  readonly message: Pick<Message, 'id' | 'body'>;
  readonly signing: Signing;
  readonly at: Instant;
  readonly signal: AbortSignal;
}

/** One call, signed at the moment of the attempt. */
export function send(outbound: Outbound, { receiver, message, signing, at, signal }: Sending): Promise<OutboundAnswer> {
  const { id, body } = message;
  const headers = webhookHeaders({ id, timestamp: secondsOf(at), body }, signing);
  return outbound.post({
    url: receiver.url,
    body,
    contentType: CLOUD_EVENT_TYPE,
    headers: { ...headers, 'idempotency-key': id },
    signal,
  });
}

const EPOCH = instant('1970-01-01T00:00:00.000Z');

function secondsOf(at: Instant): number {
  return Math.floor(msBetween(EPOCH, at) / 1_000);
}
