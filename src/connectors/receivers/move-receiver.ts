import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { endPause, moveCursorBack, reopenDelivered } from './deliveries-repository.ts';
import type { Receiver } from './delivery.ts';
import { getReceiverProgress } from './find-receiver-progress.ts';
import type { ReceiverProgress } from './receiver-progress.ts';
import { deleteUndeliveredFrom, retryUndelivered } from './undelivered-repository.ts';

export interface Resumption {
  readonly actor: Actor;
  readonly receiver: Pick<Receiver, 'kind' | 'id'>;
  /** From which leaf on it is told again; null: from where it stands. */
  readonly from: number | null;
  readonly reason: string;
}

/** Tries at once again, or tells again from an earlier leaf on. Nothing is passed over: what a receiver is told twice it knows. */
export async function moveReceiver(
  entry: Governed,
  { actor, receiver, from, reason }: Resumption,
): Promise<ReceiverProgress> {
  const { tx } = entry;
  const { id } = receiver;
  const stoodAt = (await getReceiverProgress(tx, id)).cursor.nextIndex;
  if (from !== null && from > stoodAt) throw notTold(stoodAt);
  await endPause(tx, id);
  await retryUndelivered(tx, id);
  if (from !== null && from < stoodAt) {
    await moveCursorBack(tx, id, from);
    await reopenDelivered(tx, id, from);
    await deleteUndeliveredFrom(tx, id, from);
  }
  entry.append({
    type: `${receiver.kind}.resumed`,
    subject: `${receiver.kind}/${id}`,
    by: actor,
    body: { stoodAt, from: from ?? stoodAt },
    sealed: { '/reason': reason },
  });
  return getReceiverProgress(tx, id);
}

function notTold(nextIndex: number): Refusal {
  const message = text(
    `接收方只收到第 ${nextIndex} 条之前的记录，其后的不能跳过：请从此处或更早处继续。`,
    `The receiver has been told what lies before leaf ${nextIndex}, and nothing after that is passed over: go on from there or earlier.`,
  );
  return new Refusal('unprocessable', 'receiver.not_told', message, [{ pointer: '/from', message: '' }]);
}
