import { addDays, civilDate, type Fen, fen, fullMonthsBetween } from '../../kernel/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PlanItem } from '../submission.ts';
import { planReferenceOn } from './plan-item-view.ts';
import { planItemPrice } from './plan-prices.ts';

/**
 * The price of a seat by year of its term, in fen and rounded up: a low first year hides nothing of the later ones. Null for
 * a term of at most a year, one without an end, and where a price is left out. No fact under an older policy.
 */
export function yearlyPriceFact(input: DeriveInput, item: PlanItem): { readonly 'item.yearlyPriceFen'?: Fen | null } {
  const isHeldByYear = input.policy.submitDate.boolean('policy.seats.capEveryYear');
  if (isHeldByYear === undefined) return {};
  const wholeFen = planItemPrice(input.order, item);
  const months = termMonths(input, item);
  if (!isHeldByYear || wholeFen === null || months === null || months <= 12) return { 'item.yearlyPriceFen': null };
  return { 'item.yearlyPriceFen': fen(Math.ceil((wholeFen * 12) / months)) };
}

/** The shorter of the months of service and of the days that the licence runs, where both are stated. */
function termMonths(input: DeriveInput, { serviceMonths, validFrom, validUntil }: PlanItem): number | null {
  const from = validFrom ? civilDate(validFrom) : planReferenceOn(input);
  const stated = [
    serviceMonths ?? null,
    validUntil ? fullMonthsBetween(from, addDays(civilDate(validUntil), 1)) : null,
  ].filter((months) => months !== null);
  return stated.length > 0 ? Math.min(...stated) : null;
}
