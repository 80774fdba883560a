import type { ErasableKind } from '../log/index.ts';
import { findOrder } from './orders-repository.ts';

/** Why an order was withdrawn, turned down or returned is free text, and may name people. No row shows it. */
export const ERASABLE_ORDER_REASONS: ErasableKind = {
  type: 'order',
  pointers: ['/reason'],
  find: async (tx, id) => {
    const order = await findOrder(tx, id);
    return order && { agency: order.agencyCode, logIndex: null, isOver: false };
  },
  clear: async () => {},
};
