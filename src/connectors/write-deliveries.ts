import type { Tx } from '../db/index.ts';
import { type Instant, type NewId, plusDays } from '../kernel/index.ts';
import { deleteDeliveriesBefore, insertDeliveries, moveCursor } from './deliveries-repository.ts';
import { type Attempt, cursorAfter, type DeliveryCursor, isDelivered } from './delivery.ts';
import type { Batch } from './find-batch.ts';

export interface DeliveriesToWrite {
  readonly batch: Batch;
  readonly attempts: readonly Attempt[];
  readonly at: Instant;
  readonly newId: NewId;
  readonly random: () => number;
}

/**
 * Notes what was tried and where the receiver stands now. A gate that was killed before this tells it once more, with
 * the same ids; of two that told it at once only one moves the cursor.
 */
export async function writeDeliveries(tx: Tx, written: DeliveriesToWrite): Promise<DeliveryCursor> {
  const { batch, attempts, at, newId, random } = written;
  const { receiver, cursor, messages, next } = batch;
  const after = cursorAfter(cursor, { messages, next, attempts }, { at, random });
  await moveCursor(tx, cursor.nextIndex, after);
  await insertDeliveries(
    tx,
    attempts.map(({ message, answer, at: triedAt }) => {
      const isTaken = isDelivered(answer);
      return {
        ...{ id: newId('dlv'), receiverId: receiver.id, index: message.index, type: message.type, at: triedAt },
        outcome: isTaken ? 'delivered' : 'failed',
        attempt: message.index === cursor.nextIndex ? cursor.failures + 1 : 1,
        ...{ status: answer.status, error: answer.error, durationMs: answer.durationMs },
        nextAttemptAt: isTaken ? null : after.nextAttemptAt,
      };
    }),
  );
  return after;
}

/** How long it can be asked what was delivered. */
const KEPT_DAYS = 30;

/** True when nothing is left that is too old. */
export async function writeOffOldDeliveries(tx: Tx, at: Instant): Promise<boolean> {
  return (await deleteDeliveriesBefore(tx, plusDays(at, -KEPT_DAYS))) === 0;
}
