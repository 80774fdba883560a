import type { Tx } from '../db/index.ts';
import type { Instant } from '../kernel/index.ts';
import { findSigningKey, type KeyFolder, type SigningKey } from '../log/index.ts';
import type { KeyVault } from '../register/index.ts';
import { findCursor, listDelivered, listSealedSecrets } from './deliveries-repository.ts';
import { type DeliveryCursor, isDue, type Message, type Receiver } from './delivery.ts';
import { readLogSize } from './feed-repository.ts';
import { findFeedItems } from './find-feed-items.ts';
import { gatherMessages } from './gather-messages.ts';
import { holds, openSecret } from './webhook-secret.ts';

export interface SigningParts {
  readonly keys: KeyFolder;
  readonly vault: KeyVault;
}

/** What the gate signs its messages to one receiver with. */
export interface Signing {
  readonly key: SigningKey;
  readonly secrets: readonly string[];
}

/** What a receiver is told next. */
export interface Batch {
  readonly receiver: Receiver;
  readonly cursor: DeliveryCursor;
  readonly messages: readonly Message[];
  readonly next: number;
  readonly signing: Signing;
}

const MESSAGES_MAX = 64;

export interface BatchQuestion extends SigningParts {
  readonly receiver: Receiver;
  readonly origin: string;
  readonly at: Instant;
}

/** Undefined when there is nothing to be told, or it is not yet time to try again. */
export async function findBatch(tx: Tx, question: BatchQuestion): Promise<Batch | undefined> {
  const { receiver, origin, at, keys } = question;
  const cursor = await findCursor(tx, receiver.id);
  if (!cursor || !isDue(cursor, { at, size: await readLogSize(tx) })) return undefined;
  const { reach, types } = receiver;
  const page = await findFeedItems(tx, { reach, types, from: cursor.nextIndex, limit: MESSAGES_MAX });
  const delivered = await listDelivered(tx, receiver.id, cursor.nextIndex);
  const items = page.items.filter(({ index }) => !delivered.has(index));
  const messages = await gatherMessages(tx, receiver, { items, origin, at, keys });
  return { receiver, cursor, messages, next: page.next, signing: await findSigning(tx, question) };
}

/** The secrets that hold and can be opened. Where none can, the gate's own signature stands alone. */
export async function findSigning(
  tx: Tx,
  { receiver, keys, vault, at }: Omit<BatchQuestion, 'origin'>,
): Promise<Signing> {
  const held = receiver.secrets.filter((secret) => holds(secret, at));
  const sealed = await listSealedSecrets(
    tx,
    held.map(({ id }) => id),
  );
  const opened = held.map((secret) => openSecret(vault, secret, sealed.get(secret.id) ?? ''));
  const secrets = opened.filter((secret) => secret !== undefined);
  return { key: await findSigningKey(tx, keys, 'webhook'), secrets };
}
