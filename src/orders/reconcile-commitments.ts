import type { BudgetLineFacts } from '../budget/index.ts';
import type { ReadRecord } from '../decisions/index.ts';
import { type Fen, parseYuan } from '../kernel/index.ts';
import type { Standing } from '../ledger/index.ts';
import type { EntitlementFacts } from '../register/index.ts';
import { exemptDevices } from './derive-facts/exemption.ts';
import { agencyTwinKey, exemptionKey, fundingOf } from './gather-order.ts';
import type { OrderState } from './order.ts';
import type { OrderSubmission } from './submission.ts';

/** An order with what is kept of its standing revision; null where nothing stands. */
export interface ReconciledOrder {
  readonly id: string;
  readonly state: OrderState;
  readonly standingRevision: number | null;
  readonly body: string | null;
  readonly twinKey: string | null;
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
    Record<'twinKey' | 'exemptionDocument' | 'exemptedDevices' | 'totalFen', string | number | null>
  >;
}

/** Undefined when nothing of the order stands. */
export function readLiveOrder(order: ReconciledOrder): LiveOrder | undefined {
  if (order.standingRevision === null || order.body === null) return undefined;
  const body = JSON.parse(order.body) as OrderSubmission;
  const history = {
    twinKey: agencyTwinKey(body),
    exemptionDocument: exemptionKey(body),
    exemptedDevices: exemptDevices(body),
    totalFen: body.total ? parseYuan(body.total) : null,
  };
  return { order, body, history };
}

export interface Accounts {
  readonly lines: ReadonlyMap<string, BudgetLineFacts>;
  readonly entitlements: ReadonlyMap<string, EntitlementFacts>;
}

/**
 * The units that a body asks for, by `budget-line/…` and `entitlement/…`, told from what the body says and by other code
 * than that which reserves: the agency's own lines only, and no seats of what is unlimited.
 */
export function expectedUnits({ body }: LiveOrder, { lines, entitlements }: Accounts): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  const add = (account: string, amount: number): void => {
    if (amount > 0) units.set(account, (units.get(account) ?? 0) + amount);
  };
  for (const { budgetLine, amount } of fundingOf(body)) {
    const isOwn = lines.get(budgetLine ?? '')?.agencyCode === body.agencyCode;
    if (isOwn && amount) add(`budget-line/${budgetLine}`, parseYuan(amount) satisfies Fen);
  }
  const draw = (id: string | null | undefined, seats: number): void => {
    if ((entitlements.get(id ?? '')?.seats ?? null) !== null) add(`entitlement/${id}`, seats);
  };
  for (const { entitlementId, seats } of body.softwarePlan ?? []) draw(entitlementId, seats ?? 0);
  if (body.exemption?.kind === 'classified') draw(body.exemption.specialOsEntitlementId, exemptDevices(body));
  return units;
}

/** What a decision says that the order has set aside after it. */
export function unitsOfRecord({ detail }: ReadRecord): ReadonlyMap<string, number> {
  return new Map([
    ...detail.budget.map(({ budgetLine, amountFen }) => [`budget-line/${budgetLine}`, amountFen] as const),
    ...detail.holds.map(({ entitlementId, seats }) => [`entitlement/${entitlementId}`, seats] as const),
  ]);
}

export function unitsIn(standing: readonly Standing[]): ReadonlyMap<string, number> {
  return new Map(standing.map(({ accountKind, account, quantity }) => [`${accountKind}/${account}`, quantity]));
}
