import type { Effect, RuleResult } from '../rules/index.ts';

export type Outcome = 'approved' | 'referred' | 'rejected';

/**
 * Any finding that rejects makes it rejected; else any that refers, or a rule that could not be evaluated, makes it
 * referred; else approved. Warnings do not stop an order. The only place an outcome comes from.
 */
export function conclude(results: readonly RuleResult[]): Outcome {
  const effects = new Set<Effect | 'indeterminate'>();
  for (const { instances } of results) {
    for (const instance of instances) {
      if (instance.result === 'clause') effects.add(instance.effect);
      if (instance.result === 'indeterminate') effects.add('indeterminate');
    }
  }
  if (effects.has('reject')) return 'rejected';
  if (effects.has('refer') || effects.has('indeterminate')) return 'referred';
  return 'approved';
}
