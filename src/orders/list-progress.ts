import type { Tx } from '../db/index.ts';
import type { OrderProgress } from './progress.ts';

export async function listProgress(_tx: Tx, _orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderProgress>> {
  return new Map();
}
