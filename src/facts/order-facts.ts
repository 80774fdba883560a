import { addMonths, type CivilDate, civilDate, parseYuan } from '../kernel/index.ts';
import type { Facts } from '../rules/index.ts';
import { approvalsFor, missingOfApprovals } from './approvals.ts';
import { missingElements } from './completeness.ts';
import type { DeriveInput } from './derive-input.ts';
import { amountsState, computedTotal, productsTotal } from './line/amounts.ts';
import { isClientCategory } from './line/purchase-items.ts';
import type { PartialFacts } from './merged-facts.ts';
import { policyBoolean, policyInteger } from './policy-values.ts';
import { presentFacts } from './present-facts.ts';
import type { Approval } from './submission.ts';

/** What the order says about itself; whoever buys, sells, pays and plans has facts of their own. */
export function orderFacts(input: DeriveInput): Facts {
  const { order } = input;
  const missing = [...missingElements(input), ...missingOfApprovals(input)];
  return presentFacts({
    'order.acquisition': order.acquisition ?? 'purchase',
    'order.method': order.method ?? 'not-stated',
    'order.organisationForm': order.organisationForm ?? 'not-stated',
    'order.fiscalYear': order.fiscalYear,
    'order.submittedOn': input.submittedOn,
    'order.decidedOn': input.decidedOn,
    'order.expectedDeliveryOn': order.expectedDeliveryOn ?? null,
    'order.deliveryReferenceOn': deliveryReferenceOn(input),
    ...deliveryDayFacts(input),
    'order.totalFen': order.total ? parseYuan(order.total) : null,
    'order.computedTotalFen': computedTotal(order),
    'order.productsTotalFen': productsTotal(order),
    'order.amountsState': amountsState(order),
    'order.missingElements': missing,
    'order.missingElementCount': missing.length,
    'order.hasSupplier': hasSupplier(input),
    'order.package': order.package ?? 'goods',
    'order.isClassified': order.classified ?? false,
    'order.computerCount': computerCount(input),
    'order.isTenderEquivalent': isTenderEquivalent(input),
    'order.approval.method': isApproved(input, ['method-change']),
    'order.approval.splitting': isExceptedFromSplitting(input),
    'history.openTwinOrders': openTwinOrders(input),
    ...sameGoodsFacts(input),
  });
}

/** The day by which a system must still be supported: the delivery, but never a day that is over. */
export function deliveryReferenceOn({ order, decidedOn }: DeriveInput): CivilDate {
  if (!order.expectedDeliveryOn) return decidedOn;
  const expected = civilDate(order.expectedDeliveryOn);
  return expected > decidedOn ? expected : decidedOn;
}

/**
 * The day of delivery against the day of the submission and the year of the money. An older policy has no months for it,
 * under which it is no fact. A supplement may not move the day of its contract, whatever day it comes on itself.
 */
function deliveryDayFacts(input: DeriveInput): PartialFacts {
  const months = input.policy.submitDate.integer('policy.delivery.monthsAfterYear');
  if (months === undefined) return {};
  if (months === null) return { 'order.latestDeliveryOn': null, 'order.deliveryDay': null };
  const latest = addMonths(civilDate(`${input.order.fiscalYear}-12-31`), months);
  return { 'order.latestDeliveryOn': latest, 'order.deliveryDay': deliveryDay(input, latest) };
}

function deliveryDay(
  { order: { expectedDeliveryOn }, gathered, submittedOn }: DeriveInput,
  latest: CivilDate,
): 'in-time' | 'before-order' | 'after-year' | 'agreed' | null {
  if (!expectedDeliveryOn) return null;
  if (gathered.isSupplement) return 'agreed';
  if (expectedDeliveryOn < submittedOn) return 'before-order';
  return expectedDeliveryOn > latest ? 'after-year' : 'in-time';
}

/** A supplier is named by its code; a name alone is nobody yet. */
export function hasSupplier({ order }: DeriveInput): boolean {
  return Boolean(order.supplier?.creditCode);
}

/** False when the method is not stated, which the rule on completeness finds; undefined while the policy has no list. */
export function isTenderEquivalent({ order, policy }: DeriveInput): boolean | undefined {
  return policy.submitDate.tenderEquivalentMethods?.includes(order.method ?? 'not-stated');
}

/** Machines that need licences: tablets are none of them. */
function computerCount({ order }: DeriveInput): number {
  return order.lines
    .filter(
      ({ computer }) => isClientCategory(computer?.category) || OTHER_COMPUTERS.includes(computer?.category ?? ''),
    )
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

const OTHER_COMPUTERS = ['server', 'thin-client'];

/** Whether what it buys counts towards no sums of splitting: neither its own nor, once it stands, those of later orders. */
export function isExceptedFromSplitting(input: Pick<DeriveInput, 'order' | 'decidedOn'>): boolean {
  return isApproved(input, ['splitting-exception', 'budget-adjustment']);
}

/** An approval of the order as a whole; one that is limited to certain lines must at least be for a line that exists. */
function isApproved(
  { order, decidedOn }: Pick<DeriveInput, 'order' | 'decidedOn'>,
  kinds: readonly NonNullable<Approval['kind']>[],
): boolean {
  return kinds.some((kind) =>
    order.lines.some(({ line }) => approvalsFor(order, { kind, part: { line }, decidedOn }).length > 0),
  );
}

/** Without a window nobody knows how far back the twins were counted. */
/**
 * Orders that this one repeats through another supplier, or with its models written otherwise, beside those of the same key.
 * An older policy does not look for them: then they are no fact.
 */
function sameGoodsFacts({ gathered, policy }: DeriveInput) {
  const isCompared = policyBoolean(policy.decisionDate, 'policy.duplicate.anySupplier');
  const windowDays = policyInteger(policy.decisionDate, 'policy.duplicate.windowDays');
  if (isCompared === undefined || windowDays === undefined) return {};
  const orders = isCompared ? (gathered.history.sameGoodsOrders ?? []) : [];
  return {
    'history.sameGoodsOrders': orders,
    'history.sameGoodsOrderCount': Math.max(0, orders.length - gathered.history.openTwinOrders),
  };
}

function openTwinOrders({ gathered, policy }: DeriveInput): number | undefined {
  const windowDays = policyInteger(policy.decisionDate, 'policy.duplicate.windowDays');
  return windowDays === undefined ? undefined : gathered.history.openTwinOrders;
}
