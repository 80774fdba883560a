import type { ReadRecord } from '../decisions/index.ts';
import { type CompactInstance, parseCompact, type RuleSet } from '../rules/index.ts';

/** How one rule ended in one decision, in the words of the table: `passed`, `fired`, `clause/over-maximum`. */
export interface RuleCount {
  readonly rule: string;
  readonly result: string;
}

/**
 * What a decision adds to the statistics of its rules. A rule counts once: fired if any of its clauses did anywhere, else
 * indeterminate, else passed; where it had nothing to look at it does not count. Its clauses that fired are told beside it.
 */
export function countsOf({ detail }: ReadRecord, ruleSet: RuleSet): readonly RuleCount[] {
  const results = Object.entries(parseCompact(ruleSet.compiled, detail.results));
  const waived = new Set(detail.findings.filter(({ waiver }) => waiver !== null).map(({ rule }) => rule));
  return [
    ...results.flatMap(([rule, instances]) => resultsOf(instances).map((result) => ({ rule, result }))),
    ...[...waived].map((rule) => ({ rule, result: 'waived' })),
  ];
}

function resultsOf(instances: readonly CompactInstance[]): readonly string[] {
  const clauses = new Set(instances.flatMap((one) => (one.result === 'clause' ? [`clause/${one.clause}`] : [])));
  if (clauses.size > 0) return ['fired', ...clauses];
  if (instances.some(({ result }) => result === 'indeterminate')) return ['indeterminate'];
  return instances.some(({ result }) => result === 'pass') ? ['passed'] : [];
}
