import type { FactCatalogue } from '../documents/fact-catalogue.ts';
import type { RuleDocument } from '../documents/rule-document.ts';
import { type MutationScore, mutationScore } from './mutation-score.ts';
import { coverageOf, type RuleCoverage } from './rule-coverage.ts';

/** Below it a rule set may not leave review. */
export const MUTATION_SCORE_MIN_PERCENT = 90;

/** What a rule's own tests prove about it. */
export interface RuleReview {
  readonly coverage: RuleCoverage;
  readonly mutation: MutationScore;
  readonly scorePercent: number;
  /** All tests pass on both evaluators, every leaf was seen true and false, every clause fired, and the score is high enough. */
  readonly isSound: boolean;
}

export async function reviewRule(rule: RuleDocument, catalogue: FactCatalogue): Promise<RuleReview> {
  const coverage = await coverageOf(rule, catalogue);
  const mutation = mutationScore(rule, catalogue);
  const scorePercent = percentOf(mutation);
  return {
    coverage,
    mutation,
    scorePercent,
    isSound: isCovered(coverage) && scorePercent >= MUTATION_SCORE_MIN_PERCENT,
  };
}

function isCovered({ failures, leavesUnseen, clausesUnfired }: RuleCoverage): boolean {
  return failures.length === 0 && leavesUnseen.length === 0 && clausesUnfired.length === 0;
}

function percentOf({ killed, survivors }: MutationScore): number {
  const all = killed + survivors.length;
  return all === 0 ? 100 : (killed / all) * 100;
}
