import { type CivilDate, civilDate, parseYuan } from '../kernel/index.ts';
import type { Facts } from '../rules/index.ts';
import { approvalsFor } from './approvals.ts';
import { missingElements } from './completeness.ts';
import type { DeriveInput } from './derive-input.ts';
import { amountsState, computedTotal, productsTotal } from './line/amounts.ts';
import { isClientCategory } from './line/purchase-items.ts';
import { policyInteger } from './policy-values.ts';
import { presentFacts } from './present-facts.ts';
import type { Approval } from './submission.ts';

/** What the order says about itself; whoever buys, sells, pays and plans has facts of their own. */
export function orderFacts(input: DeriveInput): Facts {
  const { order } = input;
  const missing = missingElements(input);
  return presentFacts({
    'order.acquisition': order.acquisition ?? 'purchase',
    'order.method': order.method ?? 'not-stated',
    'order.organisationForm': order.organisationForm ?? 'not-stated',
    'order.fiscalYear': order.fiscalYear,
    'order.submittedOn': input.submittedOn,
    'order.decidedOn': input.decidedOn,
    'order.expectedDeliveryOn': order.expectedDeliveryOn ?? null,
    'order.deliveryReferenceOn': deliveryReferenceOn(input),
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
  });
}

/** The day by which a system must still be supported: the delivery, but never a day that is over. */
export function deliveryReferenceOn({ order, decidedOn }: DeriveInput): CivilDate {
  if (!order.expectedDeliveryOn) return decidedOn;
  const expected = civilDate(order.expectedDeliveryOn);
  return expected > decidedOn ? expected : decidedOn;
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
function openTwinOrders({ gathered, policy }: DeriveInput): number | undefined {
  const windowDays = policyInteger(policy.decisionDate, 'policy.duplicate.windowDays');
  return windowDays === undefined ? undefined : gathered.history.openTwinOrders;
}
