import { randomUUID } from 'node:crypto';
import { repeatableRequestOf } from '../../access/index.ts';
import { requireIfMatch } from '../../http/etag.ts';
import type { Actor } from '../../kernel/index.ts';
import type { OrderTarget } from '../act.ts';

export interface OrderRequest {
  readonly params: { readonly id: string };
  readonly query: unknown;
  readonly body: unknown;
  get(header: string): string | undefined;
}

/** What every act on an order has in common, out of its request. */
export function orderTarget(operation: string, req: OrderRequest, actor: Actor): OrderTarget {
  const asking = repeatableRequestOf(operation, req, actor);
  return {
    actor,
    orderId: req.params.id,
    ifMatch: requireIfMatch(req),
    // Without a key of the caller's own the request has one: a batch that runs again after a lost answer recalls itself.
    asking: { ...asking, key: asking.key ?? randomUUID() },
  };
}
