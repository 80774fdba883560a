import { addDays, addMonths, type CivilDate, civilDate } from '../../kernel/index.ts';
import type { PlanItemView } from './plan-item-view.ts';

export type LicenceTerm = 'perpetual' | 'long-enough' | 'short' | 'expired' | 'not-started';

/**
 * How a licence stands on the reference day. One that ends on that very day is over; one of exactly the shortest term,
 * from that day, is long enough: its last day is the day before the same date. Null when the officer does not say how long
 * it runs, which is asked of him; undefined when the register does not, or while the policy that would judge it is missing.
 */
export function licenceTerm(
  view: PlanItemView,
  on: { readonly referenceOn: CivilDate; readonly minTermMonths: number | undefined },
): LicenceTerm | null | undefined {
  const { from, until } = licenceDates(view, on.referenceOn);
  if (until && until <= on.referenceOn) return 'expired';
  if (from && from > on.referenceOn) return 'not-started';
  if (until === null) return 'perpetual';
  if (until === undefined) return view.drawn ? undefined : null;
  if (on.minTermMonths === undefined) return undefined;
  const lastOfShortest = addDays(addMonths(on.referenceOn, on.minTermMonths), -1);
  return until < lastOfShortest ? 'short' : 'long-enough';
}

interface LicenceDates {
  readonly from: CivilDate | null;
  /** The last day; null is perpetual, undefined cannot be told. */
  readonly until: CivilDate | null | undefined;
}

/** A subscription without a last day is not perpetual: it ends with its months of service, if those are stated. */
function licenceDates({ item, drawn }: PlanItemView, referenceOn: CivilDate): LicenceDates {
  if (drawn) {
    const isOpen = drawn.validUntil === null && drawn.channel === 'subscription';
    return { from: drawn.validFrom, until: isOpen ? undefined : drawn.validUntil };
  }
  const from = item.validFrom ? civilDate(item.validFrom) : null;
  if (item.validUntil) return { from, until: civilDate(item.validUntil) };
  if (item.licenceType !== 'subscription') return { from, until: null };
  if (!item.serviceMonths) return { from, until: undefined };
  return { from, until: addDays(addMonths(from ?? referenceOn, item.serviceMonths), -1) };
}
