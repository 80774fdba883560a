import { kindOf } from '../../goods/index.ts';
import { addFen, type Fen, fen, parseYuan, sumFen, timesFen, ZERO_FEN } from '../../kernel/index.ts';
import { buyingLine, planItemCost } from '../plan/plan-prices.ts';
import type { FundingEntry, OrderLine, OrderSubmission, PlanItem } from '../submission.ts';
import { isPricedElsewhere } from './priced-in.ts';

export type AmountsState =
  | 'balanced'
  | 'total-differs'
  | 'funding-differs'
  | 'both-differ'
  | 'plan-differs'
  | 'not-stated';

/**
 * A line has no amount of its own: quantity times unit price is its amount, and of a lease times its months. Null while the
 * price is left out, nought where another line pays.
 */
export function lineAmount(line: OrderLine): Fen | null {
  if (isPricedElsewhere(line)) return ZERO_FEN;
  return line.unitPrice ? timesFen(parseYuan(line.unitPrice), line.quantity * (line.leaseMonths ?? 1)) : null;
}

/** A new purchase that no order line buys: it stands in the total by itself and names its own funding. */
export function isOwnPurchase(order: OrderSubmission, item: PlanItem): boolean {
  return item.provision === 'new-purchase' && buyingLine(order, item) === undefined;
}

/** All lines and all new purchases that no line buys; null when one of their prices is left out. */
export function computedTotal(order: OrderSubmission): Fen | null {
  const parts = [...order.lines.map(lineAmount), ...ownPurchaseCosts(order)];
  const stated = parts.filter((part) => part !== null);
  return stated.length === parts.length ? addFen(...stated) : null;
}

/** Goods only, for the question whether products hide in an integration project. A price left out counts as zero. */
export function productsTotal(order: OrderSubmission): Fen {
  const lines = order.lines.filter(isProduct).map(lineAmount);
  return sumFen([...lines, ...ownPurchaseCosts(order)], (amount) => amount ?? ZERO_FEN);
}

/**
 * Compares what is stated. An empty list of funding is not compared: that a line or an item has none is found by the
 * rules on budget lines, once.
 */
export function amountsState(order: OrderSubmission): AmountsState {
  if (isGift(order)) return giftState(order);
  const computed = computedTotal(order);
  const total = order.total ? parseYuan(order.total) : null;
  const totalDiffers = total !== null && computed !== null && total !== computed;
  const fundingDiffers = fundedAmounts(order).some(
    ({ amount, funding }) => amount !== null && amount !== sumOf(funding),
  );
  if (totalDiffers || fundingDiffers) return difference(totalDiffers, fundingDiffers);
  if (order.lines.some((line) => costsOtherThanItsItems(order, line))) return 'plan-differs';
  return total === null || computed === null ? 'not-stated' : 'balanced';
}

/** Otherwise a line of one seat would pay for the plan of a whole agency. Prices and seats left out are not compared. */
function costsOtherThanItsItems(order: OrderSubmission, line: OrderLine): boolean {
  const bought = (order.softwarePlan ?? []).filter((item) => buyingLine(order, item) === line);
  const costs = bought.map((item) => planItemCost(order, item)).filter((cost) => cost !== null);
  const amount = lineAmount(line);
  return bought.length > 0 && costs.length === bought.length && amount !== null && amount !== addFen(...costs);
}

/** A donation or a transfer: nothing is paid, so the rules on prices and budgets have nothing to look at. */
export function isGift(order: OrderSubmission): boolean {
  return order.acquisition === 'donation' || order.acquisition === 'transfer-in';
}

/**
 * Whether every sum over the order stays a safe integer, also times one hundred for a percentage. An order beyond that,
 * some nine hundred billion yuan, is refused before facts are derived: no budget could hold it.
 */
export function hasBookableAmounts(order: OrderSubmission): boolean {
  return placedAmounts(order).reduce((sum, { yuan }) => sum + yuan, 0) <= 900_000_000_000;
}

/** Where the largest of the amounts stands: what was mistyped is looked for there first. */
export function placeOfLargestAmount(order: OrderSubmission): string {
  const [largest] = placedAmounts(order).toSorted((one, other) => other.yuan - one.yuan);
  return largest?.pointer ?? '/total';
}

interface PlacedAmount {
  readonly pointer: string;
  readonly yuan: number;
}

function placedAmounts(order: OrderSubmission): readonly PlacedAmount[] {
  const lines = order.lines.flatMap(({ unitPrice, quantity, leaseMonths, funding }, index) => [
    { pointer: `/lines/${index}/unitPrice`, yuan: Number(unitPrice ?? 0) * quantity * (leaseMonths ?? 1) },
    ...fundingAmounts(`/lines/${index}`, funding),
  ]);
  const items = (order.softwarePlan ?? []).flatMap((item, index) => [
    costOfSeats(`/softwarePlan/${index}`, item),
    ...fundingAmounts(`/softwarePlan/${index}`, item.funding),
  ]);
  return [{ pointer: '/total', yuan: Number(order.total ?? 0) }, ...lines, ...items];
}

/** The dearer of the two prices, as either is multiplied somewhere. */
function costOfSeats(place: string, { unitPrice, firstYearUnitPrice, seats }: PlanItem): PlacedAmount {
  const [usual, first] = [Number(unitPrice ?? 0), Number(firstYearUnitPrice ?? 0)];
  const field = first > usual ? 'firstYearUnitPrice' : 'unitPrice';
  return { pointer: `${place}/${field}`, yuan: Math.max(usual, first) * (seats ?? 0) };
}

function fundingAmounts(place: string, funding: readonly FundingEntry[] | null | undefined): readonly PlacedAmount[] {
  return (funding ?? []).map(({ amount }, at) => ({
    pointer: `${place}/funding/${at}/amount`,
    yuan: Number(amount ?? 0),
  }));
}

function ownPurchaseCosts(order: OrderSubmission): readonly (Fen | null)[] {
  return (order.softwarePlan ?? [])
    .filter((item) => isOwnPurchase(order, item))
    .map((item) => planItemCost(order, item));
}

/** What the catalogue calls works (B) or services (C) is no product. */
function isProduct(line: OrderLine): boolean {
  return !kindOf(line).hasOpenCodes || !/^[BC]/.test(line.catalogue?.code ?? '');
}

/** An item that is no purchase of its own costs nothing here, so money on it would be counted twice or for nothing. */
function fundedAmounts(order: OrderSubmission): readonly { amount: Fen | null; funding: readonly FundingEntry[] }[] {
  const lines = order.lines.map((line) => ({ amount: lineAmount(line), funding: line.funding ?? [] }));
  const items = (order.softwarePlan ?? []).map((item) => ({
    amount: isOwnPurchase(order, item) ? planItemCost(order, item) : ZERO_FEN,
    funding: item.funding ?? [],
  }));
  return [...lines, ...items].filter(({ funding }) => funding.length > 0);
}

function giftState(order: OrderSubmission): AmountsState {
  const totalDiffers = order.total ? parseYuan(order.total) !== ZERO_FEN : false;
  const fundingDiffers = allFunding(order).length > 0;
  return totalDiffers || fundingDiffers ? difference(totalDiffers, fundingDiffers) : 'balanced';
}

function difference(totalDiffers: boolean, fundingDiffers: boolean): AmountsState {
  if (totalDiffers && fundingDiffers) return 'both-differ';
  return totalDiffers ? 'total-differs' : 'funding-differs';
}

function allFunding(order: OrderSubmission): readonly FundingEntry[] {
  return [...order.lines, ...(order.softwarePlan ?? [])].flatMap(({ funding }) => funding ?? []);
}

function sumOf(funding: readonly FundingEntry[]): Fen {
  return fen(funding.reduce((sum, { amount }) => sum + (amount ? parseYuan(amount) : 0), 0));
}
