import { conclude, decide, type Judgement, type ReadRecord, type Screening } from '../decisions/index.ts';
import { dayOf } from '../kernel/index.ts';
import { type CompiledRuleSet, compactResults, type EvaluationInput, type RuleSet, summarize } from '../rules/index.ts';
import type { Gathered } from './gathered.ts';
import { DERIVATION, evaluationInput, factsFor } from './judge-order.ts';
import { firstUnequal, type Unequal, wordsOf } from './rederive-record.ts';
import type { OrderSubmission } from './submission.ts';

/** A record with all that it was decided from: the body it judged and the rule set it names. */
export interface Rederivable {
  readonly record: ReadRecord;
  readonly body: OrderSubmission;
  readonly ruleSet: RuleSet;
}

/** Lets others have their turn between two rules; a whole order takes the reference several milliseconds. */
export type Pause = () => Promise<void>;

/** First arrow, facts → outcome: must hold to the byte, whatever version derives. Undefined when it does. */
export async function rederiveOutcome(
  rederivable: Rederivable,
  { by, pause }: { readonly by: Screening; readonly pause: Pause },
): Promise<Unequal | undefined> {
  const { record, ruleSet } = rederivable;
  const { outcome, detail } = record;
  const { results, counts, findings, indeterminate } = detail;
  const recorded = { outcome, detail: { results, counts, findings, indeterminate } };
  try {
    const judged = await judgeRuleByRule(ruleSet.compiled, inputOf(rederivable), { by, pause });
    const again = {
      results: compactResults(ruleSet.compiled, judged.results),
      counts: summarize(judged.results),
      findings: judged.findings,
      indeterminate: judged.indeterminate,
    };
    return firstUnequal(recorded, { outcome: judged.outcome, detail: again }, '');
  } catch (error) {
    return { pointer: '/outcome', recorded: outcome, derived: wordsOf(error) };
  }
}

function inputOf({ record, body, ruleSet }: Rederivable): EvaluationInput {
  const { agency } = record.detail.gathered as Gathered;
  return evaluationInput({ ruleSet, body, agency, ...daysOf(record) }, record.detail.facts);
}

function daysOf({ submittedAt, decidedAt }: ReadRecord) {
  return { submittedOn: dayOf(submittedAt), decidedOn: dayOf(decidedAt) };
}

type Judged = Pick<Judgement, 'outcome' | 'results' | 'findings' | 'indeterminate'>;

/** The same as judging all rules at once, because no rule knows of another. */
async function judgeRuleByRule(
  { rules, catalogue }: CompiledRuleSet,
  input: EvaluationInput,
  { by, pause }: { readonly by: Screening; readonly pause: Pause },
): Promise<Judged> {
  const parts: Judgement[] = [];
  for (const rule of rules) {
    const one: CompiledRuleSet = { rules: [rule], catalogue, find: (id) => (id === rule.id ? rule : undefined) };
    parts.push(await decide(one, input, by));
    await pause();
  }
  const results = parts.flatMap((part) => part.results);
  return {
    outcome: conclude(results),
    results,
    findings: parts.flatMap(({ findings }) => findings),
    indeterminate: parts.flatMap(({ indeterminate }) => indeterminate),
  };
}

/** Second arrow, order and gathered → facts: must hold while the derivation is of the same version. */
export function rederiveFacts({ record, body, ruleSet }: Rederivable): Unequal | undefined {
  const gathered = record.detail.gathered as Gathered;
  try {
    const facts = factsFor({ ruleSet, body, agency: gathered.agency, gathered, ...daysOf(record) });
    return firstUnequal(record.detail.facts, facts, '/detail/facts');
  } catch (error) {
    return { pointer: '/detail/facts', recorded: '', derived: wordsOf(error) };
  }
}

export function isOfThisDerivation({ evaluator }: ReadRecord): boolean {
  return evaluator.derivation === DERIVATION;
}
