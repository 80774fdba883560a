/**
 * Evaluating a rule set. `screen` judges every rule by closures; `confirm` lets json-rules-engine have the last word on each
 * clause that fired; `referenceEvaluate` does the whole of it by json-rules-engine, for re-derivation. All three speak of the
 * same documents and give results sorted by rule id, then by instance.
 */
import type { EvaluationInput, RuleResult } from './evaluation.ts';
import { judgeByReferenceEvaluator } from './reference-evaluator.ts';
import { type CompiledRuleSet, screen } from './screen.ts';

export type { EvaluationInput, Instance, InstanceResult, RuleResult } from './evaluation.ts';
export { confirm, judgeByReferenceEvaluator } from './reference-evaluator.ts';
export { type CompiledRuleSet, compileRuleSet, onlyRule, screen } from './screen.ts';

/** Named in every decision record. The first number moves only when the meaning of the profile does, which is frozen in vectors. */
export const EVALUATOR = 'gate-profile/1';
export const REFERENCE_EVALUATOR_VERSION = 'json-rules-engine/7.3.1';

/** What judges every rule of a set. After a disagreement a gate goes on with the reference alone: slower, beyond doubt. */
export interface Screening {
  readonly by: 'closures' | 'reference';
  /** As a record names it. */
  readonly version: string;
  readonly judge: (
    compiled: CompiledRuleSet,
    input: EvaluationInput,
  ) => readonly RuleResult[] | Promise<readonly RuleResult[]>;
}

export const CLOSURES: Screening = { by: 'closures', version: EVALUATOR, judge: screen };
export const REFERENCE_EVALUATOR: Screening = {
  by: 'reference',
  version: REFERENCE_EVALUATOR_VERSION,
  judge: judgeByReferenceEvaluator,
};
