import { lineCategory } from '../goods/index.ts';
import { type Fen, fen, parseYuan, sumFen, ZERO_FEN } from '../kernel/index.ts';
import type { Facts } from '../rules/index.ts';
import type { DeriveInput } from './derive-input.ts';
import type { PurchaseHistory } from './gathered.ts';
import { lineAmount } from './line/amounts.ts';
import { linesOfItem, projectsOf, purchaseItems } from './line/purchase-items.ts';
import { mergedFacts } from './merged-facts.ts';
import { isTenderEquivalent } from './order-facts.ts';
import { policyInteger } from './policy-values.ts';
import type { OrderLine } from './submission.ts';

/**
 * For each line what was bought before under the same item, this order included, and what its kind usually costs. Each item
 * is looked at once, so that an order of five hundred lines takes no more than five hundred times as long as one of one.
 */
export function historyFacts(input: DeriveInput): readonly Facts[] {
  const items = purchaseItems(input.order, input.decoding);
  const ofItems = new Map<string, { readonly firstIndex: number; readonly facts: ReturnType<typeof purchaseFacts> }>();
  for (const { lineIndex, item } of items) {
    if (ofItems.has(item)) continue;
    const lines = linesOfItem(input.order, items, item);
    const ownFen = sumFen(lines, (line) => lineAmount(line) ?? ZERO_FEN);
    const facts = purchaseFacts(input, { earlier: earlierPurchases(input, item, lines), ownFen });
    ofItems.set(item, { firstIndex: lineIndex, facts });
  }
  return items.map(({ lineIndex, item }) => {
    const ofItem = ofItems.get(item);
    // A finding on splitting is about the item, so it is said once, on the item's first line.
    const isFirst = { 'line.isFirstOfItem': ofItem?.firstIndex === lineIndex };
    return mergedFacts(ofItem?.facts ?? {}, isFirst, priceFacts(input, lineIndex));
  });
}

interface Purchases {
  readonly earlier: readonly PurchaseHistory[];
  /** What this order itself buys of the item. */
  readonly ownFen: Fen;
}

interface Sum {
  readonly orders: number;
  readonly totalFen: Fen;
}

/**
 * The sums of the project where they are largest. This order adds itself unless it is an open tender or its equal, to
 * which nothing can be split; to the sums of small orders only when it is one of them.
 */
function purchaseFacts(input: DeriveInput, { earlier, ownFen }: Purchases): Record<string, number | undefined> {
  const dispersedFen = input.policy.submitDate.fen('policy.threshold.dispersed');
  const windowDays = policyInteger(input.policy.submitDate, 'policy.splitting.windowDays');
  const isTender = isTenderEquivalent(input);
  const own = isTender === undefined ? undefined : ownSum(ownFen, !isTender);
  const isWindowKnown = own !== undefined && windowDays !== undefined && typeof dispersedFen === 'number';
  const small = isWindowKnown ? ownSum(ownFen, own.orders > 0 && ownFen < dispersedFen) : undefined;
  const all =
    own &&
    largest(
      earlier.map(({ orders, totalFen }) => ({ orders, totalFen })),
      own,
    );
  const window =
    small &&
    largest(
      earlier.map((sum) => ({ orders: sum.windowOrders, totalFen: sum.windowTotalFen })),
      small,
    );
  const siblings =
    small &&
    largest(
      earlier.map((sum) => ({ orders: sum.siblingWindowOrders, totalFen: sum.siblingWindowTotalFen })),
      small,
    );
  return {
    'history.sameItemOrders': all?.orders,
    'history.sameItemTotalFen': all?.totalFen,
    'history.sameItemWindowOrders': window?.orders,
    'history.sameItemWindowTotalFen': window?.totalFen,
    'history.siblingWindowOrders': siblings?.orders,
    'history.siblingWindowTotalFen': siblings?.totalFen,
    'history.splittingPercent':
      all && percentOf(all.totalFen, input.policy.submitDate.fen('policy.threshold.openTender')),
  };
}

function ownSum(ownFen: Fen, counts: boolean): Sum {
  return counts ? { orders: 1, totalFen: ownFen } : { orders: 0, totalFen: ZERO_FEN };
}

function largest(earlier: readonly Sum[], own: Sum): Sum {
  const [most = { orders: 0, totalFen: ZERO_FEN }] = earlier.toSorted(
    (a, b) => b.totalFen - a.totalFen || b.orders - a.orders,
  );
  return { orders: most.orders + own.orders, totalFen: fen(most.totalFen + own.totalFen) };
}

function percentOf(totalFen: Fen, lineFen: Fen | null | undefined): number | undefined {
  return lineFen ? Math.floor((totalFen * 100) / lineFen) : undefined;
}

function earlierPurchases(
  { gathered }: DeriveInput,
  item: string,
  lines: readonly OrderLine[],
): readonly PurchaseHistory[] {
  const projects = projectsOf(lines, (code) => gathered.budgetLines[code]?.project);
  return gathered.history.purchases.filter((sum) => sum.item === item && projects.includes(sum.project));
}

function priceFacts(input: DeriveInput, lineIndex: number): Record<string, number | boolean | null | undefined> {
  const minimum = policyInteger(input.policy.submitDate, 'policy.priceSample.minimum');
  const line = input.order.lines[lineIndex];
  const known = line && input.gathered.history.prices[lineCategory(line)];
  const sample = known?.sample ?? 0;
  const p90Fen = known && minimum !== undefined && sample >= minimum ? known.p90Fen : null;
  const isPriceAbove = Boolean(line?.unitPrice) && p90Fen !== null && parseYuan(line?.unitPrice ?? '0') > p90Fen;
  return {
    'history.unitPriceSample': sample,
    'history.unitPriceP90Fen': minimum === undefined ? undefined : p90Fen,
    'line.priceAboveP90': minimum === undefined ? undefined : isPriceAbove,
  };
}
