import type { AgencyFacts } from '../../agencies/index.ts';
import {
  BESIDE,
  countMachineLines,
  type GatheredHistory,
  type OrderSubmission,
  type PurchaseHistory,
  purchaseItems,
} from '../../facts/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import { policyFor, type RuleSet } from '../../rules/index.ts';
import type { Books } from '../batch/books.ts';
import { citationsOf } from '../decide/order-citations.ts';
import { gatherOldMachines } from './gather-old-machines.ts';
import { costsFrom, costsOfOthers, hasBeside } from './machine-costs.ts';
import { proofsOfOthers } from './proofs-of-others.ts';
import { type PurchaseGroup, sumInWindow, sumOfGroups, windowStart } from './purchase-history.ts';

/** What is asked of the history: for which order, of which day, by which law. */
export interface HistoryQuestion {
  /** Null while it has none. */
  readonly orderId: string | null;
  readonly order: OrderSubmission;
  readonly agency: AgencyFacts;
  /** The day of the revision, which a review keeps: windows are counted from it. */
  readonly submittedOn: CivilDate;
  readonly ruleSet: RuleSet;
}

/** What live orders have done before, as far as it concerns this one. */
export function gatherHistory(books: Books, gathering: HistoryQuestion): GatheredHistory {
  const { order, agency } = gathering;
  const exempted = [...(books.history.exemptions.get(citationsOf(order).exemptionDocument ?? '')?.values() ?? [])];
  const proofs = proofsOfOthers(books, gathering);
  return {
    ...gatherTwins(books, gathering),
    exemptionDevicesUsed: exempted.reduce((sum, devices) => sum + devices, 0),
    ...gatherOldMachines(books, gathering),
    ...(proofs && { proofs }),
    purchases: gatherPurchases(books, gathering),
    ...gatherMachineCosts(books, gathering),
    prices: gatherPrices(books, order, agency),
  };
}

/** Costs of machines are told where something stands beside some, in the order or in others: of most agencies nothing does. */
function gatherMachineCosts(books: Books, { order, orderId, agency, submittedOn, ruleSet }: HistoryQuestion) {
  const from = costsFrom(ruleSet, agency, submittedOn);
  if (from === undefined) return {};
  const machineCosts = costsOfOthers(books.history.machineCosts.get(agency.code), { orderId, from });
  const isBeside =
    machineCosts.some(({ kind }) => kind === BESIDE) || hasBeside(order, ruleSet, agency, [{ agency, submittedOn }]);
  return isBeside && machineCosts.length > 0 ? { machineCosts } : {};
}

/** Twins that are younger than the order count, too: one that waits or is cured would be bought beside them. */
function gatherTwins(
  books: Books,
  { order, agency, submittedOn, ruleSet }: HistoryQuestion,
): Pick<GatheredHistory, 'openTwinOrders' | 'sameGoodsOrders'> {
  const days = twinWindowDays(ruleSet, agency, books.on);
  if (days === undefined) return { openTwinOrders: 0 };
  const from = windowStart(submittedOn, days);
  const { twinKey, looseTwinKey } = citationsOf(order);
  const since = (owners: ReadonlyMap<string, CivilDate> | undefined): readonly string[] =>
    [...(owners ?? [])].flatMap(([id, day]) => (day >= from ? [id] : []));
  const equal = since(books.history.twins.get(twinKey));
  const twins = new Set([...equal, ...ordersWithTheseMachines(books, order, from)]);
  const sameGoods = new Set([...twins, ...since(books.history.looseTwins.get(looseTwinKey))]);
  return {
    openTwinOrders: twins.size,
    ...(sameGoods.size > 0 && { sameGoodsOrders: [...sameGoods].sort() }),
  };
}

/** Orders whose lines of computers contain all of this order's, or the reverse: a line that was added hides nothing. */
function ordersWithTheseMachines({ history }: Books, order: OrderSubmission, from: CivilDate): readonly string[] {
  const own = citationsOf(order).machineLines;
  const shared = new Map<string, { readonly lines: number; readonly orderLines: number }>();
  for (const { key, copies } of own) {
    for (const [id, other] of history.machineLines.get(key) ?? []) {
      if (other.submittedOn < from) continue;
      const lines = (shared.get(id)?.lines ?? 0) + Math.min(copies, other.copies);
      shared.set(id, { lines, orderLines: other.orderLines });
    }
  }
  const ownLines = countMachineLines(own);
  return [...shared].flatMap(([id, { lines, orderLines }]) => (lines === ownLines || lines === orderLines ? [id] : []));
}

/** How far back twins are looked for by the law of the day of the decision; undefined where it does not say. */
export function twinWindowDays(
  ruleSet: RuleSet,
  { region, level }: Pick<AgencyFacts, 'region' | 'level'>,
  on: CivilDate,
): number | undefined {
  const days = policyFor(ruleSet, { region, level, on }).facts['policy.duplicate.windowDays'];
  return typeof days === 'number' ? days : undefined;
}

/** One entry for each project that pays and each item: the order's own earlier revisions are out of the books. */
function gatherPurchases(books: Books, gathering: HistoryQuestion): readonly PurchaseHistory[] {
  const { order, agency, ruleSet } = gathering;
  const { purchases, siblings, bounds } = books.history;
  return purchaseKeys(books, order, ruleSet).map(({ project, item, key }) => {
    const groups = purchases.get(key) ?? [];
    const ofParent = siblings.get(siblingKey(order, agency, item) ?? '') ?? [];
    const small = sumInWindow(groups, { ...gathering, bounds });
    const shared = sumInWindow(ofParent, {
      ...gathering,
      bounds,
      counting: (bought) => besideSisters(bought, agency),
    });
    return {
      ...{ project, item, ...sumOfGroups(groups) },
      ...{ windowOrders: small.orders, windowTotalFen: small.totalFen },
      ...{ siblingWindowOrders: shared.orders, siblingWindowTotalFen: shared.totalFen },
    };
  });
}

/** What the agency bought counts beside what others did; alone it is another clause's. */
function besideSisters(bought: readonly PurchaseGroup[], { code }: AgencyFacts): readonly PurchaseGroup[] {
  return bought.some(({ agencyCode, orders }) => agencyCode !== code && orders > 0) ? bought : [];
}

export interface PurchaseKey {
  readonly project: string;
  readonly item: string;
  readonly key: string;
}

/** One key for each project that pays and each decoded item of the order. */
export function purchaseKeys(
  books: Pick<Books, 'budgetLines'>,
  order: OrderSubmission,
  { decoding }: Pick<RuleSet, 'decoding'>,
): readonly PurchaseKey[] {
  const keys = new Map<string, PurchaseKey>();
  for (const { lineIndex, item } of purchaseItems(order, decoding)) {
    if (item === undefined) continue;
    for (const { budgetLine } of order.lines[lineIndex]?.funding ?? []) {
      const line = books.budgetLines.get(budgetLine ?? '');
      if (!line || line.agencyCode !== order.agencyCode) continue;
      const key = `${order.agencyCode}/${order.fiscalYear}/${item}/${line.project}`;
      keys.set(key, { project: line.project, item, key });
    }
  }
  return [...keys.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Agencies under one parent that buy the same item from the same supplier share this key. */
export function siblingKey(order: OrderSubmission, agency: AgencyFacts, item: string): string | null {
  const supplier = order.supplier?.creditCode;
  if (!agency.parentCode || !supplier) return null;
  return `${agency.parentCode}/${order.fiscalYear}/${item}/${supplier}`;
}

function gatherPrices(books: Books, order: OrderSubmission, agency: AgencyFacts): GatheredHistory['prices'] {
  const categories = new Set(order.lines.flatMap((line) => line.computer?.category ?? []));
  return Object.fromEntries(
    [...categories].sort().flatMap((category) => {
      const price = books.history.prices.get(`${agency.region}/${category}`);
      return price ? [[category, price]] : [];
    }),
  );
}
