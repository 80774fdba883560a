import type { Tx } from '../../db/index.ts';
import { findCursor } from './deliveries-repository.ts';
import type { ReceiverProgress } from './receiver-progress.ts';
import { listUndelivered } from './undelivered-repository.ts';

/** Every receiver stands somewhere from the moment it is made. */
export async function getReceiverProgress(tx: Tx, receiverId: string): Promise<ReceiverProgress> {
  const cursor = await findCursor(tx, receiverId);
  if (!cursor) throw new Error(`the receiver ${receiverId} has no cursor`);
  return { cursor, undelivered: await listUndelivered(tx, receiverId) };
}
