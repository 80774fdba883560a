import type { Instant } from '../../kernel/index.ts';
import {
  type Attempt,
  asksToWait,
  type DeliveryCursor,
  FAILING_FROM,
  isDelivered,
  isRefusal,
  type Message,
  nextAttemptAfter,
} from './delivery.ts';
import type { OutboundAnswer, OutboundError } from './outbound.ts';

/**
 * A leaf that its receiver did not take while it takes others, or that waits behind one about the same subject. The cursor
 * has gone on without it.
 */
export interface UndeliveredLeaf {
  readonly index: number;
  readonly subject: string;
  /** In a row; 0 while it waits behind another. */
  readonly failures: number;
  readonly since: Instant;
  /** Null: it has not been tried, or is to be tried at once. */
  readonly nextAttemptAt: Instant | null;
  /** Of the last attempt. */
  readonly status: number | null;
  readonly error: OutboundError | null;
}

/** What a receiver has been told: everything before its cursor but these. */
export interface ReceiverProgress {
  readonly cursor: DeliveryCursor;
  /** In the order of the log. */
  readonly undelivered: readonly UndeliveredLeaf[];
}

/** Beyond so many it is not single orders that a receiver does not take: its cursor stands still, and it fails as a whole. */
export const UNDELIVERED_MAX = 256;

/** The most in a row, of the receiver as a whole or of a single leaf. */
export function failuresIn({ cursor, undelivered }: ReceiverProgress): number {
  return Math.max(cursor.failures, ...undelivered.map(({ failures }) => failures));
}

/** How often a receiver has failed to take this leaf by now, in a row. */
export function failuresOf({ cursor, undelivered }: ReceiverProgress, index: number): number {
  const aside = undelivered.find((leaf) => leaf.index === index);
  return aside?.failures ?? (index === cursor.nextIndex ? cursor.failures : 0);
}

/**
 * Why people are told now: the receiver as a whole, and each leaf by itself, for what has just failed often enough. What
 * has failed for long already hides nothing that begins to fail after it.
 */
export function alarmsIn(
  before: ReceiverProgress,
  after: ReceiverProgress,
  attempts: readonly Attempt[],
): readonly string[] {
  const isNew = (was: number, is: number): boolean => was < FAILING_FROM && is >= FAILING_FROM;
  const leaves = after.undelivered.filter((leaf) => isNew(failuresOf(before, leaf.index), leaf.failures));
  const aside = new Set(after.undelivered.map(({ index }) => index));
  const held = attempts.find(({ message, answer }) => !aside.has(message.index) && !isDelivered(answer));
  const isHeld = isNew(before.cursor.failures, after.cursor.failures);
  // Without an attempt it is held because nothing more can be put aside.
  return [...(isHeld ? [held ? reasonIn(held.answer) : 'undelivered'] : []), ...leaves.map(reasonIn)];
}

function reasonIn({ status, error }: Pick<OutboundAnswer, 'status' | 'error'>): string {
  return error ?? String(status);
}

/** The leaves of some subjects whose first one it is time to try again, in their order. */
export function dueAmong(
  undelivered: readonly UndeliveredLeaf[],
  { at, subjectsMax }: { readonly at: Instant; readonly subjectsMax: number },
): readonly UndeliveredLeaf[] {
  const first = new Map<string, UndeliveredLeaf>();
  for (const leaf of undelivered) if (!first.has(leaf.subject)) first.set(leaf.subject, leaf);
  const due = [...first.values()]
    .filter(({ nextAttemptAt }) => nextAttemptAt === null || nextAttemptAt <= at)
    .toSorted((a, b) => compare(a.nextAttemptAt ?? '', b.nextAttemptAt ?? ''))
    .slice(0, subjectsMax);
  const subjects = new Set(due.map(({ subject }) => subject));
  return undelivered.filter(({ subject }) => subjects.has(subject));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export interface DeliveryRound {
  readonly lanes: number;
  /** Told for the first time, in the order of the log. */
  readonly fresh: readonly Message[];
  /** Not told yet, since an earlier leaf of the same subject is undelivered. */
  readonly behind: readonly Message[];
  /** Undelivered leaves that are no longer for this receiver. */
  readonly dropped: ReadonlySet<number>;
  /** Where the log goes on after these messages. */
  readonly next: number;
  readonly attempts: readonly Attempt[];
}

interface RetryClock {
  readonly at: Instant;
  readonly random: () => number;
}

/**
 * Where a receiver stands after some messages. What it refuses, and what it fails to take while it takes others, is put
 * aside; any other failure holds the cursor before it, since the receiver is away then.
 */
export function progressAfter(
  { cursor, undelivered }: ReceiverProgress,
  told: DeliveryRound,
  when: RetryClock,
): ReceiverProgress {
  const { fresh, behind, dropped, attempts } = told;
  const answers = new Map(attempts.map(({ message, answer }) => [message.index, answer]));
  const isTaken = (index: number): boolean => {
    const answer = answers.get(index);
    return answer !== undefined && isDelivered(answer);
  };
  const kept = undelivered
    .filter(({ index }) => !dropped.has(index) && !isTaken(index))
    .map((leaf) => failedAgain(leaf, answers.get(leaf.index), when));
  const wanted = putAsideIn(told, answers, { cursor, when });
  const added = wanted.slice(0, Math.max(0, UNDELIVERED_MAX - kept.length));
  const aside = new Set(added.map(({ index }) => index));
  const open = inOrder([...fresh, ...behind]).find(({ index }) => !isTaken(index) && !aside.has(index));
  const failed = fresh.flatMap(({ index }) => (aside.has(index) || isTaken(index) ? [] : (answers.get(index) ?? [])));
  const isHeld = failed.length > 0 || added.length < wanted.length;
  return {
    cursor: cursorAfter(cursor, { nextIndex: open?.index ?? told.next, isHeld, failed, attempts }, when),
    undelivered: inOrder([...kept, ...added]),
  };
}

function inOrder<T extends { readonly index: number }>(leaves: readonly T[]): readonly T[] {
  return leaves.toSorted((a, b) => a.index - b.index);
}

function failedAgain(leaf: UndeliveredLeaf, answer: OutboundAnswer | undefined, when: RetryClock): UndeliveredLeaf {
  if (!answer) return leaf;
  const failures = leaf.failures + 1;
  return { ...leaf, failures, nextAttemptAt: nextAttemptAfter(failures, answer, when), ...reasonOf(answer) };
}

function reasonOf({ status, error }: OutboundAnswer): Pick<UndeliveredLeaf, 'status' | 'error'> {
  return { status, error };
}

/**
 * A receiver that is told of several subjects at once and takes some of them is there: what it fails to take then is that
 * leaf's fault, unless it asks to wait. One that is told in the order of the log keeps that order unless it refuses.
 */
function putAsideIn(
  { fresh, behind, attempts, lanes }: DeliveryRound,
  answers: ReadonlyMap<number, OutboundAnswer>,
  { cursor, when }: { readonly cursor: DeliveryCursor; readonly when: RetryClock },
): readonly UndeliveredLeaf[] {
  const isThere = lanes > 1 && attempts.some(({ answer }) => isDelivered(answer));
  const failed = fresh.flatMap((message): UndeliveredLeaf[] => {
    const answer = answers.get(message.index);
    if (!answer || isDelivered(answer) || !(isRefusal(answer) || (isThere && !asksToWait(answer)))) return [];
    const failures = message.index === cursor.nextIndex ? cursor.failures + 1 : 1;
    const nextAttemptAt = nextAttemptAfter(failures, answer, when);
    return [{ ...leafOf(message), failures, since: when.at, nextAttemptAt, ...reasonOf(answer) }];
  });
  const waiting = behind.map((message): UndeliveredLeaf => {
    return { ...leafOf(message), failures: 0, since: when.at, nextAttemptAt: null, status: null, error: null };
  });
  return inOrder([...failed, ...waiting]);
}

function leafOf({ index, subject }: Message): Pick<UndeliveredLeaf, 'index' | 'subject'> {
  return { index, subject };
}

interface Outcome {
  readonly nextIndex: number;
  readonly isHeld: boolean;
  /** What held it. */
  readonly failed: readonly OutboundAnswer[];
  readonly attempts: readonly Attempt[];
}

function cursorAfter(
  cursor: DeliveryCursor,
  { nextIndex, isHeld, failed, attempts }: Outcome,
  when: RetryClock,
): DeliveryCursor {
  // Whoever has come forward fails for the first time: only standing still makes pauses longer.
  const again = nextIndex > cursor.nextIndex ? 1 : cursor.failures + 1;
  const isOn = attempts.length > 0 || nextIndex > cursor.nextIndex;
  const failures = isHeld ? again : isOn ? 0 : cursor.failures;
  const isAnew = failures <= 1;
  return {
    receiverId: cursor.receiverId,
    nextIndex,
    failures,
    failingSince: failures === 0 ? null : isAnew ? when.at : (cursor.failingSince ?? when.at),
    nextAttemptAt: isHeld ? nextAttemptAfter(failures, failed.find(asksToWait) ?? { retryAfter: null }, when) : null,
    deliveredAt: attempts.some(({ answer }) => isDelivered(answer)) ? when.at : cursor.deliveredAt,
  };
}
