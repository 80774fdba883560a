import { type Fen, parseYuan, subtractFen, ZERO_FEN } from '../../kernel/index.ts';
import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredPlanFiling } from '../gathered.ts';
import { computedTotal, isGift } from '../line/amounts.ts';
import { purchaseItems } from '../line/purchase-items.ts';
import { policyBoolean } from '../policy-values.ts';
import { presentFacts } from '../present-facts.ts';

export type PlanFilingState =
  | 'none'
  | 'declared'
  | 'on-file'
  | 'insufficient'
  | 'exhausted'
  | 'other-agency'
  | 'registry-missing'
  | 'not-needed';

/** The implementation plan filed with the finance bureau, and whether it still covers this order. */
export function planFilingFacts(input: DeriveInput): Facts {
  const filing = input.gathered.planFiling;
  return presentFacts({
    'planFiling.state': planFilingState(input),
    'planFiling.number': input.order.planFilingNumber ?? null,
    'planFiling.remainingFen': filing && remainingOf(filing),
  });
}

/**
 * A number is used by many orders while money is left on it. A registered filing of another agency, another year or other
 * goods does not cover this order. Undefined when the policy does not say whether filings must be registered.
 */
export function planFilingState(input: DeriveInput): PlanFilingState | undefined {
  const { order, gathered, policy } = input;
  if (isGift(order)) return 'not-needed';
  if (!order.planFilingNumber) return 'none';
  if (!gathered.planFiling) {
    const isRequired = policyBoolean(policy.submitDate, 'policy.planFiling.registryRequired');
    if (isRequired === undefined) return undefined;
    return isRequired ? 'registry-missing' : 'declared';
  }
  if (!coversOrder(input, gathered.planFiling)) return 'other-agency';
  const remaining = remainingOf(gathered.planFiling);
  if (remaining <= ZERO_FEN) return 'exhausted';
  return remaining < totalOf(input) ? 'insufficient' : 'on-file';
}

function coversOrder({ order, decoding }: DeriveInput, filing: GatheredPlanFiling): boolean {
  if (!filing.isOwn || filing.fiscalYear !== order.fiscalYear) return false;
  if (filing.items.length === 0) return true;
  return purchaseItems(order, decoding).every(({ lineIndex, item }) => {
    const line = order.lines[lineIndex];
    const code = line?.catalogue?.code ?? '';
    // A filing may name the very software, although the catalogue makes one item of several kinds.
    const software = `software:${line?.software?.category ?? 'not-stated'}`;
    return filing.items.some((filed) => [item, code, software].includes(filed) || item.startsWith(`${filed}:`));
  });
}

function remainingOf({ amountFen, usedFen }: GatheredPlanFiling): Fen {
  return subtractFen(amountFen, usedFen);
}

/** A total that is not stated is found by another rule; the filing is then held against what the prices add up to. */
function totalOf({ order }: DeriveInput): Fen {
  return order.total ? parseYuan(order.total) : (computedTotal(order) ?? ZERO_FEN);
}
