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
const PLACE: Readonly<Record<Rank, number>> = {
  reject: 0,
  refer: 1,
  indeterminate: 2,
  warn: 3,
  pass: 4,
  'out-of-scope': 5,
  'not-in-force': 6,
};

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
  let worst: Rank | undefined;
  for (const instance of instances) {
    const rank = instance.result === 'clause' ? instance.effect : instance.result;
    if (worst === undefined || PLACE[rank] < PLACE[worst]) worst = rank;
  }
  return worst ?? 'out-of-scope';
}

/** One character for each instance of each rule, in order; kept in every decision record, so that an omission shows. */
export type CompactResults = Readonly<Record<string, string>>;

export const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
export const PLAIN_MARKS = { pass: '.', 'out-of-scope': '-', indeterminate: '?', 'not-in-force': '~' } as const;

/** Clauses are lettered by their place in the rule: `a` is the first and worst. The profile allows no more than 26. */
export function compactResults(compiled: CompiledRuleSet, results: readonly RuleResult[]): CompactResults {
  const compact: Record<string, string> = {};
  for (const { rule, instances } of results) {
    const clauseIds = clauseIdsOf(compiled, rule);
    let marks = '';
    for (const instance of instances) marks += markOf(instance, clauseIds);
    compact[rule] = marks;
  }
  return compact;
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
  const found = compiled.find(rule);
  if (!found) throw new TypeError(`the rule set has no rule ${rule}`);
  return found.clauseIds;
}

function markOf(instance: InstanceResult, clauseIds: readonly string[]): string {
  if (instance.result !== 'clause') return PLAIN_MARKS[instance.result];
  const mark = LETTERS[clauseIds.indexOf(instance.clause)];
  if (mark === undefined) throw new TypeError(`no letter for the clause ${instance.clause}`);
  return mark;
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
      const place = LETTERS.indexOf(mark);
      const clause = clauseIds[place];
      if (clause === undefined) throw new TypeError(`the mark "${mark}" means nothing for rule ${rule}`);
      return { result: 'clause', clause };
    }
  }
}
