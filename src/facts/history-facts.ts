import { lineCategory } from '../goods/index.ts';
import { type Fen, fen, sumFen, ZERO_FEN } from '../kernel/index.ts';
import type { Facts } from '../rules/index.ts';
import type { DeriveInput } from './derive-input.ts';
import type { PurchaseHistory } from './gathered.ts';
import { isGift, lineAmount } from './line/amounts.ts';
import { comparablePrice } from './line/priced-in.ts';
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

/** What is known of the prices of the line's kind, once there are enough of them; the facts of a low price only where the policy asks. */
function priceFacts(input: DeriveInput, lineIndex: number): Record<string, number | boolean | null | undefined> {
  const policy = input.policy.submitDate;
  const minimum = policyInteger(policy, 'policy.priceSample.minimum');
  const lowPercent = policy.integer('policy.priceSample.lowPercent');
  const line = input.order.lines[lineIndex];
  const known = line && input.gathered.history.prices[lineCategory(line)];
  const sample = known?.sample ?? 0;
  const isEnough = known !== undefined && minimum !== undefined && sample >= minimum;
  const p90Fen = isEnough ? known.p90Fen : null;
  const medianFen = isEnough ? (known.medianFen ?? null) : null;
  const priceFen = line ? comparablePrice(line) : null;
  const aboveFen = highLimit(input, p90Fen, medianFen);
  const isPriced = priceFen !== null && medianFen !== null && !isGift(input.order);
  const isBelow = isPriced && priceFen * 100 < medianFen * (lowPercent ?? 0);
  return {
    'history.unitPriceSample': sample,
    'history.unitPriceP90Fen': minimum === undefined ? undefined : p90Fen,
    'line.priceAboveP90':
      minimum === undefined ? undefined : priceFen !== null && aboveFen !== null && priceFen > aboveFen,
    ...(lowPercent !== undefined && {
      'history.unitPriceMedianFen': minimum === undefined ? undefined : medianFen,
      'line.priceBelowMedian': minimum === undefined ? undefined : isBelow,
    }),
  };
}

/**
 * What a price may be before it stands out: the high percentile and the margin above it, and no less than the spread above the
 * median, since of equal prices any other would stand out. Both are the policy's; without them the percentile alone counts.
 */
function highLimit({ policy }: DeriveInput, p90Fen: Fen | null, medianFen: Fen | null): number | null {
  if (p90Fen === null) return null;
  const margin = policy.submitDate.integer('policy.priceSample.marginPercent') ?? 0;
  const spread = policy.submitDate.integer('policy.priceSample.spreadPercent') ?? 0;
  return Math.max((p90Fen * (100 + margin)) / 100, medianFen === null ? 0 : (medianFen * (100 + spread)) / 100);
}
