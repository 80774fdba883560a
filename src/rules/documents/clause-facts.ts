import { policyOf } from '../evaluate/compile-rule.ts';
import type { EvaluationInput } from '../evaluate/evaluation.ts';
import type { FiredClause } from '../evaluate/reference-evaluator.ts';
import type { CompiledRuleSet } from '../evaluate/screen.ts';
import type { Facts, FactValue } from './fact-catalogue.ts';
import { placeholdersIn } from './render-text.ts';
import { type Clause, factsNamedIn, type RuleDocument } from './rule-document.ts';

/** The facts that a clause and its texts name, as the instance saw them: what a person needs to understand the finding. */
export function factsOfClause(compiled: CompiledRuleSet, finding: FiredClause, input: EvaluationInput): Facts {
  const rule = compiled.rules.find(({ id }) => id === finding.rule);
  const clause = rule?.document.clauses.find(({ id }) => id === finding.clause);
  if (!rule || !clause) throw new TypeError(`no clause ${finding.rule}/${finding.clause} in the rule set`);
  const sources: readonly Facts[] = [finding.instance.facts, input.order, policyOf(rule, input)];
  const facts: Record<string, FactValue> = {};
  for (const name of namesIn(clause)) {
    const source = sources.find((candidate) => Object.hasOwn(candidate, name));
    if (source) facts[name] = source[name] ?? null;
  }
  return facts;
}

function namesIn({ when, message, remedy }: Clause): readonly string[] {
  const texts = [message['zh-CN'], message.en, remedy['zh-CN'], remedy.en];
  return [...new Set([...factsNamedIn(when), ...texts.flatMap((words) => placeholdersIn(words))])].sort();
}

/** The facts that any clause of a rule looks at. */
export function factsNamedByRule(rule: Pick<RuleDocument, 'clauses'>): readonly string[] {
  return [...new Set(rule.clauses.flatMap(({ when }) => factsNamedIn(when)))].sort();
}
