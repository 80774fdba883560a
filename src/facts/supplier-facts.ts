import { addDays, type CivilDate, civilDate, daysBetween } from '../kernel/index.ts';
import type { Facts } from '../rules/index.ts';
import type { DeriveInput } from './derive-input.ts';
import type { GatheredSupplier } from './gathered.ts';
import { policyBoolean, policyInteger } from './policy-values.ts';
import { presentFacts } from './present-facts.ts';

type Debarment = GatheredSupplier['debarments'][number];

const NATIONAL_SOURCES: readonly Debarment['source'][] = ['mof', 'court', 'tax'];

/** What is held against the supplier on the day of the decision; nothing to say while the order names none. */
export function supplierFacts(input: DeriveInput): Facts {
  return { ...standingFacts(input), ...nameFacts(input), ...buyerFacts(input) };
}

function standingFacts({ order, gathered, policy, decidedOn }: DeriveInput): Facts {
  const creditCode = order.supplier?.creditCode ?? null;
  const checkedOn = order.supplier?.creditCheckedOn ? civilDate(order.supplier.creditCheckedOn) : null;
  const { supplier } = gathered;
  if (creditCode === null || supplier === null) return { ...NO_SUPPLIER, 'supplier.creditCode': creditCode };
  const tailDays = policyInteger(policy.decisionDate, 'policy.supplier.localListingTailDays');
  const maxAgeDays = policyInteger(policy.decisionDate, 'policy.credit.maxAgeDays');
  return presentFacts({
    'supplier.creditCode': creditCode,
    'supplier.debarmentState': debarmentState(supplier.debarments, decidedOn),
    'supplier.localListing':
      tailDays === undefined ? undefined : localListing(supplier.debarments, decidedOn, tailDays),
    'supplier.creditCheck': maxAgeDays === undefined ? undefined : creditCheck(checkedOn, decidedOn, maxAgeDays),
    'supplier.creditCheckedOn': checkedOn,
    'supplier.isCreditCheckInFuture': checkedOn !== null && checkedOn > decidedOn,
  });
}

const NO_SUPPLIER: Facts = {
  'supplier.creditCode': null,
  'supplier.debarmentState': null,
  'supplier.localListing': null,
  'supplier.creditCheck': null,
  'supplier.creditCheckedOn': null,
  'supplier.isCreditCheckInFuture': null,
};

/**
 * Whose name the order gives its supplier. A name that nobody is registered by, or the supplier itself, is its own, whatever
 * it was called before; that of a barred firm is looked at even then. An older policy compares no names: they are no fact.
 */
function nameFacts({ order, gathered, policy, decidedOn }: DeriveInput): Facts {
  const isCompared = policyBoolean(policy.decisionDate, 'policy.supplier.namesCompared');
  if (isCompared === undefined) return {};
  if (!order.supplier?.creditCode || !order.supplier.name) {
    return { 'supplier.nameState': null, 'supplier.namesakes': null };
  }
  const { isOwn = true, others = [] } = (isCompared && gathered.supplierNamesakes) || {};
  const barred = others.filter(({ debarments }) => isBarred(debarments, decidedOn));
  const meant = barred.length > 0 ? barred : isOwn ? [] : others;
  return {
    'supplier.nameState': barred.length > 0 ? 'of-barred' : meant.length > 0 ? 'of-another' : 'own',
    'supplier.namesakes': meant.map(({ creditCode }) => creditCode),
  };
}

/** Whether the supplier is the buyer itself or the authority above it: nobody sells to himself. An older policy does not ask. */
function buyerFacts({ order, gathered, policy }: DeriveInput): Facts {
  const isCompared = policyBoolean(policy.decisionDate, 'policy.supplier.buyersCompared');
  if (isCompared === undefined) return {};
  const creditCode = order.supplier?.creditCode;
  if (!creditCode) return { 'supplier.buyerRelation': null };
  const { code, parentCode } = gathered.agency;
  const relation = creditCode === code ? 'itself' : creditCode === parentCode ? 'parent' : 'none';
  return { 'supplier.buyerRelation': isCompared ? relation : 'none' };
}

function isBarred(debarments: readonly Debarment[], on: CivilDate): boolean {
  return debarmentState(debarments, on) === 'active' || localListing(debarments, on, 0) === 'active';
}

/** A pending appeal does not suspend a national debarment; a listing that was lifted ends on the day it was lifted. */
export function debarmentState(debarments: readonly Debarment[], on: CivilDate): 'none' | 'active' {
  const isActive = debarments.some(
    (debarment) => !debarment.isAffiliate && NATIONAL_SOURCES.includes(debarment.source) && isInForce(debarment, on),
  );
  return isActive ? 'active' : 'none';
}

/**
 * The local list of software infringers. An appeal softens the listing it is against and no other, so a second listing
 * that nobody appealed still bars.
 */
export function localListing(
  debarments: readonly Debarment[],
  on: CivilDate,
  tailDays: number,
): 'none' | 'active' | 'under-appeal' | 'recently-ended' | 'affiliate' {
  const own = debarments.filter(({ isAffiliate, source }) => !isAffiliate && source === 'local-software');
  const active = own.filter((debarment) => isInForce(debarment, on));
  if (active.some(({ isAppealPending }) => !isAppealPending)) return 'active';
  if (active.length > 0) return 'under-appeal';
  if (debarments.some((debarment) => debarment.isAffiliate && isInForce(debarment, on))) return 'affiliate';
  return own.some((debarment) => endedWithin(debarment, on, tailDays)) ? 'recently-ended' : 'none';
}

/** A day that is still to come proves nothing. */
export function creditCheck(
  checkedOn: CivilDate | null,
  on: CivilDate,
  maxAgeDays: number,
): 'fresh' | 'stale' | 'absent' {
  if (checkedOn === null || checkedOn > on) return 'absent';
  return daysBetween(checkedOn, on) > maxAgeDays ? 'stale' : 'fresh';
}

function isInForce(debarment: Debarment, on: CivilDate): boolean {
  const { from } = debarment;
  const end = firstDayAfter(debarment);
  return from <= on && (end === null || on < end);
}

/** A listing that was corrected never tells against the supplier again. */
function endedWithin(debarment: Debarment, on: CivilDate, days: number): boolean {
  const end = firstDayAfter(debarment);
  return (
    debarment.endReason !== 'corrected' &&
    debarment.from <= on &&
    end !== null &&
    end <= on &&
    daysBetween(end, on) < days
  );
}

/** The last day in force is `until`; being lifted takes effect on its own day and may only come earlier. */
function firstDayAfter({ until, endedOn, endReason }: Debarment): CivilDate | null {
  const lastDay = endReason === 'expired' ? (until ?? endedOn) : until;
  const regular = lastDay === null ? [] : [addDays(lastDay, 1)];
  const lifted = endReason === 'expired' || endedOn === null ? [] : [endedOn];
  return [...regular, ...lifted].toSorted().at(0) ?? null;
}
