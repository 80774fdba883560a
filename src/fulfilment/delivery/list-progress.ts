import type { Tx } from '../../db/index.ts';
import type { OrderProgress, PartProgress } from './progress.ts';
import { sumProgress } from './progress-repository.ts';

/** How far some orders have come, by order; absent for one of which nothing came. */
export async function listProgress(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderProgress>> {
  const progress = new Map<string, { lines: Map<number, PartProgress>; items: Map<number, PartProgress> }>();
  for (const { orderId, part, number, ...came } of await sumProgress(tx, orderIds)) {
    const ofOrder = progress.get(orderId) ?? { lines: new Map(), items: new Map() };
    progress.set(orderId, ofOrder);
    (part === 'item' ? ofOrder.items : ofOrder.lines).set(number, came);
  }
  return progress;
}
