import type { DecisionRow, ReadRecord, RecordedUndertaking } from '../decisions/index.ts';
import type { Instant } from '../kernel/index.ts';
import type { LeafMoves } from '../ledger/index.ts';
import type { Governed } from '../log/index.ts';
import type { RuleSet } from '../rules/index.ts';
import { type Books, dropUndertakings } from './books.ts';
import type { Contribution } from './contribution.ts';
import type { DecideDeps } from './decide-deps.ts';
import { type LinePrice, type Order, orderKey, type Revision, type StoredPurchase } from './order.ts';
import type { OrderSubmission } from './submission.ts';

/** What every act of a batch works with. */
export interface BatchContext {
  readonly entry: Governed;
  readonly deps: DecideDeps;
  readonly ruleSet: RuleSet;
}

/** An order that the batch knows, as it stands after the acts so far. */
export interface KnownOrder {
  readonly order: Order;
  readonly body: OrderSubmission;
  readonly submittedAt: Instant;
  readonly contribution: Contribution | null;
  /** Its first revision's digest and decision, for a reference that is sent again. */
  readonly firstDigest: string;
  readonly firstRecord: ReadRecord | null;
}

/** Everything a batch has read and is going to write. Acts change it in memory; `writeBatch` writes it once. */
export interface Batch extends BatchContext {
  readonly books: Books;
  readonly orders: Map<string, KnownOrder>;
  readonly idByKey: Map<string, string>;
  readonly writes: BatchWrites;
}

export interface BatchWrites {
  readonly created: Set<string>;
  readonly changed: Set<string>;
  readonly revisions: Revision[];
  readonly purchases: StoredPurchase[];
  readonly prices: LinePrice[];
  /** Revisions decided again, whose history is written anew. */
  readonly replacedHistory: { readonly orderId: string; readonly revision: number }[];
  readonly decisions: DecisionRow[];
  readonly moves: LeafMoves[];
  readonly filings: Map<string, number>;
  readonly undertakings: WrittenUndertaking[];
  /** Orders whose open undertakings end, because nothing of them stands any more. */
  readonly voidedUndertakings: Map<string, number>;
  readonly answers: RememberedAnswer[];
}

export interface WrittenUndertaking extends RecordedUndertaking {
  readonly orderId: string;
  readonly agencyCode: string;
  readonly revision: number;
  readonly logIndex: number;
}

/** What an `Idempotency-Key` will be answered with: which decision or change it made. */
export interface RememberedAnswer {
  readonly keyHash: string;
  readonly inputDigest: string;
  readonly orderId: string;
  readonly decisionId: string | null;
}

export function emptyWrites(): BatchWrites {
  return {
    created: new Set(),
    changed: new Set(),
    revisions: [],
    purchases: [],
    prices: [],
    replacedHistory: [],
    decisions: [],
    moves: [],
    filings: new Map(),
    undertakings: [],
    voidedUndertakings: new Map(),
    answers: [],
  };
}

/** Ends the undertakings of an order, those in the tables and those that an earlier act of this batch opened. */
export function endUndertakings({ books, writes }: Batch, orderId: string, logIndex: number): void {
  dropUndertakings(books, orderId);
  writes.voidedUndertakings.set(orderId, logIndex);
  const others = writes.undertakings.filter((undertaking) => undertaking.orderId !== orderId);
  writes.undertakings.splice(0, writes.undertakings.length, ...others);
}

/** Keeps an order's new standing in the batch, and remembers that it must be written. */
export function keepOrder(batch: Batch, known: KnownOrder): void {
  const { order } = known;
  const isNew = !batch.orders.has(order.id);
  batch.orders.set(order.id, known);
  batch.idByKey.set(orderKey(order.agencyCode, order.reference), order.id);
  if (isNew) batch.writes.created.add(order.id);
  else if (!batch.writes.created.has(order.id)) batch.writes.changed.add(order.id);
}
