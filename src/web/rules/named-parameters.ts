import type { Schemas } from '../client/operation.ts';

type Clause = Pick<Schemas['RuleClause'], 'when' | 'message' | 'remedy'>;

/** The policy parameters that some clauses compare with or name in their texts, each once, by the alphabet. */
export function parametersOf(clauses: readonly Clause[]): readonly string[] {
  const names = clauses.flatMap(({ when, message, remedy }) => [
    ...factsIn(when),
    ...[message, remedy].flatMap((text) =>
      [...text['zh-CN'].matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = '']) => name),
    ),
  ]);
  return [...new Set(names.filter((name) => name.startsWith('policy.')))].sort();
}

function factsIn(condition: Schemas['RuleCondition']): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(factsIn);
  if ('any' in condition) return condition.any.flatMap(factsIn);
  if ('not' in condition) return factsIn(condition.not);
  const { fact, value } = condition;
  const isFact = typeof value === 'object' && value !== null && 'fact' in value;
  return isFact ? [fact, value.fact] : [fact];
}
