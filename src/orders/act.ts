import type { Asking } from '../access/index.ts';
import type { ReadRecord } from '../decisions/index.ts';
import type { Actor, Refusal } from '../kernel/index.ts';
import type { RuleSet } from '../rules/index.ts';
import type { Order } from './order.ts';
import type { OrderSubmission } from './submission.ts';

/**
 * What can be asked of an order. Everything that decides or frees goes through the one queue as one of these, so that a
 * batch is a list of acts in the order they came.
 */
export type OrderAct =
  | { readonly kind: 'submit'; readonly actor: Actor; readonly body: OrderSubmission }
  | (OnOrder & { readonly kind: 'amend'; readonly body: OrderSubmission })
  | (OnOrder & { readonly kind: 'decide-again' })
  | (OnOrder & { readonly kind: 'withdraw'; readonly reason: string })
  /** Made by the sweeper; a clearance is checked when used anyway. */
  | { readonly kind: 'expire'; readonly orderId: string };

interface OnOrder {
  readonly actor: Actor;
  readonly orderId: string;
  /** The `If-Match` of the request: the leaf of the order's last change as the caller knows it. */
  readonly ifMatch: number;
  /** The `Idempotency-Key` of the request and what was asked with it. */
  readonly asking: Asking;
}

/** What became of an act. A refusal is a result too: one bad act never harms its neighbours in the batch. */
export type ActResult =
  | Decided
  | { readonly kind: 'changed'; readonly order: Standing }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface Decided {
  readonly kind: 'decided';
  readonly order: Standing;
  readonly record: ReadRecord;
  /** The rules that the record names: its texts are in them. */
  readonly ruleSet: RuleSet;
  /** Answered before, and now again. */
  readonly isRecalled: boolean;
}

/** An order with what its latest revision submitted. */
export interface Standing {
  readonly order: Order;
  readonly body: OrderSubmission;
}
