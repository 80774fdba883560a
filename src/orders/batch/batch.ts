import type { DecisionRow, Finding, ReadRecord, RecordedUndertaking, WrittenUse } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import type { CivilDate, Instant } from '../../kernel/index.ts';
import type { LeafMoves } from '../../ledger/index.ts';
import type { Governed, GovernedTx } from '../../log/index.ts';
import type { OwedUndertaking, VoidedItems } from '../../register/index.ts';
import type { Owner, RuleSet } from '../../rules/index.ts';
import type { Redemption } from '../certificates/redemption.ts';
import type { ContractOfOrder } from '../contract/contract-stage.ts';
import type { NumberedOrder } from '../contract/contracts-repository.ts';
import type { Contribution } from '../decide/contribution.ts';
import {
  foldedKey,
  type LinePrice,
  type NamedOrder,
  type Order,
  type OrderStanding,
  orderKey,
  type Revision,
  type StoredMachineCost,
  type StoredMachineLine,
  type StoredOldMachine,
  type StoredProof,
  type StoredPurchase,
} from '../order.ts';
import { type Books, dropUndertakings } from './books.ts';
import type { DecideDeps } from './decide-deps.ts';

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
  /** What the revision that stands submitted, and when; null while nothing stands. */
  readonly standing: StandingRevision | null;
  readonly contracts: readonly ContractOfOrder[];
  /** What platforms have redeemed of it, the oldest first. */
  readonly redemptions: readonly Redemption[];
  /** The day as of which the batch looks at it. */
  readonly on: CivilDate;
  readonly firstApprovedAt: Instant | null;
  /** Every revision as it was put to the gate, the oldest first. */
  readonly revisions: readonly Pick<Revision, 'revision' | 'body' | 'submittedAt'>[];
  /** Whoever submitted, amended or contracted it, as far as they are persons. */
  readonly authors: ReadonlySet<string>;
  /** Its first revision's digest and decision, for a reference that is sent again. */
  readonly firstDigest: string;
  readonly firstRecord: ReadRecord | null;
}

export interface StandingRevision extends OrderStanding {
  readonly body: OrderSubmission;
  readonly submittedAt: Instant;
}

/** Everything a batch has read and is going to write. Acts change it in memory; `writeBatch` writes it once. */
export interface Batch extends BatchContext {
  readonly books: Books;
  readonly orders: Map<string, KnownOrder>;
  readonly idByKey: Map<string, string>;
  /** Orders by what their references are read as. */
  readonly alike: Map<string, NamedOrder>;
  /** Orders of before that stand under a contract whose number is, or may be, one that this batch is about. */
  readonly contractNumbers: readonly NumberedOrder[];
  /** What acts of this batch recorded, by the index of the leaf: the log itself has it only at the end. */
  readonly recorded: Map<number, ReadRecord>;
  /** What fulfilments of each kind keep in it, by their `BatchPart`: read and written with `keptIn`. */
  readonly parts: ReadonlyMap<object, OpenPart>;
  readonly writes: BatchWrites;
}

/** What a `BatchPart` keeps while the batch runs, and how it is written. */
export interface OpenPart {
  readonly kept: unknown;
  readonly write: (tx: GovernedTx) => Promise<void>;
}

export interface BatchWrites {
  readonly created: Set<string>;
  readonly changed: Set<string>;
  readonly revisions: Revision[];
  readonly purchases: StoredPurchase[];
  readonly prices: LinePrice[];
  readonly machineLines: StoredMachineLine[];
  readonly proofs: StoredProof[];
  readonly machineCosts: StoredMachineCost[];
  readonly oldMachines: StoredOldMachine[];
  /** Revisions decided again, whose history is written anew. */
  readonly replacedHistory: Pick<Revision, 'orderId' | 'revision' | 'planFiling'>[];
  readonly decisions: DecisionRow[];
  readonly contracts: ContractOfOrder[];
  readonly redeemed: Redemption[];
  /** Written before this batch, or in it. */
  readonly cancelled: Redemption[];
  readonly moves: LeafMoves[];
  readonly filings: Map<string, number>;
  readonly undertakings: WrittenUndertaking[];
  /** Orders whose open undertakings end, because nothing of them stands any more. */
  readonly voidedUndertakings: Map<string, number>;
  /** Single plan items of orders whose open undertakings end. */
  readonly givenUp: VoidedItems[];
  /** Undertakings of orders that end in it, which are owed for machines that stay. */
  readonly owed: OwedUndertaking[];
  /** Whose in-trays an order is in now, and what it takes of waivers: both replace what was there. */
  readonly reviews: Map<string, OrderReview>;
  readonly waiverUses: Map<string, readonly WrittenUse[]>;
  /** What the latest decision on a revision of an order left open: it replaces what was there. */
  readonly findings: Map<string, OpenFindings>;
}

/** A rule that the latest decision on an order left open, or warned by. */
export type OpenFinding = Pick<Finding, 'rule' | 'effect'>;

export interface OpenFindings {
  readonly open: readonly OpenFinding[];
  readonly logIndex: number;
}

export interface OrderReview {
  readonly owners: readonly Owner[];
  readonly logIndex: number;
}

export interface WrittenUndertaking extends RecordedUndertaking {
  readonly orderId: string;
  readonly agencyCode: string;
  readonly revision: number;
  readonly logIndex: number;
}

export function emptyWrites(): BatchWrites {
  return {
    created: new Set(),
    changed: new Set(),
    revisions: [],
    purchases: [],
    prices: [],
    machineLines: [],
    proofs: [],
    machineCosts: [],
    oldMachines: [],
    replacedHistory: [],
    decisions: [],
    contracts: [],
    redeemed: [],
    cancelled: [],
    moves: [],
    filings: new Map(),
    undertakings: [],
    voidedUndertakings: new Map(),
    givenUp: [],
    owed: [],
    reviews: new Map(),
    waiverUses: new Map(),
    findings: new Map(),
  };
}

/** Ends the undertakings of an order, those in the tables and those that an earlier act of this batch opened. */
export function endUndertakings(batch: Batch, orderId: string, logIndex: number): void {
  forgetUndertakings(batch, (undertaking) => undertaking.orderId === orderId);
  batch.writes.voidedUndertakings.set(orderId, logIndex);
}

/** Ends what an order undertook for single plan items, in the tables and in this batch. */
export function endItems(batch: Batch, ended: VoidedItems): void {
  const { orderId, items } = ended;
  if (items.length === 0) return;
  forgetUndertakings(batch, (one) => one.orderId === orderId && items.includes(one.item ?? 0));
  batch.writes.givenUp.push(ended);
}

function forgetUndertakings(
  { books, writes }: Batch,
  hasEnded: (undertaking: Pick<WrittenUndertaking, 'orderId' | 'item'>) => boolean,
): void {
  dropUndertakings(books, hasEnded);
  const others = writes.undertakings.filter((undertaking) => !hasEnded(undertaking));
  writes.undertakings.splice(0, writes.undertakings.length, ...others);
}

/** Keeps an order's new standing in the batch, and remembers that it must be written. */
export function keepOrder(batch: Batch, known: KnownOrder): void {
  const { order } = known;
  const isNew = !batch.orders.has(order.id);
  batch.orders.set(order.id, known);
  batch.idByKey.set(orderKey(order.agencyCode, order.reference), order.id);
  batch.alike.set(foldedKey(order.agencyCode, order.reference), order);
  if (isNew) batch.writes.created.add(order.id);
  else if (!batch.writes.created.has(order.id)) batch.writes.changed.add(order.id);
}
