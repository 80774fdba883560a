import { canonicalJson, Refusal, text } from '../../kernel/index.ts';
import type { FactCatalogue, FactValue } from '../documents/fact-catalogue.ts';
import {
  factsNamedIn,
  type RuleDocument,
  type RuleTest,
  type Stage,
  stagesOfClause,
} from '../documents/rule-document.ts';
import { boundaryValues, type Candidate } from '../review/boundary-values.ts';
import { pairwise } from '../review/pairwise.ts';
import { inputOfTest, outcomeOf } from '../review/rule-test-input.ts';
import { type CompiledRuleSet, REFERENCE_EVALUATOR, type Screening } from './evaluate.ts';
import type { EvaluationInput } from './evaluation.ts';
import { onlyRule } from './screen.ts';

/** A case that closures and json-rules-engine judge differently. */
export interface EvaluatorDisagreement {
  readonly rule: string;
  readonly stage: Stage;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly closures: string;
  readonly reference: string;
}

/**
 * Holds closures against the reference, rule by rule: over its tests, over its facts at their boundaries so that every two
 * of them meet, and where each of them is nothing or missing. Undefined when they say the same everywhere.
 */
export async function findDisagreement(
  compiled: CompiledRuleSet,
  closures: Screening,
  { pause }: { readonly pause: () => Promise<void> },
): Promise<EvaluatorDisagreement | undefined> {
  for (const { id, document } of compiled.rules) {
    const one = onlyRule(compiled, id);
    for (const test of casesOf(document, compiled.catalogue)) {
      const input = inputOfTest(document, test, compiled.catalogue);
      const [said, wanted] = [await sayingOf(closures, one, input), await sayingOf(REFERENCE_EVALUATOR, one, input)];
      if (said.results === wanted.results) continue;
      return { rule: id, stage: input.stage, facts: factsIn(input), closures: said.outcome, reference: wanted.outcome };
    }
    await pause();
  }
  return undefined;
}

interface EvaluatorAnswer {
  /** To the byte, with what is missing. */
  readonly results: string;
  /** A clause or another result, as `expect` writes it, or the words of an error: to throw is to say something, too. */
  readonly outcome: string;
}

async function sayingOf(
  { judge }: Screening,
  compiled: CompiledRuleSet,
  input: EvaluationInput,
): Promise<EvaluatorAnswer> {
  try {
    const results = await judge(compiled, input);
    return { results: canonicalJson(results), outcome: outcomeOf(results) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { results: words, outcome: words };
  }
}

function factsIn({ order, policy, instances }: EvaluationInput): Readonly<Record<string, FactValue>> {
  return { ...policy.decisionDate, ...order, ...instances[0]?.facts };
}

function casesOf(rule: RuleDocument, catalogue: FactCatalogue): readonly RuleTest[] {
  return [...rule.tests, ...rule.stages.flatMap((stage) => casesAt(rule, stage, catalogue))];
}

const NOT_JUDGED = ['indeterminate', 'out-of-scope', 'not-in-force'];

/** Built upon a test that is judged, so that the rule is in force there and looks at such an instance. */
function casesAt(rule: RuleDocument, stage: Stage, catalogue: FactCatalogue): readonly RuleTest[] {
  const judged = rule.tests.find(({ expect }) => !NOT_JUDGED.includes(expect));
  if (!judged) return [];
  const { missing: _missing, ...base } = { ...judged, stage };
  const clauses = rule.clauses.filter((clause) => stagesOfClause(rule, clause).includes(stage));
  const known = [rule.given, ...rule.tests.map(({ facts }) => facts)];
  const boundaries = boundaryValues([rule], catalogue, known);
  const valuesOf = (name: string) => boundaries.get(name) ?? [];
  const isStated = (value: Candidate) => value !== null && value !== undefined;
  const names = [...new Set(clauses.flatMap(({ when }) => factsNamedIn(when)))];
  // A fact without any value of its own keeps that of the test.
  const moved = names.filter((name) => valuesOf(name).some(isStated));
  const stated = moved.map((name) => valuesOf(name).filter(isStated));
  const withFacts = (facts: RuleTest['facts']): RuleTest => ({ ...base, facts: { ...base.facts, ...facts } });
  return [
    ...pairwise(stated).map((values) =>
      withFacts(Object.fromEntries(moved.map((name, index) => [name, values[index] ?? null]))),
    ),
    ...names.filter((name) => valuesOf(name).includes(null)).map((name) => withFacts({ [name]: null })),
    ...names.filter((name) => valuesOf(name).includes(undefined)).map((name) => ({ ...base, missing: [name] })),
  ];
}

export function differRefusal({ rule, stage, facts, closures, reference }: EvaluatorDisagreement): Refusal {
  const shown = canonicalJson(facts);
  const says = text(
    `两种求值器对规则 ${rule} 结论不同，规则集不能生效。`,
    `The two evaluators judge the rule ${rule} differently, so the set cannot come into force.`,
  );
  const message = text(
    `${stage} 环节：闭包结论为 ${closures}，基准结论为 ${reference}；事实：${shown}`,
    `At ${stage} closures say ${closures}, the reference says ${reference}; facts: ${shown}`,
  );
  return new Refusal('unprocessable', 'rule_set.evaluators_differ', says, [
    { pointer: `/rules/${rule}`, code: rule, message },
  ]);
}
