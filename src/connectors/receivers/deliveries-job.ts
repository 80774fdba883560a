import { type Database, inSnapshot, inTransaction, isDatabaseError, type Job, withLease } from '../../db/index.ts';
import { type Instant, instant, msBetween, Refusal } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { CLOUD_EVENT_TYPE } from '../feed/cloud-event.ts';
import type { FeedItem } from '../feed/feed.ts';
import { webhookHeaders } from '../webhooks/standard-webhooks.ts';
import { type Attempt, FAILING_FROM, isDelivered, isRefusal, type Message, type Receiver, UNMADE } from './delivery.ts';
import {
  type Batch,
  type BatchQuestion,
  findBatch,
  findNextItems,
  messagesOf,
  type ReceiverKeys,
  type SigningParts,
} from './find-batch.ts';
import { findReceiversState, listDueReceivers, type ReceiversState } from './find-receivers.ts';
import { gatherMessages } from './gather-messages.ts';
import type { Outbound, OutboundAnswer } from './outbound.ts';
import { alarmsIn } from './receiver-progress.ts';
import { sendInLanes } from './send-in-lanes.ts';
import { writeDeliveries, writeOffOldDeliveries, writeUnmade } from './write-deliveries.ts';

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

/**
 * The same by itself, again and again. Each receiver has a lease of its own, so that every process looks, and a turn waits
 * for none of those that it begins with: nobody's slowness keeps it from looking after the others.
 */
export function deliveryJobs(parts: DeliveryParts): readonly Job[] {
  const { look, stop } = openDeliveries(parts);
  return [
    { name: 'deliveries', when: { everyMs: LOOK_EVERY_MS }, doneBy: 'every-process', work: look, stop },
    {
      ...{ name: 'forget-deliveries', when: { everyMs: FORGET_EVERY_MS }, doneBy: 'every-process' },
      work: () => forgetOld(parts),
    },
  ];
}

/** For metrics. */
export function receiversNow(db: Database): Promise<ReceiversState> {
  return inSnapshot(db, findReceiversState);
}

async function forgetOld({ db, deps }: DeliveryParts): Promise<void> {
  for (let isDone = false; !isDone; ) isDone = await inTransaction(db, (tx) => writeOffOldDeliveries(tx, deps.clock()));
}

/** One turn of a receiver: message after message until nothing is left, it fails as a whole, or others want its place. */
async function deliverTo(parts: DeliveryParts, receiver: Receiver, signal: AbortSignal): Promise<void> {
  const { db, deps, holder } = parts;
  const until = performance.now() + TURN_MS;
  const wish = { name: receiver.id, holder, clock: deps.clock, seconds: LEASE_SECONDS };
  await withLease(db, wish, async ({ extend }) => {
    while (!signal.aborted && performance.now() < until) {
      const batch = await makeBatch(parts, receiver);
      if (!batch || !(await deliverBatch(parts, batch, signal))) return;
      if (!(await extend())) return;
    }
  });
}

/** What cannot be made, such as without a key to sign with, counts as what was not taken: later again, and people are told. */
async function makeBatch(parts: DeliveryParts, receiver: Receiver): Promise<Batch | undefined> {
  const { db, deps, random = Math.random, onFailing, onError } = parts;
  const at = deps.clock();
  try {
    return await makeSomeBatch(parts, { ...parts, receiver, origin: deps.origin, at, unmade: new Set() });
  } catch (error) {
    onError(error);
    const failed = { receiver, at, newId: deps.newId, random };
    const failures = await inTransaction(db, (tx) => writeUnmade(tx, failed));
    if (failures === FAILING_FROM) onFailing(receiver, UNMADE);
    return undefined;
  }
}

/** Where single leaves cannot be made into messages, they are put aside with that as the reason, and the others are told. */
async function makeSomeBatch(parts: DeliveryParts, question: BatchQuestion): Promise<Batch | undefined> {
  const { db, onError } = parts;
  try {
    return await inSnapshot(db, (tx) => findBatch(tx, question));
  } catch (error) {
    const unmade = isOfRecord(error) ? await findUnmade(db, question) : new Set<number>();
    if (unmade.size === 0) throw error;
    onError(error);
    return inSnapshot(db, (tx) => findBatch(tx, { ...question, unmade }));
  }
}

/** What a database says, or what the gate lacks, is no fault of a record: it would be the same for every one. */
function isOfRecord(error: unknown): boolean {
  return !isDatabaseError(error) && !(error instanceof Refusal && error.kind === 'unavailable');
}

/** The leaves that stand in the way of a batch, each tried in a transaction of its own, down from halves. */
async function findUnmade(db: Database, question: BatchQuestion): Promise<ReadonlySet<number>> {
  const { receiver } = question;
  const found = await inSnapshot(db, (tx) => findNextItems(tx, question));
  const unmade = new Set<number>();
  const tryEach = async (items: readonly FeedItem[]): Promise<void> => {
    if (items.length === 0 || (await isMade(items))) return;
    const half = Math.ceil(items.length / 2);
    const [only] = items;
    if (only && items.length === 1) unmade.add(only.index);
    else for (const some of [items.slice(0, half), items.slice(half)]) await tryEach(some);
  };
  const isMade = async (items: readonly FeedItem[]): Promise<boolean> => {
    try {
      await inSnapshot(db, (tx) => gatherMessages(tx, receiver, { ...question, items }));
      return true;
    } catch (error) {
      if (!isOfRecord(error)) throw error;
      return false;
    }
  };
  await tryEach(found?.items ?? []);
  return unmade;
}

/** Whether there may be more: the receiver did not fail as a whole. */
async function deliverBatch(parts: DeliveryParts, batch: Batch, signal: AbortSignal): Promise<boolean> {
  const { db, deps, random = Math.random, onFailing } = parts;
  const { receiver, standing } = batch;
  const attempts = await tellAll(parts, batch, signal);
  const written = { batch, attempts, at: deps.clock(), newId: deps.newId, random };
  const after = await inTransaction(db, (tx) => writeDeliveries(tx, written));
  if (!after) return false;
  for (const reason of alarmsIn(standing, after, attempts)) onFailing(receiver, reason);
  return after.cursor.nextAttemptAt === null;
}

async function tellAll(parts: DeliveryParts, batch: Batch, signal: AbortSignal): Promise<readonly Attempt[]> {
  const { deps, outbound, onAttempt } = parts;
  const { receiver, signing, again } = batch;
  const until = performance.now() + BATCH_MS;
  const attempts: Attempt[] = [];
  let failures = 0;
  await sendInLanes(messagesOf(batch), receiver.lanes, async (message) => {
    const at = deps.clock();
    const { body } = message;
    if (body === null) {
      attempts.push({ message, answer: NOT_MADE, at });
      return 'without-subject';
    }
    const answer = await send(outbound, { receiver, message: { ...message, body }, signing, at, signal });
    // What was ended because the gate ends is no failure of the receiver.
    if (signal.aborted && answer.status === null) return 'no-further';
    attempts.push({ message, answer, at });
    const isTaken = isDelivered(answer);
    onAttempt?.(receiver, isTaken);
    if (!isTaken && !isRefusal(answer) && !again.includes(message)) failures += 1;
    if (failures >= receiver.lanes || performance.now() >= until) return 'no-further';
    return isTaken ? 'on' : 'without-subject';
  });
  return attempts;
}

const NOT_MADE: OutboundAnswer = { status: null, error: UNMADE, retryAfter: null, durationMs: 0 };

export interface OutgoingMessage {
  readonly receiver: Pick<Receiver, 'url'>;
  readonly message: Pick<Message, 'id'> & { readonly body: string };
  readonly signing: ReceiverKeys;
  readonly at: Instant;
  readonly signal: AbortSignal;
}

/** One call, signed at the moment of the attempt. */
export function send(
  outbound: Outbound,
  { receiver, message, signing, at, signal }: OutgoingMessage,
): Promise<OutboundAnswer> {
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
