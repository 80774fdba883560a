import { categoryOf, kindOf, statedAt } from '../goods/index.ts';
import type { DeriveInput } from './derive-input.ts';
import { isGift, isOwnPurchase } from './line/amounts.ts';
import { isPricedElsewhere } from './line/priced-in.ts';
import { entitlementNamed, isDrawn } from './plan/plan-item-view.ts';
import { buyingLine } from './plan/plan-prices.ts';
import type { OrderLine, OrderSubmission, PlanItem } from './submission.ts';

type StatedOrder = Pick<DeriveInput, 'order' | 'gathered' | 'policy'>;

/**
 * JSON pointers of what the officer must state and did not, in the order of the body. Each gap is reported by one rule
 * only: the operating system, the funding, the filing number, dates of delivery and origin have rules of their own, and
 * the supplier is named at the contract at the latest.
 */
export function missingElements(input: StatedOrder): readonly string[] {
  const { order } = input;
  const described = new Set((order.softwarePlan ?? []).map((item) => buyingLine(order, item)));
  return [
    ...missingOfOrder(order),
    ...order.lines.flatMap((line, index) => {
      const missing = [...missingOfLine(input, line), ...(isUndescribed(line, described) ? ['/software'] : [])];
      return missing.map((field) => `/lines/${index}${field}`);
    }),
    ...(order.softwarePlan ?? []).flatMap((item, index) =>
      missingOfItem(input, item).map((field) => `/softwarePlan/${index}${field}`),
    ),
  ];
}

function missingOfOrder(order: OrderSubmission): readonly string[] {
  const isBought = !isGift(order);
  return named([
    ['/method', isBought && !order.method],
    ['/organisationForm', isBought && !order.organisationForm],
    ['/supplier/creditCode', order.supplier && !order.supplier.creditCode],
    ['/expectedDeliveryOn', !order.expectedDeliveryOn],
    ['/total', isBought && !order.total],
  ]);
}

function missingOfLine({ order, policy }: StatedOrder, line: OrderLine): readonly string[] {
  const isBought = !isGift(order);
  // Without words for goods nobody would look at what pays for the machine, so no other line may.
  const isPriced = isPricedElsewhere(line) ? policy.decisionDate.goodsWords !== undefined : Boolean(line.unitPrice);
  return named([
    ['/catalogue/edition', isBought && !line.catalogue?.edition],
    ['/catalogue/code', isBought && !line.catalogue?.code],
    ['/unitPrice', isBought && !isPriced],
    ...kindOf(line).required.map((pointer): Field => [pointer, !statedAt(line, pointer)]),
  ]);
}

/**
 * All but the category of the software that a line buys stands on the items of the plan that name the line: without one
 * nobody could judge its licences. Only the kinds of which every machine needs one have rules to be judged by.
 */
function isUndescribed(line: OrderLine, described: ReadonlySet<OrderLine | undefined>): boolean {
  const category = kindOf(line).isLicence ? categoryOf(line) : null;
  return Boolean(category) && category !== 'other' && !described.has(line);
}

/**
 * Seats that are there already are described by their entitlement, and a site licence may be for every machine inside. While
 * the product is only required, as in a tender, its licence terms wait for the contract; how long a subscription must run
 * does not.
 */
function missingOfItem(input: StatedOrder, item: PlanItem): readonly string[] {
  const { order } = input;
  const isNew = item.provision === 'new-purchase';
  const isChosen = Boolean(item.product);
  return named([
    ['/category', !item.category],
    ['/provision', !item.provision],
    ['/licenceType', isNew && isChosen && !item.licenceType],
    ['/metric', isNew && isChosen && !item.metric],
    ['/seats', !item.seats && !isForEveryMachine(input, item)],
    ['/validUntil', isEndless(item)],
    ['/unitPrice', !isGift(order) && isOwnPurchase(order, item) && !item.unitPrice],
  ]);
}

/** A site licence of so many seats is asked how many of them the order takes; one without a number covers what is inside. */
function isForEveryMachine(input: StatedOrder, { provision, entitlementId }: PlanItem): boolean {
  return provision === 'site-licence' && (entitlementNamed(input, entitlementId)?.seats ?? null) === null;
}

/** A subscription says when it ends or how many months it serves. */
function isEndless(item: PlanItem): boolean {
  return item.licenceType === 'subscription' && !isDrawn(item) && !item.validUntil && !item.serviceMonths;
}

type Field = readonly [pointer: string, isMissing: unknown];

function named(fields: readonly Field[]): readonly string[] {
  return fields.filter(([, isMissing]) => isMissing).map(([field]) => field);
}
