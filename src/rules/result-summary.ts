import type { InstanceResult, RuleResult } from './evaluation.ts';
import type { CompiledRuleSet } from './screen.ts';

/** How many rules ended how, each counted once by its worst instance. The five numbers add up to the rules of the set. */
export interface RuleCounts {
  readonly passed: number;
  readonly findings: number;
  readonly indeterminate: number;
  readonly outOfScope: number;
  readonly notInForce: number;
}

type Rank = 'reject' | 'refer' | 'indeterminate' | 'warn' | 'pass' | 'out-of-scope' | 'not-in-force';

/**
 * Worst first, by what it does to the order: a referral and a rule that could not be evaluated both stop it, a warning
 * does not. What was judged and passed outweighs what was not judged at all.
 */
const RANKS: readonly Rank[] = ['reject', 'refer', 'indeterminate', 'warn', 'pass', 'out-of-scope', 'not-in-force'];

const COUNTED_AS: Readonly<Record<Rank, keyof RuleCounts>> = {
  reject: 'findings',
  refer: 'findings',
  indeterminate: 'indeterminate',
  warn: 'findings',
  pass: 'passed',
  'out-of-scope': 'outOfScope',
  'not-in-force': 'notInForce',
};

/** Counts rule ids, not evaluations. A rule that had no instance to look at counts as out of scope. */
export function summarize(results: readonly RuleResult[]): RuleCounts {
  const counts = { passed: 0, findings: 0, indeterminate: 0, outOfScope: 0, notInForce: 0 };
  for (const result of results) counts[COUNTED_AS[worstOf(result)]] += 1;
  return counts;
}

function worstOf({ instances }: RuleResult): Rank {
  let worst = RANKS.indexOf('out-of-scope');
  for (const [index, instance] of instances.entries()) {
    const rank = RANKS.indexOf(instance.result === 'clause' ? instance.effect : instance.result);
    worst = index === 0 ? rank : Math.min(worst, rank);
  }
  return RANKS[worst] ?? 'indeterminate';
}

/** One character for each instance of each rule, in order; kept in every decision record, so that an omission shows. */
export type CompactResults = Readonly<Record<string, string>>;

const PLAIN_MARKS = { pass: '.', 'out-of-scope': '-', indeterminate: '?', 'not-in-force': '~' } as const;

/** Clauses are lettered by their place in the rule: `a` is the first and worst. The profile allows no more than 26. */
export function compactResults(compiled: CompiledRuleSet, results: readonly RuleResult[]): CompactResults {
  return Object.fromEntries(
    results.map((result) => {
      const clauseIds = clauseIdsOf(compiled, result.rule);
      return [result.rule, result.instances.map((instance) => markOf(instance, clauseIds)).join('')];
    }),
  );
}

export type CompactInstance =
  | { readonly result: 'pass' | 'out-of-scope' | 'indeterminate' | 'not-in-force' }
  | { readonly result: 'clause'; readonly clause: string };

/** Reads what `compactResults` wrote, with the rule set that the record names. Throws on a mark that set cannot have made. */
export function parseCompact(
  compiled: CompiledRuleSet,
  compact: CompactResults,
): Readonly<Record<string, readonly CompactInstance[]>> {
  return Object.fromEntries(
    Object.entries(compact).map(([rule, marks]) => {
      const clauseIds = clauseIdsOf(compiled, rule);
      return [rule, [...marks].map((mark) => instanceOf(mark, clauseIds, rule))];
    }),
  );
}

function clauseIdsOf(compiled: CompiledRuleSet, rule: string): readonly string[] {
  const found = compiled.rules.find((candidate) => candidate.id === rule);
  if (!found) throw new TypeError(`the rule set has no rule ${rule}`);
  return found.document.clauses.map((clause) => clause.id);
}

function markOf(instance: InstanceResult, clauseIds: readonly string[]): string {
  if (instance.result !== 'clause') return PLAIN_MARKS[instance.result];
  const place = clauseIds.indexOf(instance.clause);
  if (place < 0 || place >= 26) throw new TypeError(`no letter for the clause ${instance.clause}`);
  return String.fromCharCode(97 + place);
}

function instanceOf(mark: string, clauseIds: readonly string[], rule: string): CompactInstance {
  switch (mark) {
    case '.':
      return { result: 'pass' };
    case '-':
      return { result: 'out-of-scope' };
    case '?':
      return { result: 'indeterminate' };
    case '~':
      return { result: 'not-in-force' };
    default: {
      const clause = clauseIds[mark.charCodeAt(0) - 97];
      if (clause === undefined) throw new TypeError(`the mark "${mark}" means nothing for rule ${rule}`);
      return { result: 'clause', clause };
    }
  }
}
