import {
  concludeJudged,
  type JudgedRules,
  type Judgement,
  judgeRules,
  messageOf,
  nameRecordedFacts,
  type ReadRecord,
  type RecordedFacts,
} from '../../decisions/index.ts';
import type { AcceptedOrder, Gathered, OrderSubmission } from '../../facts/index.ts';
import { dayOf } from '../../kernel/index.ts';
import { DERIVATION, evaluationInput, factsFor, waiversAtHand } from '../../orders/index.ts';
import {
  compactResults,
  type EvaluationInput,
  onlyRule,
  type RuleSet,
  type Screening,
  summarize,
} from '../../rules/index.ts';
import { firstUnequal, type Unequal } from './rederive-record.ts';

/** A record with all that it was decided from: the body it judged and the rule set it names. */
export interface Rederivable {
  readonly record: ReadRecord;
  readonly body: OrderSubmission;
  /** Where a delivery was judged, whose body it then is. */
  readonly accepted: AcceptedOrder | undefined;
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
  const { results, counts, findings, indeterminate, openOwners } = detail;
  const recorded = { outcome, detail: { results, counts, findings, indeterminate, ...(openOwners && { openOwners }) } };
  try {
    const judged = await judgeRuleByRule(rederivable, { by, pause });
    const again = {
      results: compactResults(ruleSet.compiled, judged.results),
      counts: summarize(judged.results),
      findings: judged.findings,
      indeterminate: judged.indeterminate,
      // Records from before there were waivers do not say it.
      ...(openOwners && { openOwners: judged.openOwners }),
    };
    return firstUnequal(recorded, { outcome: judged.outcome, detail: again }, '');
  } catch (error) {
    return { pointer: '/outcome', recorded: outcome, derived: messageOf(error) };
  }
}

function inputOf(rederivable: Rederivable): EvaluationInput {
  const { record, body, accepted, ruleSet } = rederivable;
  const gathered = record.detail.gathered as Gathered;
  const { agency } = gathered;
  const question = { stage: record.stage, ruleSet, body, accepted, agency, gathered, ...daysOf(record) };
  return evaluationInput(question, factsIn(rederivable));
}

function factsIn({ record, ruleSet }: Rederivable): RecordedFacts {
  return nameRecordedFacts(record.detail.facts, ruleSet.catalogue);
}

function daysOf({ submittedAt, decidedAt }: ReadRecord) {
  return { submittedOn: dayOf(submittedAt), decidedOn: dayOf(decidedAt) };
}

/** The same as judging all rules at once, because no rule knows of another; waivers come after all of them. */
async function judgeRuleByRule(
  rederivable: Rederivable,
  { by, pause }: { readonly by: Screening; readonly pause: Pause },
): Promise<Judgement> {
  const { record, body, accepted, ruleSet } = rederivable;
  const input = inputOf(rederivable);
  const { compiled } = ruleSet;
  const parts: JudgedRules[] = [];
  for (const { id } of compiled.rules) {
    parts.push(await judgeRules(onlyRule(compiled, id), input, by));
    await pause();
  }
  const judged = {
    results: parts.flatMap(({ results }) => results),
    findings: parts.flatMap(({ findings }) => findings),
    indeterminate: parts.flatMap(({ indeterminate }) => indeterminate),
    disagreements: parts.flatMap(({ disagreements }) => disagreements),
    screenedBy: by.version,
  };
  const waivers = waiversAtHand({ body, accepted, gathered: record.detail.gathered as Gathered });
  return concludeJudged(judged, { compiled, decidedOn: input.decidedOn, ...waivers });
}

/** Second arrow, order and gathered → facts: must hold while the derivation is of the same version. */
export function rederiveFacts(rederivable: Rederivable): Unequal | undefined {
  const { record, body, accepted, ruleSet } = rederivable;
  const gathered = record.detail.gathered as Gathered;
  try {
    const facts = factsFor({ ruleSet, body, accepted, agency: gathered.agency, gathered, ...daysOf(record) });
    return firstUnequal(factsIn(rederivable), facts, '/detail/facts');
  } catch (error) {
    return { pointer: '/detail/facts', recorded: '', derived: messageOf(error) };
  }
}

export function isOfThisDerivation({ evaluator }: ReadRecord): boolean {
  return evaluator.derivation === DERIVATION;
}
