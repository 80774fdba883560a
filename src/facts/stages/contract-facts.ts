import { type Fen, ZERO_FEN } from '../../kernel/index.ts';
import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredContract } from '../gathered.ts';
import { computedTotal } from '../line/amounts.ts';
import { mergedFacts } from '../merged-facts.ts';
import { policyInteger } from '../policy-values.ts';
import { presentFacts } from '../present-facts.ts';
import type { OrderLine } from '../submission.ts';
import { areTermsChanged, termsOf } from './contract-terms.ts';

const NONE: Facts = {};

/** What only a contract says; nothing of it is there before. */
export function contractFacts(input: DeriveInput): Facts {
  const { contract } = input.gathered;
  if (!contract) return NONE;
  return presentFacts({
    'decision.approvedOn': contract.approvedOn,
    'contract.signedOn': contract.signedOn,
    ...amountFacts(input, contract.original),
  });
}

/** The contract itself is no supplement, so it is held against nothing. */
function amountFacts(input: DeriveInput, original: GatheredContract['original']) {
  const amountFen = computedTotal(input.order) ?? ZERO_FEN;
  if (original === null) {
    return {
      'contract.originalFen': amountFen,
      'contract.supplementsFen': null,
      'contract.supplementsMaxFen': null,
      'contract.termsChanged': null,
    };
  }
  const percent = policyInteger(input.policy.submitDate, 'policy.supplement.maxPercent');
  return {
    'contract.originalFen': original.amountFen,
    'contract.supplementsFen': amountFen - original.amountFen,
    'contract.supplementsMaxFen': percent === undefined ? undefined : shareOf(original.amountFen, percent),
    'contract.termsChanged': areTermsChanged(original.terms, termsOf(input.posted ?? input.order)),
  };
}

/** Rounded down: a fen above the share is above it. */
function shareOf(amount: Fen, percent: number): number {
  return Math.floor((amount * percent) / 100);
}

/** Facts of lines, with what a contract says of each. */
export function withContractLines(input: DeriveInput, lines: readonly Facts[]): readonly Facts[] {
  if (!input.gathered.contract) return lines;
  return lines.map((facts, index) => {
    const line = input.order.lines[index];
    return line ? mergedFacts(facts, { 'contract.domesticPreference': domesticPreference(input, line) }) : facts;
  });
}

/** Facts of plan items, with what a contract says of each. */
export function withContractItems({ order, gathered }: DeriveInput, items: readonly Facts[]): readonly Facts[] {
  if (!gathered.contract) return items;
  return items.map((facts, index) =>
    mergedFacts(facts, { 'contract.seats': order.softwarePlan?.[index]?.seats ?? null }),
  );
}

/**
 * Whether the offers were compared with the preference that domestic products have. There is nothing to prefer where the
 * domestic product won, where nobody else could offer, and before there was a preference.
 */
function domesticPreference(
  { order, gathered, policy }: DeriveInput,
  line: OrderLine,
): 'not-needed' | 'applied' | 'not-applied' | 'not-stated' | undefined {
  const percent = policyInteger(policy.submitDate, 'policy.domestic.preferencePercent') ?? 0;
  if (percent === 0 || line.domestic === true) return 'not-needed';
  const competing = policy.submitDate.brandNeutralMethods;
  if (!competing) return undefined;
  if (!competing.includes(order.method ?? 'not-stated')) return 'not-needed';
  const isApplied = gathered.contract?.preferenceApplied ?? null;
  if (isApplied === null) return 'not-stated';
  return isApplied ? 'applied' : 'not-applied';
}
