import { type Instant, plusMs } from '../../kernel/index.ts';
import type { FeedReach } from '../feed/feed.ts';
import type { WebhookSecret } from '../webhooks/webhook-secret.ts';
import type { OutboundAnswer, OutboundError } from './outbound.ts';

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
  /** Null: the gate could not make it, which is told and tried again as if it had been refused. */
  readonly body: string | null;
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
function pauseAfter(failures: number, random: () => number): number {
  const full = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20), PAUSE_MS_MAX);
  return Math.round(full * (0.75 + random() / 4));
}

/** What a receiver asks for itself counts where it is longer, within the same quarter of an hour. */
export function nextAttemptAfter(
  failures: number,
  { retryAfter }: Pick<OutboundAnswer, 'retryAfter'>,
  { at, random }: { readonly at: Instant; readonly random: () => number },
): Instant {
  return plusMs(at, Math.max(pauseAfter(failures, random), Math.min(askedPauseMs(retryAfter, at), PAUSE_MS_MAX)));
}

/** Seconds or a date, as HTTP has it; anything else asks for nothing. */
function askedPauseMs(retryAfter: string | null, at: Instant): number {
  if (retryAfter === null) return 0;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const until = Date.parse(retryAfter);
  return Number.isNaN(until) ? 0 : until - Date.parse(at);
}

export function isDelivered({ status }: OutboundAnswer): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** A receiver that answers so would answer so again: this is about the message, and not about the receiver. */
const REFUSALS: readonly (number | null)[] = [400, 409, 413, 422];

/** So is what the gate could not make. */
export function isRefusal({ status, error }: Pick<OutboundAnswer, 'status' | 'error'>): boolean {
  return REFUSALS.includes(status) || error === UNMADE;
}

export const UNMADE = 'not-made';

/** Whoever says for how long it is not to be called is away until then, whatever else it has taken. */
export function asksToWait({ status, retryAfter }: OutboundAnswer): boolean {
  return retryAfter !== null && (status === 429 || status === 503);
}

/** A receiver that failed as a whole is left alone until its pause is over. */
export function isResting({ nextAttemptAt }: DeliveryCursor, at: Instant): boolean {
  return nextAttemptAt !== null && nextAttemptAt > at;
}
