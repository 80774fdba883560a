import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { OrderAct } from '../act.ts';
import { listLapsedOrders } from '../orders-repository.ts';

/** The acts that end clearances and referrals whose time has run out by an instant, the longest overdue first. */
export async function listLapsing(
  tx: Tx,
  { at, limit }: { readonly at: Instant; readonly limit: number },
): Promise<readonly OrderAct[]> {
  const lapsed = await listLapsedOrders(tx, { at, limit });
  return lapsed.map(({ id }) => ({ kind: 'expire', orderId: id }));
}
