import type { FactCatalogue, Facts, FactValue } from '../documents/fact-catalogue.ts';
import type { RuleDocument } from '../documents/rule-document.ts';
import {
  type CompiledRule,
  type CompiledStage,
  compileRule,
  isInForce,
  loadFacts,
  missingFacts,
  policyOf,
} from './compile-rule.ts';
import type { EvaluationInput, Instance, InstanceResult, RuleResult } from './evaluation.ts';

export interface CompiledRuleSet {
  /** Sorted by id. */
  readonly rules: readonly CompiledRule[];
  readonly catalogue: FactCatalogue;
  readonly find: (id: string) => CompiledRule | undefined;
}

/** Compiles documents that passed the profile. Throws for a document that the profile would have refused. */
export function compileRuleSet(rules: readonly RuleDocument[], catalogue: FactCatalogue): CompiledRuleSet {
  const sorted = rules.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const compiled = sorted.map((rule) => compileRule(rule, catalogue));
  const byId = new Map(compiled.map((rule) => [rule.id, rule]));
  return { rules: compiled, catalogue, find: (id) => byId.get(id) };
}

/** One rule of a set by itself, which changes nothing about it: no rule knows of another. */
export function onlyRule({ rules, catalogue }: CompiledRuleSet, id: string): CompiledRuleSet {
  const found = rules.filter((rule) => rule.id === id);
  return { rules: found, catalogue, find: (asked) => found.find((rule) => rule.id === asked) };
}

/**
 * Evaluates every rule over every instance it concerns, by closures: the whole pack in tens of microseconds, where
 * json-rules-engine takes milliseconds. What fires is confirmed by the reference before it is believed.
 */
export function screen(compiled: CompiledRuleSet, input: EvaluationInput): readonly RuleResult[] {
  const values: FactValue[] = [];
  return compiled.rules.map((rule) => ({
    rule: rule.id,
    owner: rule.owner,
    instances: screenRule(rule, input, values),
  }));
}

function screenRule(rule: CompiledRule, input: EvaluationInput, values: FactValue[]): readonly InstanceResult[] {
  const results: InstanceResult[] = [];
  const isRuleInForce = isInForce(rule, input);
  const stage = rule.stages[input.stage];
  const policy = policyOf(rule, input);
  const isAdmitted = stage !== undefined && rule.admits(input);
  for (const instance of input.instances) {
    if (!rule.scopes.includes(instance.scope)) continue;
    if (!isRuleInForce) results.push({ pointer: instance.pointer, result: 'not-in-force' });
    else if (stage === undefined || !isAdmitted || !rule.admitsInstance(instance)) {
      results.push({ pointer: instance.pointer, result: 'out-of-scope' });
    } else results.push(screenInstance(stage, instance, input.order, policy, values));
  }
  return results;
}

function screenInstance(
  stage: CompiledStage,
  instance: Instance,
  order: Facts,
  policy: Facts,
  values: FactValue[],
): InstanceResult {
  const { pointer, facts } = instance;
  const prelude = loadFacts(stage, facts, order, policy, values);
  if (prelude === 'indeterminate') {
    return { pointer, result: prelude, missing: missingFacts(stage, facts, order, policy) };
  }
  if (prelude === 'out-of-scope') return { pointer, result: prelude };
  for (const clause of stage.clauses) {
    if (clause.holds(values)) return { pointer, result: 'clause', clause: clause.id, effect: clause.effect };
  }
  return { pointer, result: 'pass' };
}
