import type { FactCatalogue } from '../documents/fact-catalogue.ts';
import { leavesOf, type RuleDocument, type RuleTest, stagesOfClause } from '../documents/rule-document.ts';
import { judgeByReferenceEvaluator } from '../evaluate/evaluate.ts';
import { runCondition } from '../evaluate/reference-evaluator.ts';
import { compileRuleSet, screen } from '../evaluate/screen.ts';
import { factsOfTest, inputOfTest, outcomeOf } from './rule-test-input.ts';

/** What a rule's own tests showed when both evaluators ran them. */
export interface RuleCoverage {
  readonly rule: RuleDocument;
  /** Sentences about tests that did not give what they expect. */
  readonly failures: readonly string[];
  /** Leaves that no test showed true, or false: `name never true`. */
  readonly leavesUnseen: readonly string[];
  readonly leafSides: { readonly seen: number; readonly all: number };
  readonly clausesUnfired: readonly string[];
}

export async function coverageOf(rule: RuleDocument, catalogue: FactCatalogue): Promise<RuleCoverage> {
  const compiled = compileRuleSet([rule], catalogue);
  const failures: string[] = [];
  const sides = new Set<string>();
  const fired = new Set<string>();
  for (const test of rule.tests) {
    const input = inputOfTest(rule, test, catalogue);
    const screened = outcomeOf(screen(compiled, input));
    const referred = outcomeOf(await judgeByReferenceEvaluator(compiled, input));
    if (screened !== test.expect)
      failures.push(`"${test.says}": expected ${test.expect}, the closures say ${screened}`);
    if (referred !== test.expect)
      failures.push(`"${test.says}": expected ${test.expect}, the reference says ${referred}`);
    fired.add(screened);
    for (const side of await leafSidesSeen(rule, test, screened)) sides.add(side);
  }
  const leaves = rule.clauses.flatMap((clause) => leavesOf(clause.when).map((leaf) => leaf.name));
  const wanted = leaves.flatMap((name) => [`${name} never true`, `${name} never false`]);
  const leavesUnseen = wanted.filter((side) => !sides.has(side));
  return {
    rule,
    failures,
    leavesUnseen,
    leafSides: { seen: wanted.length - leavesUnseen.length, all: wanted.length },
    clausesUnfired: rule.clauses.map((clause) => clause.id).filter((id) => !fired.has(id)),
  };
}

/** Leaves of the clauses down to the one that fired: what stands below it was not looked at and proves nothing. */
async function leafSidesSeen(rule: RuleDocument, test: RuleTest, outcome: string): Promise<readonly string[]> {
  if (['indeterminate', 'out-of-scope', 'not-in-force'].includes(outcome)) return [];
  const stage = test.stage ?? rule.stages[0] ?? 'submission';
  const seen: string[] = [];
  for (const clause of rule.clauses.filter((candidate) => stagesOfClause(rule, candidate).includes(stage))) {
    const { trace } = await runCondition(clause.when, factsOfTest(rule, test));
    for (const [name, said] of Object.entries(trace)) seen.push(`${name} never ${said}`);
    if (clause.id === outcome) break;
  }
  return seen;
}
