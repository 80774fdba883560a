/**
 * Evaluating a rule set. `screen` judges every rule by closures; `confirm` lets json-rules-engine have the last word on each
 * clause that fired; `referenceEvaluate` does the whole of it by json-rules-engine, for re-derivation. All three speak of the
 * same documents and give results sorted by rule id, then by instance.
 */
export type { EvaluationInput, Instance, InstanceResult, RuleResult } from './evaluation.ts';
export { confirm, referenceEvaluate } from './reference-engine.ts';
export { type CompiledRuleSet, compileRuleSet, screen } from './screen.ts';

/** Named in every decision record. The first number moves only when the meaning of the profile does, which is frozen in vectors. */
export const EVALUATOR = 'gate-profile/1';
export const REFERENCE_EVALUATOR = 'json-rules-engine/7.3.1';
