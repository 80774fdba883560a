import type { RepeatableRequest } from '../access/index.ts';
import type { ReadRecord } from '../decisions/index.ts';
import type { OrderSubmission } from '../facts/index.ts';
import type { Actor, CivilDate, Fen, Refusal } from '../kernel/index.ts';
import type { RuleSet } from '../rules/index.ts';
import type { Batch, KnownOrder } from './batch/batch.ts';
import type { JoinedPart } from './batch/load-batch-part.ts';
import type { StageOfOthers } from './batch/second-person.ts';
import type { Redemption, RedemptionRequest } from './certificates/redemption.ts';
import type { ContractOfOrder } from './contract/contract-stage.ts';
import type { Order, OrderStanding, OrderStep as Step } from './order.ts';

/**
 * What can be asked of an order. Everything that decides or frees goes through the one queue as one of these, so that a
 * batch is a list of acts in the order they came.
 */
export type OrderAct =
  | { readonly kind: 'submit'; readonly actor: Actor; readonly body: OrderSubmission }
  | (OrderTarget & { readonly kind: 'amend'; readonly body: OrderSubmission })
  | (OrderTarget & { readonly kind: 'decide-again' })
  /** The same because a review was granted: in the transaction of its last signature, and not through the queue. */
  | { readonly kind: 'decide-reviewed'; readonly actor: Actor; readonly orderId: string }
  | (OrderTarget & { readonly kind: 'withdraw'; readonly reason: string })
  | (OrderTarget & { readonly kind: 'turn-down'; readonly reason: string })
  | (OrderTarget & Fulfilment & { readonly kind: 'fulfil' })
  | (OrderTarget & { readonly kind: 'cancel-redemption'; readonly reference: string; readonly reason: string })
  /** The certificate says which order and which decision; asking again is known by the purchase it is for. */
  | (RedemptionRequest & { readonly kind: 'redeem'; readonly orderId: string })
  /** Made by the sweeper, since a clearance is checked when used anyway; or because the year of its money was closed. */
  | { readonly kind: 'expire'; readonly orderId: string; readonly closedYear?: number };

/** What follows an approval: whoever stands on top of orders brings what it does with one, and does it inside the batch. */
export interface Fulfilment {
  readonly step: Extract<Step, 'contract' | 'terminate' | 'accept' | 'return' | 'pay'>;
  /** The number of the contract that it puts, so that the batch knows who has it. */
  readonly contractNumber?: string;
  /** What it shares with others of its kind in the batch; absent where each has all it needs. */
  readonly joins?: JoinedPart;
  /** What it will have judged, so that the books are open for it; null for nothing. */
  readonly bodyFor: (known: KnownOrder) => OrderSubmission | null;
  readonly perform: (batch: Batch, known: KnownOrder) => ActResult | Promise<ActResult>;
}

export interface OrderTarget {
  readonly actor: Actor;
  readonly orderId: string;
  /** The `If-Match` of the request: the leaf of the order's last change as the caller knows it. */
  readonly ifMatch: number;
  /** The `Idempotency-Key` of the request and what was asked with it. */
  readonly asking: RepeatableRequest;
}

/** What became of an act. A refusal is a result too: one bad act never harms its neighbours in the batch. */
export type ActResult = DecidedOrder | ChangedOrder | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface ChangedOrder {
  readonly kind: 'changed';
  readonly order: OrderWithBody;
  /** The leaf that says what was done, where the answer needs it. */
  readonly logIndex?: number;
  /** Done before, and answered now again. */
  readonly isRepeated?: boolean;
}

export interface DecidedOrder {
  readonly kind: 'decided';
  readonly order: KnownOrder;
  readonly record: ReadRecord;
  /** The rules that the record names: its texts are in them. */
  readonly ruleSet: RuleSet;
  /** Answered before, and now again. */
  readonly isRecalled: boolean;
}

/** An order with what its latest revision submitted, and its contracts. */
export interface OrderWithBody {
  readonly order: Order;
  readonly body: OrderSubmission;
  readonly contracts: readonly ContractOfOrder[];
  /** What closed years carried of it into the next; absent where nobody looked. */
  readonly carriedOver?: readonly CarryOver[];
  /** What whoever reads it leaves to others; absent where nobody looked. */
  readonly leftToOthers?: readonly StageOfOthers[];
  /** What platforms have redeemed of it, as of a day. */
  readonly redemptions: readonly Redemption[];
  readonly on: CivilDate;
  /** Null while nothing stands. */
  readonly standing: OrderStanding | null;
}

/** Money that a contract binds, carried from the line of a closed year into one of the next. */
export interface CarryOver {
  readonly from: string;
  readonly to: string;
  readonly amountFen: Fen;
  readonly logIndex: number;
}
