import type { Outcome } from '../decisions/index.ts';
import type { MachineCost, ProofUse } from '../facts/index.ts';
import { type Actor, type CivilDate, type Fen, type Instant, Refusal, sha256, text } from '../kernel/index.ts';
import type { Stage } from '../rules/index.ts';

export type OrderState =
  | 'rejected'
  | 'referred'
  | 'approved'
  | 'contracted'
  | 'accepted'
  | 'closed'
  | 'withdrawn'
  | 'expired'
  | 'terminated';

/** An order as it stands. What was submitted is kept by revision. */
export interface Order {
  readonly id: string;
  readonly agencyCode: string;
  readonly reference: string;
  readonly fiscalYear: number;
  readonly state: OrderState;
  /** Of the latest decision. */
  readonly outcome: Outcome;
  /** The revision whose money, seats and purchases count: approved, or referred and waiting. Null when nothing stands. */
  readonly standingRevision: number | null;
  readonly latestRevision: number;
  /** Of the latest revision; null when none was stated. */
  readonly totalFen: Fen | null;
  readonly isClassified: boolean;
  readonly supplier: string | null;
  /** As the latest revision names it. */
  readonly supplierName: string | null;
  readonly submittedAt: Instant;
  readonly decidedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly decisionId: string;
  /** The leaf of its last change; its ETag. */
  readonly logIndex: number;
}

/** The revision that stands, or waits, and the decision that made it so. */
export interface OrderStanding {
  readonly revision: number;
  /** Null when none was stated. */
  readonly totalFen: Fen | null;
  readonly decisionId: string;
}

/** What can be done to an order whose revision was decided before, and in which states (design: an order's life). */
const ALLOWED_STATES = {
  // After the contract an amendment is a supplement to it.
  amend: ['rejected', 'referred', 'approved', 'expired', 'contracted'],
  'decide-again': ['rejected', 'referred'],
  withdraw: ['rejected', 'referred', 'approved'],
  'cancel-redemption': ['approved'],
  expire: ['referred', 'approved'],
  // Reviewed is what people may still set aside, turned down what waits for them.
  review: ['rejected', 'referred'],
  'turn-down': ['referred'],
  contract: ['approved'],
  terminate: ['contracted'],
  accept: ['contracted', 'accepted'],
  return: ['contracted', 'accepted'],
  pay: ['contracted', 'accepted'],
} as const satisfies Record<string, readonly OrderState[]>;

/** Machines went back, so the order waits for others. */
export const RETURNED = 'order.returned';

/** What decides on a revision; later stages decide on what was contracted by one. */
export const STAGES_OF_REVISIONS = ['submission', 'contract'] as const satisfies readonly Stage[];

export function decidesOnRevision(stage: Stage): boolean {
  const stages: readonly Stage[] = STAGES_OF_REVISIONS;
  return stages.includes(stage);
}

export type OrderStep = keyof typeof ALLOWED_STATES;

export function isAllowed(act: OrderStep, order: Order): boolean {
  const states: readonly OrderState[] = ALLOWED_STATES[act];
  if (states.includes(order.state)) return true;
  if (act === 'turn-down') return hasReferredRevision(order);
  return (act === 'decide-again' || act === 'review') && hasOpenRevision(order);
}

/**
 * A revision of an order that goes on standing was referred or rejected: an amendment, a contract, a supplement. It may be
 * decided again while it is the latest.
 */
function hasOpenRevision({ state, outcome }: Order): boolean {
  return (state === 'approved' || state === 'contracted') && outcome !== 'approved';
}

/** It stays in the in-tray also when everything has come or is paid and it can be decided no more: somebody has to say no. */
function hasReferredRevision({ state, outcome }: Order): boolean {
  return STANDING_STATES.includes(state) && outcome === 'referred';
}

/** An approved revision of it stands, until nothing more is done with it. */
const STANDING_STATES: readonly OrderState[] = ['approved', 'contracted', 'accepted', 'closed'];

/** A platform sees what it may buy; everything else looks to it like nothing. */
export const SEEN_BY_PLATFORM: readonly OrderState[] = STANDING_STATES;

export function isSeenBy({ role }: Pick<Actor, 'role'>, { state }: Pick<Order, 'state'>): boolean {
  return role !== 'platform' || SEEN_BY_PLATFORM.includes(state);
}

export function stateRefusal(order: Order): Refusal {
  return new Refusal(
    'conflict',
    'order.state',
    text(
      `订单处于“${STATE_NAMES[order.state]}”状态，不能进行此操作。`,
      `The order is ${order.state}; this cannot be done to it.`,
    ),
  );
}

const STATE_NAMES: Readonly<Record<OrderState, string>> = {
  rejected: '不予通过',
  referred: '转人工',
  approved: '通过',
  contracted: '已签合同',
  accepted: '已验收',
  closed: '已办结',
  withdrawn: '已撤回',
  expired: '已失效',
  terminated: '已终止',
};

export function staleRefusal(): Refusal {
  const says = text('订单已被更改，请重新读取后再操作。', 'The order has changed; read it again first.');
  return new Refusal('stale', 'order.stale', says);
}

export function orderNotFound(): Refusal {
  return new Refusal('not_found', 'order.not_found', text('没有这张订单。', 'There is no such order.'));
}

/** The column that finds an order by its agency's own number. */
export function orderKey(agencyCode: string, reference: string): string {
  return `${agencyCode}/${reference}`;
}

const FOLDED_LENGTH_MAX = 120;

/**
 * The same for all references that people read as one: the width of letters and blanks make no other, their case does. One
 * that folding makes too long for its column is compared by its hash.
 */
export function foldedKey(agencyCode: string, reference: string): string {
  const folded = reference.normalize('NFKC').replaceAll(/\s/g, '');
  const key = orderKey(agencyCode, folded);
  return key.length <= FOLDED_LENGTH_MAX ? key : orderKey(agencyCode, sha256(folded).toString('hex'));
}

/** An order whose reference is read as another one is. */
export type NamedOrder = Pick<Order, 'id' | 'reference'>;

/** One purchase under two writings of one reference would be two, and nobody would see it in a list. */
export function alikeReference({ id, reference }: NamedOrder): Refusal {
  const says = text(
    `本单位的订单 ${id} 已用编号“${reference}”，与此编号仅有全角、半角或空格之别。请使用该编号原来的写法，或另取编号。`,
    `The agency's order ${id} has the reference "${reference}", from which this one differs in width or blanks alone. Write it as it is there, or take another.`,
  );
  return new Refusal('unprocessable', 'order.reference_used', says, [{ pointer: '/reference', message: '' }]);
}

/** Whether the clearance, or the hold of a referral, has run out at an instant; checked when used, not when swept. */
export function hasLapsed(order: Pick<Order, 'state' | 'expiresAt'>, at: Instant): boolean {
  return (
    (order.state === 'approved' || order.state === 'referred') && order.expiresAt !== null && order.expiresAt <= at
  );
}

/** One revision, with the few columns that history is counted by. */
export interface Revision {
  readonly orderId: string;
  readonly revision: number;
  readonly agencyCode: string;
  /** Canonical JSON of what was submitted. */
  readonly body: string;
  readonly bodyDigest: string;
  readonly submittedAt: Instant;
  readonly keyId: string;
  readonly personId: string | null;
  readonly twinKey: string;
  readonly looseTwinKey: string;
  readonly planFiling: string | null;
  readonly exemptionDocument: string | null;
  readonly exemptedDevices: number;
  readonly totalFen: Fen | null;
  /** What is bought, in few words; null of a revision from before it was kept. */
  readonly subject: string | null;
  /** How many machines. */
  readonly devices: number | null;
}

/** A purchase that counts towards the sums of splitting. */
export interface Purchase {
  readonly purchaseKey: string;
  readonly siblingKey: string | null;
  readonly amountFen: Fen;
  readonly submittedOn: CivilDate;
}

/** Lines of computers of one revision, as they are kept. */
export interface StoredMachineLine {
  readonly orderId: string;
  readonly revision: number;
  readonly lineKey: string;
  readonly copies: number;
  readonly orderLines: number;
  readonly submittedOn: CivilDate;
}

/** A paper that one revision shows for systems of its machines, as it is kept. */
export interface StoredProof extends ProofUse {
  readonly orderId: string;
  readonly revision: number;
  readonly proofKey: string;
}

/** An old machine that one revision replaces, as it is kept, with the first line that names it. */
export interface StoredOldMachine {
  readonly orderId: string;
  readonly revision: number;
  readonly line: number;
  readonly deviceId: string;
}

/** What one revision pays for machines or beside them, as it is kept. */
export interface StoredMachineCost extends MachineCost {
  readonly orderId: string;
  readonly revision: number;
  readonly agencyCode: string;
  readonly submittedOn: CivilDate;
}

/** A purchase of one revision, as it is kept. */
export interface StoredPurchase extends Purchase {
  readonly orderId: string;
  readonly revision: number;
  readonly agencyCode: string;
}

/** What one line cost, for the percentiles that later prices are compared with. */
export interface LinePrice {
  readonly orderId: string;
  readonly revision: number;
  readonly line: number;
  readonly category: string;
  readonly region: string;
  readonly unitPriceFen: Fen;
  readonly submittedOn: string;
}
