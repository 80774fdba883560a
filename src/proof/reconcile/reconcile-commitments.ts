import type { BudgetLineFacts } from '../../budget/index.ts';
import type { ReadRecord } from '../../decisions/index.ts';
import { exemptDevices, type OrderSubmission } from '../../facts/index.ts';
import { type Fen, parseYuan } from '../../kernel/index.ts';
import type { AccountName, OrderUnits } from '../../ledger/index.ts';
import { citationsOf, fundingOf, type OrderState } from '../../orders/index.ts';
import type { EntitlementFacts } from '../../register/index.ts';

/** An order with what is kept of its standing revision; null where nothing stands. */
export interface ReconciledOrder {
  readonly id: string;
  readonly agencyCode: string;
  readonly state: OrderState;
  readonly standingRevision: number | null;
  readonly body: string | null;
  readonly twinKey: string | null;
  readonly looseTwinKey: string | null;
  readonly planFiling: string | null;
  readonly exemptionDocument: string | null;
  readonly exemptedDevices: number;
  readonly totalFen: number | null;
}

export interface LiveOrder {
  readonly order: ReconciledOrder;
  readonly body: OrderSubmission;
  /** What history is counted by, told from the body alone. */
  readonly history: Readonly<
    Record<'twinKey' | 'looseTwinKey' | 'exemptionDocument' | 'exemptedDevices' | 'totalFen', string | number | null>
  >;
}

/** Undefined when nothing of the order stands. */
export function readLiveOrder(order: ReconciledOrder): LiveOrder | undefined {
  if (order.standingRevision === null || order.body === null) return undefined;
  const body = JSON.parse(order.body) as OrderSubmission;
  const { twinKey, looseTwinKey, exemptionDocument } = citationsOf(body);
  const history = {
    twinKey,
    looseTwinKey,
    exemptionDocument,
    exemptedDevices: exemptDevices(body),
    totalFen: body.total ? parseYuan(body.total) : null,
  };
  return { order, body, history };
}

export interface Accounts {
  readonly lines: ReadonlyMap<string, BudgetLineFacts>;
  readonly entitlements: ReadonlyMap<string, EntitlementFacts>;
}

export type Units = ReadonlyMap<string, number>;

/**
 * What is encumbered instead of reserved is told apart, or money could stand in the wrong bucket unseen. What is spent was
 * encumbered before; how much of it payments account for is compared by itself.
 */
function accountIn(account: string, bucket: OrderUnits['bucket']): string {
  return bucket === 'encumbered' || bucket === 'spent' ? `${account} encumbered` : account;
}

export function isUnderContract({ state }: ReconciledOrder): boolean {
  return state === 'contracted' || state === 'accepted' || state === 'closed';
}

/**
 * The units that a body asks for, by `budget-line/…` and `entitlement/…`, told from what the body says and by other code
 * than that which reserves: the agency's own lines only, and no seats of what is unlimited.
 */
export function expectedUnits({ order, body }: LiveOrder, { lines, entitlements }: Accounts): Units {
  const units = new Map<string, number>();
  const bucket = isUnderContract(order) ? 'encumbered' : 'reserved';
  const add = (account: string, amount: number): void => {
    if (amount > 0) units.set(account, (units.get(account) ?? 0) + amount);
  };
  for (const { budgetLine, amount } of fundingOf(body)) {
    const isOwn = lines.get(budgetLine ?? '')?.agencyCode === body.agencyCode;
    if (isOwn && amount) add(accountIn(`budget-line/${budgetLine}`, bucket), parseYuan(amount) satisfies Fen);
  }
  const draw = (id: string | null | undefined, seats: number): void => {
    if ((entitlements.get(id ?? '')?.seats ?? null) !== null) add(`entitlement/${id}`, seats);
  };
  for (const { entitlementId, seats } of body.softwarePlan ?? []) draw(entitlementId, seats ?? 0);
  if (body.exemption?.kind === 'classified') draw(body.exemption.specialOsEntitlementId, exemptDevices(body));
  return units;
}

/** What a decision says that the order has set aside after it. */
export function unitsOfRecord({ detail }: ReadRecord): Units {
  return new Map([
    ...detail.budget.map(({ budgetLine, amountFen }) => [`budget-line/${budgetLine}`, amountFen] as const),
    ...detail.holds.map(({ entitlementId, seats }) => [`entitlement/${entitlementId}`, seats] as const),
  ]);
}

/** The same after what a closed year carried into the next, and what a final payment gave back. */
export function movedUnits(units: Units, moved: readonly MovedUnits[]): Units {
  const after = new Map(units);
  for (const { accountKind, account, quantity } of moved) {
    const named = `${accountKind}/${account}`;
    const place = accountKind === 'budget-line' ? accountIn(named, 'encumbered') : named;
    after.set(place, (after.get(place) ?? 0) + quantity);
  }
  return after;
}

/** What came to an account by carry-over, or went from it (below zero) by carry-over or because nothing more is to be paid. */
export interface MovedUnits extends AccountName {
  readonly orderId: string;
  readonly quantity: number;
}

/** Seats that machines of the order were given out of its hold are still what it asked for. */
export function unitsIn(standing: readonly OrderUnits[]): Units {
  const units = new Map<string, number>();
  for (const one of standing) units.set(placeOf(one), (units.get(placeOf(one)) ?? 0) + one.quantity);
  return new Map([...units].filter(([, quantity]) => quantity !== 0));
}

/** Where an order's units stand: `budget-line/JZ-1`, `budget-line/JZ-1 encumbered`, `entitlement/ent_1`. */
export function placeOf({ accountKind, account, bucket }: OrderUnits): string {
  return accountIn(`${accountKind}/${account}`, bucket);
}
