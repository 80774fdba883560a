import { canonicalJson, digestOf } from '../../kernel/index.ts';
import { catalogueOf } from '../documents/fact-catalogue.ts';
import type { RuleDocument } from '../documents/rule-document.ts';
import { analyseRule, type StaticAnalysis } from '../documents/static-analysis.ts';
import { type PackContent, packDigest } from '../sets/rule-set-content.ts';
import { type RuleReview, reviewRule } from './rule-review.ts';

/** What was found about one rule of a set. */
export interface ReviewedRule extends StaticAnalysis {
  readonly id: string;
  readonly revision: number;
  readonly tests: number;
  readonly failures: readonly string[];
  readonly leafSides: { readonly seen: number; readonly all: number };
  readonly leavesUnseen: readonly string[];
  readonly clausesUnfired: readonly string[];
  readonly mutants: number;
  readonly survivors: readonly string[];
  readonly scorePercent: number;
  readonly isSound: boolean;
}

/** What the tests of a set prove about what it changes. Its canonical JSON is kept, and its digest is signed. */
export interface RuleSetReview {
  readonly schema: 'gate-rule-set-review/1';
  /** What the set and the one it was compared with mean, without number and date; null when every rule was looked at. */
  readonly pack: string;
  readonly comparedWith: string | null;
  readonly rules: readonly ReviewedRule[];
  readonly isSound: boolean;
}

/**
 * Reviews the rules that a set changes. Those that it shares with the set before it were reviewed with that one; where the
 * fact catalogue is another one, what they prove may be, too, and all are looked at.
 */
export async function reviewPack(
  pack: PackContent,
  base: PackContent | undefined,
  { pause }: { readonly pause: () => Promise<void> },
): Promise<RuleSetReview> {
  const catalogue = catalogueOf(pack);
  const isComparable = base && canonicalJson(base.facts) === canonicalJson(pack.facts);
  const known = new Set(isComparable ? base.rules.map((rule) => canonicalJson(rule)) : []);
  const rules: ReviewedRule[] = [];
  for (const rule of pack.rules.filter((candidate) => !known.has(canonicalJson(candidate)))) {
    rules.push(toReviewed(rule, await reviewRule(rule, catalogue), analyseRule(rule, catalogue)));
    await pause();
  }
  return {
    schema: 'gate-rule-set-review/1',
    pack: packDigest(pack),
    comparedWith: isComparable ? packDigest(base) : null,
    rules,
    isSound: rules.every(({ isSound }) => isSound),
  };
}

export function digestOfReview(review: RuleSetReview): string {
  return digestOf(canonicalJson(review));
}

/** A score is told in tenths of a percent, so that the same review always has the same bytes. */
function toReviewed(rule: RuleDocument, review: RuleReview, analysis: StaticAnalysis): ReviewedRule {
  const { coverage, mutation, scorePercent, isSound } = review;
  const { id, revision, tests } = rule;
  return {
    ...{ id, revision, tests: tests.length, ...analysis, isSound },
    failures: coverage.failures,
    leafSides: coverage.leafSides,
    leavesUnseen: coverage.leavesUnseen,
    clausesUnfired: coverage.clausesUnfired,
    mutants: mutation.killed + mutation.survivors.length,
    survivors: mutation.survivors,
    scorePercent: Math.round(scorePercent * 10) / 10,
  };
}
