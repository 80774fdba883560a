import type { Tx } from '../../db/index.ts';
import { type Instant, type NewId, plusDays } from '../../kernel/index.ts';
import { listThinLeavesAt } from '../feed/feed-repository.ts';
import { deleteDeliveriesBefore, insertDeliveries, moveCursor } from './deliveries-repository.ts';
import { type Attempt, type Delivery, isDelivered, nextAttemptAfter, UNMADE } from './delivery.ts';
import type { Batch } from './find-batch.ts';
import { getReceiverProgress } from './find-receiver-progress.ts';
import { failuresOf, progressAfter, type ReceiverProgress } from './receiver-progress.ts';
import { replaceUndelivered } from './undelivered-repository.ts';

export interface DeliveriesToWrite {
  readonly batch: Batch;
  readonly attempts: readonly Attempt[];
  readonly at: Instant;
  readonly newId: NewId;
  readonly random: () => number;
}

/**
 * Notes what was tried and where the receiver stands now. A gate that was killed before this tells it once more, with
 * the same ids. Undefined where somebody else has moved the cursor meanwhile: what was taken here counts no more then.
 */
export async function writeDeliveries(tx: Tx, written: DeliveriesToWrite): Promise<ReceiverProgress | undefined> {
  const { batch, attempts, at, newId, random } = written;
  const { receiver, standing } = batch;
  const after = progressAfter(standing, { ...batch, lanes: receiver.lanes, attempts }, { at, random });
  const isMoved = await moveCursor(tx, standing.cursor.nextIndex, after.cursor);
  if (isMoved) {
    await replaceUndelivered(tx, receiver.id, { before: standing.undelivered, after: after.undelivered });
  }
  const taken = isMoved ? 'delivered' : 'repeated';
  await insertDeliveries(
    tx,
    attempts.map(({ message, answer, at: triedAt }) => ({
      ...{ id: newId('dlv'), receiverId: receiver.id, index: message.index, type: message.type, at: triedAt },
      outcome: isDelivered(answer) ? taken : 'failed',
      attempt: failuresOf(standing, message.index) + 1,
      ...{ status: answer.status, error: answer.error, durationMs: answer.durationMs },
      nextAttemptAt: isDelivered(answer) || !isMoved ? null : nextAttemptOf(after, message.index),
    })),
  );
  return isMoved ? after : undefined;
}

function nextAttemptOf({ cursor, undelivered }: ReceiverProgress, index: number): Delivery['nextAttemptAt'] {
  return (undelivered.find((leaf) => leaf.index === index) ?? cursor).nextAttemptAt;
}

/** Notes that a receiver's next message could not be made, and answers how often that was so in a row. */
export async function writeUnmade(
  tx: Tx,
  { receiver, at, newId, random }: Pick<DeliveriesToWrite, 'at' | 'newId' | 'random'> & Pick<Batch, 'receiver'>,
): Promise<number> {
  const standing = await getReceiverProgress(tx, receiver.id);
  const { cursor } = standing;
  const failures = cursor.failures + 1;
  const nextAttemptAt = nextAttemptAfter(failures, { retryAfter: null }, { at, random });
  const after = { ...cursor, failures, failingSince: cursor.failingSince ?? at, nextAttemptAt };
  if (!(await moveCursor(tx, cursor.nextIndex, after))) return cursor.failures;
  const leaf = await findLeafToTell(tx, standing);
  await insertDeliveries(tx, [
    {
      ...{ id: newId('dlv'), receiverId: receiver.id, at, attempt: failures, nextAttemptAt, outcome: 'failed' },
      ...leaf,
      ...{ status: null, error: UNMADE, durationMs: 0 },
    },
  ]);
  return failures;
}

async function findLeafToTell(
  tx: Tx,
  { cursor, undelivered }: ReceiverProgress,
): Promise<Pick<Delivery, 'index' | 'type'>> {
  const { nextIndex } = cursor;
  const [leaf] = await listThinLeavesAt(tx, [nextIndex]);
  const [again] = await listThinLeavesAt(tx, [undelivered[0]?.index ?? nextIndex]);
  const { index, type } = leaf ?? again ?? { index: nextIndex, type: '' };
  return { index, type };
}

/** How long it can be asked what was delivered. */
const KEPT_DAYS = 30;

/** True when nothing is left that is too old. */
export async function writeOffOldDeliveries(tx: Tx, at: Instant): Promise<boolean> {
  return (await deleteDeliveriesBefore(tx, plusDays(at, -KEPT_DAYS))) === 0;
}
