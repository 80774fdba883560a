import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { findKeyAtHand, type KeyFolder, type SigningKey } from '../../log/index.ts';
import type { KeyVault } from '../../register/index.ts';
import type { FeedItem } from '../feed/feed.ts';
import { readLogSize } from '../feed/feed-repository.ts';
import { findFeedItems, findFeedItemsAt } from '../feed/find-feed-items.ts';
import { holds, openSecret } from '../webhooks/webhook-secret.ts';
import { listDelivered, listSealedSecrets } from './deliveries-repository.ts';
import { isResting, type Message, type Receiver } from './delivery.ts';
import { getReceiverProgress } from './find-receiver-progress.ts';
import { gatherMessages } from './gather-messages.ts';
import { dueAmong, type ReceiverProgress } from './receiver-progress.ts';

export interface SigningParts {
  readonly keys: KeyFolder;
  readonly vault: KeyVault;
}

/** What the gate signs its messages to one receiver with. */
export interface ReceiverKeys {
  readonly key: SigningKey;
  readonly secrets: readonly string[];
}

/** What a receiver is told next. */
export interface Batch {
  readonly receiver: Receiver;
  readonly standing: ReceiverProgress;
  /** Told for the first time, in the order of the log. */
  readonly fresh: readonly Message[];
  /** Not to be told yet, since an earlier leaf of the same subject is undelivered. */
  readonly behind: readonly Message[];
  /** Undelivered ones that are tried again. */
  readonly again: readonly Message[];
  /** Undelivered ones that are no longer for this receiver. */
  readonly dropped: ReadonlySet<number>;
  /** Where the log goes on after these messages. */
  readonly next: number;
  readonly signing: ReceiverKeys;
}

const MESSAGES_MAX = 64;

export interface BatchQuestion extends SigningParts {
  readonly receiver: Receiver;
  readonly origin: string;
  readonly at: Instant;
  /** Leaves of which a message could not be made when that was tried. */
  readonly unmade: ReadonlySet<number>;
}

/** What a receiver may be told of next. */
interface NextItems {
  readonly standing: ReceiverProgress;
  readonly items: readonly FeedItem[];
  /** Those that are tried again. */
  readonly due: readonly number[];
  /** Where the log goes on after them. */
  readonly next: number;
}

/** Undefined when there is nothing to be told, or it is not yet time to try again. */
export async function findBatch(tx: Tx, question: BatchQuestion): Promise<Batch | undefined> {
  const { receiver } = question;
  const found = await findNextItems(tx, question);
  if (!found) return undefined;
  const { standing, items, due, next } = found;
  const messages = await gatherMessages(tx, receiver, { ...question, items });
  const aside = new Set(standing.undelivered.map(({ index }) => index));
  const waiting = new Set(standing.undelivered.map(({ subject }) => subject));
  const again = messages.filter(({ index }) => aside.has(index));
  const anew = messages.filter(({ index }) => !aside.has(index));
  return {
    receiver,
    standing,
    fresh: anew.filter(({ subject }) => !waiting.has(subject)),
    behind: anew.filter(({ subject }) => waiting.has(subject)),
    again,
    dropped: new Set(due.filter((index) => again.every((told) => told.index !== index))),
    next,
    signing: await findSigning(tx, question),
  };
}

/** The same undefined. */
export async function findNextItems(
  tx: Tx,
  { receiver, at }: Pick<BatchQuestion, 'receiver' | 'at'>,
): Promise<NextItems | undefined> {
  const { cursor, undelivered } = await getReceiverProgress(tx, receiver.id);
  if (isResting(cursor, at)) return undefined;
  const due = dueAmong(undelivered, { at, subjectsMax: aheadIn(receiver) });
  if (due.length === 0 && cursor.nextIndex >= (await readLogSize(tx))) return undefined;
  const { reach, types } = receiver;
  const page = await findFeedItems(tx, { reach, types, from: cursor.nextIndex, limit: MESSAGES_MAX });
  const known = await listDelivered(tx, receiver.id, cursor.nextIndex);
  const aside = new Set(undelivered.map(({ index }) => index));
  const dueItems = await findFeedItemsAt(
    tx,
    due.map(({ index }) => index),
    receiver,
  );
  return {
    standing: { cursor, undelivered },
    items: [...page.items.filter(({ index }) => !known.has(index) && !aside.has(index)), ...dueItems],
    due: due.map(({ index }) => index),
    next: page.next,
  };
}

/** What is tried again takes half of the lanes, so that however long it takes, others are told meanwhile. */
function aheadIn({ lanes }: Receiver): number {
  return Math.ceil(lanes / 2);
}

/** In which order its messages are begun. */
export function messagesOf({ receiver, fresh, again }: Batch): readonly Message[] {
  const ahead = aheadIn(receiver);
  return [...fresh.slice(0, ahead), ...again, ...fresh.slice(ahead)];
}

/** The secrets that hold and can be opened. Where none can, the gate's own signature stands alone. */
export async function findSigning(
  tx: Tx,
  { receiver, keys, vault, at }: Omit<BatchQuestion, 'origin' | 'unmade'>,
): Promise<ReceiverKeys> {
  const held = receiver.secrets.filter((secret) => holds(secret, at));
  const sealed = await listSealedSecrets(
    tx,
    held.map(({ id }) => id),
  );
  const opened = held.map((secret) => openSecret(vault, secret, sealed.get(secret.id) ?? ''));
  const secrets = opened.filter((secret) => secret !== undefined);
  // A process that has not yet got the file of a new key signs with the one before, which is believed as well.
  return { key: await findKeyAtHand(tx, keys, 'webhook'), secrets };
}
