import type { Schemas } from '../../client/operation.ts';
import { draftOfContent } from '../workspace/body/draft-of-order.ts';
import { bodyOf, type OrderBody } from '../workspace/body/order-body.ts';
import type { OrderDraft } from '../workspace/body/order-draft.ts';

type Kept = Pick<Schemas['Draft'], 'kind' | 'orderId'> & { readonly content: object };

/** An order as it was typed, as far as it can be put to the gate. */
export interface DraftOrder {
  readonly typed: OrderDraft;
  readonly built: OrderBody;
  /** The order that it would amend. */
  readonly order: string | undefined;
}

/** The order that a draft holds; nothing where it holds something else, such as a contract. */
export function orderInDraft({ kind, orderId, content }: Kept, today: string): DraftOrder | undefined {
  const isOrder = kind === 'order' || (kind === 'amendment' && orderId !== null);
  if (!isOrder) return undefined;
  const typed = draftOfContent(content);
  const order = kind === 'amendment' ? (orderId ?? undefined) : undefined;
  return { typed, built: bodyOf(typed, today), order };
}
