import type { FactScope, Facts, FactValue } from '../documents/fact-catalogue.ts';
import { type CompiledRule, type CompiledStage, isInForce, policyOf } from './compile-rule.ts';
import type { EvaluationInput } from './evaluation.ts';
import type { PlacedFacts } from './placed-facts.ts';
import { LETTERS, PLAIN_MARKS } from './result-summary.ts';

/** One thing that rules look at, with its facts as a record holds them. */
export interface PlacedInstance {
  readonly scope: FactScope;
  readonly facts: PlacedFacts;
  readonly goods: string | null;
  readonly category: string | null;
}

/** The same as an evaluation is of, without a name on any fact. */
export interface PlacedInput
  extends Pick<EvaluationInput, 'stage' | 'submittedOn' | 'decidedOn' | 'region' | 'acquisition' | 'policy'> {
  readonly order: PlacedFacts;
  readonly instances: readonly PlacedInstance[];
}

/**
 * What a record shows of a rule, read off recorded facts by their places: one character for each instance. Naming the facts
 * of an order first takes longer than judging it, and most of a million orders have nothing to say. A test holds it to what
 * `screen` says.
 */
export function placedMarks(rule: CompiledRule, input: PlacedInput): string {
  const isRuleInForce = isInForce(rule, input);
  const stage = rule.stages[input.stage];
  const policy = policyOf(rule, input);
  const isAdmitted = stage !== undefined && rule.admits(input);
  let marks = '';
  for (const instance of input.instances) {
    if (!rule.scopes.includes(instance.scope)) continue;
    if (!isRuleInForce) marks += PLAIN_MARKS['not-in-force'];
    else if (stage === undefined || !isAdmitted || !rule.admitsInstance(instance)) marks += PLAIN_MARKS['out-of-scope'];
    else marks += markOf(rule, { stage, facts: instance.facts, order: input.order, policy });
  }
  return marks;
}

interface ScreenedPlace {
  readonly stage: CompiledStage;
  readonly facts: PlacedFacts;
  readonly order: PlacedFacts;
  readonly policy: Facts;
}

/** Filled and read within one call, so that a million orders need one list. */
const VALUES: FactValue[] = [];

function markOf({ clauseIds }: CompiledRule, { stage, facts, order, policy }: ScreenedPlace): string {
  let isNothing = false;
  for (let slot = 0; slot < stage.slots.length; slot++) {
    const definition = stage.slots[slot];
    if (definition === undefined) continue;
    const { source, place } = definition;
    const value = source === 'policy' ? policy[definition.name] : (source === 'order' ? order : facts)[place];
    if (value === null && definition.mayBeNothing) isNothing = true;
    // What stands for an absent fact is of no fact's type.
    else if (value === undefined || !definition.accepts(value as FactValue)) return PLAIN_MARKS.indeterminate;
    else VALUES[slot] = value as FactValue;
  }
  if (isNothing) return PLAIN_MARKS['out-of-scope'];
  for (const clause of stage.clauses) {
    if (clause.holds(VALUES)) return LETTERS[clauseIds.indexOf(clause.id)] ?? PLAIN_MARKS.indeterminate;
  }
  return PLAIN_MARKS.pass;
}
