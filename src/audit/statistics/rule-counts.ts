import { dayOf } from '../../kernel/index.ts';
import { type CompactInstance, parseCompact, type RuleSet } from '../../rules/index.ts';
import type { DecisionToCount, RecordToCount } from '../samples/order-signals.ts';

/** How one rule ended in one decision, in the words of the table: `passed`, `fired`, `clause/over-maximum`. */
export interface RuleCount {
  readonly rule: string;
  readonly result: string;
}

/** The month in which a decision counts, `2026-03`. */
export function monthOf({ decidedAt }: Pick<RecordToCount, 'decidedAt'>): string {
  return dayOf(decidedAt).slice(0, 'YYYY-MM'.length);
}

/**
 * What a decision adds to the statistics of its rules. A rule counts once: fired if any of its clauses did anywhere, else
 * indeterminate, else passed; where it had nothing to look at it does not count. Its clauses that fired are told beside it.
 */
export function countsOf({ record: { detail }, ruleSet }: DecisionToCount): readonly RuleCount[] {
  const counts: RuleCount[] = [];
  for (const [rule, marks] of Object.entries(detail.results)) counts.push(...countsOfResults(ruleSet, rule, marks));
  const waived = new Set(detail.findings.filter(({ waiver }) => waiver !== null).map(({ rule }) => rule));
  for (const rule of waived) counts.push({ rule, result: 'waived' });
  return counts;
}

/** By rule set, then by rule and marks: most decisions have the marks of others, and reading them takes longer than counting. */
const countsByResults = new WeakMap<RuleSet, Map<string, readonly RuleCount[]>>();
const CACHED_RESULTS_MAX = 20_000;

function countsOfResults(ruleSet: RuleSet, rule: string, marks: string): readonly RuleCount[] {
  const ofSet = countsByResults.get(ruleSet) ?? new Map<string, readonly RuleCount[]>();
  const key = `${rule} ${marks}`;
  const known = ofSet.get(key);
  if (known) return known;
  if (ofSet.size >= CACHED_RESULTS_MAX) ofSet.clear();
  const instances = parseCompact(ruleSet.compiled, { [rule]: marks })[rule] ?? [];
  const counts = resultsOf(instances).map((result) => ({ rule, result }));
  ofSet.set(key, counts);
  countsByResults.set(ruleSet, ofSet);
  return counts;
}

function resultsOf(instances: readonly CompactInstance[]): readonly string[] {
  const clauses = new Set(instances.flatMap((one) => (one.result === 'clause' ? [`clause/${one.clause}`] : [])));
  if (clauses.size > 0) return ['fired', ...clauses];
  if (instances.some(({ result }) => result === 'indeterminate')) return ['indeterminate'];
  return instances.some(({ result }) => result === 'pass') ? ['passed'] : [];
}
