import {
  type CompiledRuleSet,
  confirm,
  type Effect,
  type EvaluationInput,
  type Facts,
  factsOfClause,
  type InstanceResult,
  type RuleResult,
  referenceEvaluate,
  screen,
} from '../rules/index.ts';
import { conclude, type Outcome } from './conclude.ts';

/** What one rule says against an order at one place, confirmed by the reference. */
export interface Finding {
  readonly rule: string;
  readonly clause: string;
  readonly effect: Effect;
  readonly pointer: string;
  /** The facts that the clause and its texts name, as they were. */
  readonly facts: Facts;
  /** What each leaf of the clause said. */
  readonly trace: Readonly<Record<string, boolean>>;
  /** The waiver that sets it aside; the finding stays in the record. */
  readonly waiver: null;
}

export interface Indeterminate {
  readonly rule: string;
  readonly pointer: string;
  readonly missing: readonly string[];
}

/** Where the two evaluators said different things: the rule is indeterminate, and somebody must know. */
export interface Disagreement {
  readonly rule: string;
  readonly clause: string;
  readonly pointer: string;
}

export interface Judgement {
  readonly outcome: Outcome;
  readonly results: readonly RuleResult[];
  readonly findings: readonly Finding[];
  readonly indeterminate: readonly Indeterminate[];
  readonly disagreements: readonly Disagreement[];
}

/** Which evaluator screens. After a disagreement the gate goes on with the reference alone: slower, and beyond doubt. */
export type Screening = 'closures' | 'reference';

/**
 * Judges frozen facts by a rule set: no clock, no I/O, no randomness. Closures screen every rule; json-rules-engine has
 * the last word on each clause that fired.
 */
export async function decide(
  compiled: CompiledRuleSet,
  input: EvaluationInput,
  screening: Screening = 'closures',
): Promise<Judgement> {
  const screened = screening === 'closures' ? screen(compiled, input) : await referenceEvaluate(compiled, input);
  const findings: Finding[] = [];
  const disagreements: Disagreement[] = [];
  const results: RuleResult[] = [];
  for (const result of screened) {
    const isClear = result.instances.every((instance) => instance.result !== 'clause');
    results.push(isClear ? result : await confirmRule({ compiled, input, result, findings, disagreements }));
  }
  return { outcome: conclude(results), results, findings, indeterminate: indeterminateOf(results), disagreements };
}

interface Confirming {
  readonly compiled: CompiledRuleSet;
  readonly input: EvaluationInput;
  readonly result: RuleResult;
  readonly findings: Finding[];
  readonly disagreements: Disagreement[];
}

async function confirmRule({ compiled, input, result, findings, disagreements }: Confirming): Promise<RuleResult> {
  const instances: InstanceResult[] = [];
  for (const said of result.instances) {
    if (said.result !== 'clause') {
      instances.push(said);
      continue;
    }
    const { pointer, clause, effect } = said;
    const instance = input.instances.find((candidate) => candidate.pointer === pointer);
    if (!instance) throw new Error(`the rule ${result.rule} found something at ${pointer}, which is not in the order`);
    const { holds, trace } = await confirm(compiled, { rule: result.rule, clause, instance }, input);
    if (holds) {
      const facts = factsOfClause(compiled, { rule: result.rule, clause, instance }, input);
      findings.push({
        rule: result.rule,
        clause,
        effect,
        pointer: pointerOf(compiled, result.rule, said),
        facts,
        trace,
        waiver: null,
      });
      instances.push(said);
    } else {
      disagreements.push({ rule: result.rule, clause, pointer });
      instances.push({ pointer, result: 'indeterminate', missing: [] });
    }
  }
  return { ...result, instances };
}

/** The clause's own pointer below the instance: `/lines/0` and `/computer/operatingSystem/state`. */
function pointerOf(
  compiled: CompiledRuleSet,
  rule: string,
  said: { readonly pointer: string; readonly clause: string },
): string {
  const document = compiled.rules.find(({ id }) => id === rule)?.document;
  const clause = document?.clauses.find(({ id }) => id === said.clause);
  return `${said.pointer}${clause?.pointer ?? ''}`;
}

/** Looked through for every order, and hardly ever is there one: so no lists are made on the way. */
function indeterminateOf(results: readonly RuleResult[]): readonly Indeterminate[] {
  const found: Indeterminate[] = [];
  for (const { rule, instances } of results) {
    for (const instance of instances) {
      if (instance.result === 'indeterminate')
        found.push({ rule, pointer: instance.pointer, missing: instance.missing });
    }
  }
  return found;
}
