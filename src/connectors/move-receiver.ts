import { type Actor, Refusal, text } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';
import { findCursor, moveCursor, reopenDelivered } from './deliveries-repository.ts';
import type { DeliveryCursor, Receiver } from './delivery.ts';

export interface Resumption {
  readonly actor: Actor;
  readonly receiver: Pick<Receiver, 'kind' | 'id'>;
  /** From which leaf on it is told, again or first; null: from where it stands. */
  readonly from: number | null;
  readonly reason: string;
}

/** Tries at once again, tells again from an earlier leaf on, or passes over what a receiver cannot take. */
export async function moveReceiver(entry: Governed, resumption: Resumption): Promise<DeliveryCursor> {
  const { actor, receiver, from, reason } = resumption;
  const cursor = await findCursor(entry.tx, receiver.id);
  if (!cursor) throw new Error(`the receiver ${receiver.id} has no cursor`);
  if (from !== null && from > entry.nextIndex()) throw notReached(entry.nextIndex());
  const moved = {
    ...cursor,
    nextIndex: from ?? cursor.nextIndex,
    failures: 0,
    failingSince: null,
    nextAttemptAt: null,
  };
  await moveCursor(entry.tx, cursor.nextIndex, moved);
  if (from !== null) await reopenDelivered(entry.tx, receiver.id, from);
  entry.append({
    type: `${receiver.kind}.resumed`,
    subject: `${receiver.kind}/${receiver.id}`,
    by: actor,
    body: { stoodAt: cursor.nextIndex, from: moved.nextIndex },
    sealed: { '/reason': reason },
  });
  return moved;
}

function notReached(size: number): Refusal {
  const message = text(`日志目前只有 ${size} 条记录。`, `The log has ${size} leaves so far.`);
  return new Refusal('unprocessable', 'log.not_reached', message, [{ pointer: '/from', message: '' }]);
}
