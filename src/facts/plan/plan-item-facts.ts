import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  type Fen,
  fullMonthsBetween,
  parseYuan,
} from '../../kernel/index.ts';
import type { Facts } from '../../rules/index.ts';
import { approvalsFor } from '../approvals.ts';
import type { DeriveInput } from '../derive-input.ts';
import { mergedFacts, type PartialFacts } from '../merged-facts.ts';
import { policyInteger } from '../policy-values.ts';
import type { OrderSubmission, PlanItem } from '../submission.ts';
import { baseLicences, isUpgradeOnly } from '../system/base-licences.ts';
import { type CountedSeats, countedSeats } from './counted-seats.ts';
import { itemDoubts } from './item-doubts.ts';
import { fundingState } from './item-funding.ts';
import { licenceTerm } from './licence-term.ts';
import { licenseeState, siteScope } from './licensee.ts';
import { isOnFreeList, planEditionClass } from './plan-editions.ts';
import { entitlementNamed, isDrawn, type PlanItemView, planItemViews, planReferenceOn } from './plan-item-view.ts';
import { planPlatformFit } from './plan-platform.ts';
import { planItemPrice } from './plan-prices.ts';
import { planProofFacts } from './plan-proofs.ts';
import { softwareSupport } from './software-support.ts';
import { yearlyPriceFact } from './yearly-price.ts';

/** Every fact about each item of the software plan, in the plan's order. */
export function planItemFacts(input: DeriveInput): readonly Facts[] {
  const counted = countedSeats(input);
  return planItemViews(input).map((view, index) =>
    mergedFacts(
      statedFacts(input, view, index),
      priceFacts(input, view.item),
      productFacts(input, view),
      licenceFacts(input, view, counted[index]),
      replacementFacts(input, view.item, index),
      entitlementFacts(view),
      itemDoubts(input, view),
      softwareSupport(input, view),
      planProofFacts(input, view.item),
    ),
  );
}

function statedFacts(input: DeriveInput, { item }: PlanItemView, index: number): PartialFacts {
  const isApproved = (kind: 'price-finance' | 'price-technical'): boolean =>
    approvalsFor(input.order, { kind, part: { item: itemNumber(item, index) }, decidedOn: input.decidedOn }).length > 0;
  return {
    'item.number': itemNumber(item, index),
    'item.category': item.category ?? 'not-stated',
    'item.product.name': item.product ?? null,
    'item.edition': item.edition ?? null,
    'item.version': item.version ?? null,
    'item.provision': item.provision ?? 'not-stated',
    'item.licenceType': item.licenceType ?? 'not-stated',
    'item.metric': item.metric ?? 'not-stated',
    'item.seats': item.seats ?? 0,
    'item.deliverByState': deliverByState(input, item),
    'item.approval.finance': isApproved('price-finance'),
    'item.approval.technical': isApproved('price-technical'),
  };
}

function priceFacts(input: DeriveInput, item: PlanItem): PartialFacts {
  const { order } = input;
  const isMultiYear = coversYears(item, planReferenceOn(input));
  return {
    'item.unitPriceFen': planItemPrice(order, item),
    'item.firstYearPriceFen': firstYearPrice(order, { item, isMultiYear }),
    'item.serviceSplit': serviceSplit({ item, isMultiYear }),
    ...yearlyPriceFact(input, item),
    'item.fundingState': fundingState(order, item),
  };
}

function productFacts(input: DeriveInput, view: PlanItemView): PartialFacts {
  return {
    'item.editionClass': planEditionClass(input, view),
    'item.onFreeList': isOnFreeList(input, view),
    'item.platformFit': planPlatformFit(input, view),
    'item.isProductKnown': isProductKnown(view),
    'item.product.upgradeOnly': isUpgradeOnly(view),
    'item.baseLicences': baseLicences(input, view),
  };
}

function licenceFacts(input: DeriveInput, view: PlanItemView, counted: CountedSeats | undefined): PartialFacts {
  const { agency } = input.gathered;
  const minTermMonths = policyInteger(input.policy.decisionDate, 'policy.plan.minTermMonths');
  return {
    'item.term': licenceTerm(view, { referenceOn: planReferenceOn(input), minTermMonths }),
    'item.licenseeState': licenseeState(view, agency, input.order.softwarePlan ?? []),
    'item.countedSeats': counted?.seats,
    'item.notCountedReason': counted?.reason,
    'item.entitlementSeatsAsked': seatsAskedOf(input, view.item.entitlementId),
    'entitlement.siteScope': siteScope(view, agency),
  };
}

function replacementFacts(input: DeriveInput, item: PlanItem, index: number): PartialFacts {
  const lifeYears = minLifeYears(input, item);
  return {
    'item.replacedYoungestMonths': replacedYoungestMonths(input, item),
    'item.minLifeYears': lifeYears,
    'item.minLifeMonths': lifeYears === undefined ? undefined : 12 * lifeYears,
    'item.replacementGround': replacementGround(input, itemNumber(item, index)),
  };
}

function entitlementFacts({ cited }: PlanItemView): PartialFacts {
  return {
    'entitlement.isDeviceBound': cited && (cited.isDeviceBound || cited.channel === 'oem'),
    'entitlement.seats': cited?.seats ?? null,
    'entitlement.installedSeats': cited?.installedSeats ?? null,
    'entitlement.heldSeats': cited?.heldSeats ?? null,
    'entitlement.freeSeats': cited?.isFrozen ? undefined : (cited?.freeSeats ?? null),
    'entitlement.isTransferable': cited?.isTransferable ?? null,
  };
}

/** An item without a number goes by its place in the plan. */
function itemNumber(item: PlanItem, index: number): number {
  return item.item ?? index + 1;
}

/** A delivery date that the order lacks is found by the rule on completeness, so nothing is late against it. */
function deliverByState(
  { order, policy }: DeriveInput,
  item: PlanItem,
): 'ok' | 'missing' | 'late' | 'not-needed' | undefined {
  if (!item.provision || isDrawn(item)) return 'not-needed';
  if (!item.deliverBy) return 'missing';
  if (!order.expectedDeliveryOn) return 'ok';
  const graceDays = policyInteger(policy.decisionDate, 'policy.plan.deliveryGraceDays');
  if (graceDays === undefined) return undefined;
  return item.deliverBy > addDays(civilDate(order.expectedDeliveryOn), graceDays) ? 'late' : 'ok';
}

/** Caps include one year of service, so an offer of more must name the price of the first year. */
function serviceSplit({ item, isMultiYear }: OfferedTerm): 'single-year' | 'split' | 'not-split' {
  if (!isMultiYear) return 'single-year';
  return item.firstYearUnitPrice ? 'split' : 'not-split';
}

/** The price of a single year is the whole price, whatever is named as its first year. */
function firstYearPrice(order: OrderSubmission, { item, isMultiYear }: OfferedTerm): Fen | null {
  const whole = planItemPrice(order, item);
  const firstYear = item.firstYearUnitPrice ? parseYuan(item.firstYearUnitPrice) : null;
  if (firstYear === null || whole === null) return firstYear ?? whole;
  return isMultiYear || firstYear > whole ? firstYear : whole;
}

interface OfferedTerm {
  readonly item: PlanItem;
  readonly isMultiYear: boolean;
}

/**
 * By the months of service or by the term, whichever is longer. The last day belongs to the term; one without a first day
 * begins on the reference day, as `licenceTerm` has it.
 */
function coversYears({ serviceMonths, validFrom, validUntil }: PlanItem, referenceOn: CivilDate): boolean {
  if ((serviceMonths ?? 0) > 12) return true;
  const from = validFrom ? civilDate(validFrom) : referenceOn;
  return Boolean(validUntil && validUntil >= addMonths(from, 12));
}

/** Office and antivirus products may be unknown; of a system the rules need more than the officer's word. */
function isProductKnown({ item, productName, product }: PlanItemView): boolean | null | undefined {
  if (!productName) return null;
  if (product) return true;
  return item.category === 'operating-system' ? undefined : false;
}

function seatsAskedOf({ order }: DeriveInput, entitlementId: string | null | undefined): number | null {
  if (!entitlementId) return null;
  const citing = (order.softwarePlan ?? []).filter((item) => item.entitlementId === entitlementId);
  return citing.reduce((sum, { seats }) => sum + (seats ?? 0), 0);
}

/** Undefined when the register does not say when one of them was acquired. */
function replacedYoungestMonths(input: DeriveInput, item: PlanItem): number | null | undefined {
  const replaced = item.replacesEntitlements ?? [];
  if (replaced.length === 0) return null;
  const months = replaced.map((id) => {
    const acquiredOn = entitlementNamed(input, id)?.acquiredOn;
    return acquiredOn ? fullMonthsBetween(acquiredOn, input.submittedOn) : undefined;
  });
  const known = months.filter((age) => age !== undefined);
  return known.length === months.length ? Math.min(...known) : undefined;
}

/** Office software of some agencies must last longer than other software; a policy that does not say of which is missing. */
function minLifeYears({ policy }: DeriveInput, { category }: PlanItem): number | undefined {
  const ofOffice = category === 'office' ? policy.decisionDate.integer('policy.software.officeMinLifeYears') : null;
  return ofOffice === null ? policyInteger(policy.decisionDate, 'policy.software.minLifeYears') : ofOffice;
}

const GROUNDS = ['unusable', 'technical-progress', 'hardware-scrapped'] as const;

function replacementGround({ order, decidedOn }: DeriveInput, item: number): (typeof GROUNDS)[number] | 'none' {
  const approvals = approvalsFor(order, { kind: 'early-renewal', part: { item }, decidedOn });
  return GROUNDS.find((ground) => approvals.some((approval) => approval.ground === ground)) ?? 'none';
}
