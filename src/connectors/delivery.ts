import { type Instant, plusMs } from '../kernel/index.ts';
import type { FeedReach } from './feed.ts';
import type { OutboundAnswer, OutboundError } from './outbound.ts';
import type { WebhookSecret } from './webhook-secret.ts';

/** Somebody outside whom the gate tells what happens. */
export interface Receiver {
  readonly kind: 'webhook-endpoint' | 'platform';
  readonly id: string;
  readonly url: string;
  readonly reach: FeedReach;
  /** Null: of everything within reach. */
  readonly types: readonly string[] | null;
  readonly secrets: readonly WebhookSecret[];
  /** How many messages may be under way at once; those about one subject never are. */
  readonly lanes: number;
}

/** How far a receiver has been told, and how that went. */
export interface DeliveryCursor {
  readonly receiverId: string;
  /** The first leaf that it has not been told of for good. */
  readonly nextIndex: number;
  /** In a row. */
  readonly failures: number;
  readonly failingSince: Instant | null;
  readonly nextAttemptAt: Instant | null;
  readonly deliveredAt: Instant | null;
}

/** One attempt to tell a receiver of one leaf. What was sent and what came back is not kept. */
export interface Delivery {
  readonly id: string;
  readonly receiverId: string;
  readonly index: number;
  readonly type: string;
  readonly outcome: 'delivered' | 'failed' | 'repeated';
  readonly attempt: number;
  readonly at: Instant;
  readonly status: number | null;
  readonly error: OutboundError | null;
  readonly durationMs: number;
  readonly nextAttemptAt: Instant | null;
}

export interface Message {
  readonly index: number;
  readonly type: string;
  readonly subject: string;
  /** The same whenever it is sent: by it a receiver tells repetitions apart. */
  readonly id: string;
  readonly body: string;
}

export interface Attempt {
  readonly message: Message;
  readonly answer: OutboundAnswer;
  readonly at: Instant;
}

/** From so many failures in a row on people are told; the receiver is asked no more often for it. */
export const FAILING_FROM = 5;

const FIRST_PAUSE_MS = 5_000;
const PAUSE_MS_MAX = 15 * 60_000;

/** Twice as long each time, a quarter of an hour at most, and never quite the same, so that receivers are not asked in step. */
export function pauseAfter(failures: number, random: () => number): number {
  const full = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20), PAUSE_MS_MAX);
  return Math.round(full * (0.75 + random() / 4));
}

export function isDelivered({ status }: OutboundAnswer): boolean {
  return status !== null && status >= 200 && status < 300;
}

export interface Told {
  readonly messages: readonly Message[];
  /** Where the log goes on after these messages. */
  readonly next: number;
  readonly attempts: readonly Attempt[];
}

/** Where a receiver stands after some messages: before the first that it has not taken. */
export function cursorAfter(
  cursor: DeliveryCursor,
  { messages, next, attempts }: Told,
  { at, random }: { readonly at: Instant; readonly random: () => number },
): DeliveryCursor {
  const delivered = new Set(attempts.filter(({ answer }) => isDelivered(answer)).map(({ message }) => message.index));
  const open = messages.find(({ index }) => !delivered.has(index));
  const hasFailed = attempts.some(({ answer }) => !isDelivered(answer));
  const failures = hasFailed ? cursor.failures + 1 : attempts.length > 0 ? 0 : cursor.failures;
  return {
    receiverId: cursor.receiverId,
    nextIndex: open?.index ?? next,
    failures,
    failingSince: failures === 0 ? null : (cursor.failingSince ?? at),
    nextAttemptAt: hasFailed ? plusMs(at, pauseAfter(failures, random)) : null,
    deliveredAt: delivered.size > 0 ? at : cursor.deliveredAt,
  };
}

export function isDue(
  { nextAttemptAt, nextIndex }: DeliveryCursor,
  { at, size }: { at: Instant; size: number },
): boolean {
  return nextIndex < size && (nextAttemptAt === null || nextAttemptAt <= at);
}
