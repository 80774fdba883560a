import { goodsKinds } from '../../goods/index.ts';
import { addDays, civilDate } from '../../kernel/index.ts';
import type { FactCatalogue, FactValue } from '../documents/fact-catalogue.ts';
import { ACQUISITIONS, type Effect, type RuleDocument, type RuleTest, STAGES } from '../documents/rule-document.ts';
import { compileRuleSet, screen } from '../evaluate/screen.ts';
import { boundaryValues, type Candidate } from './boundary-values.ts';
import { inputOfTest, outcomeOf } from './rule-test-input.ts';

/** The smallest case found on which two versions of a rule differ; as a test it expects what the later one says. */
export interface CounterExample {
  readonly test: RuleTest;
  readonly before: string;
  readonly after: string;
  /** What the clause does to an order; null where none holds. The clause may be the same, and do something else now. */
  readonly effectBefore: Effect | null;
  readonly effectAfter: Effect | null;
  /** How many things are other than in the case that it was found from. */
  readonly changes: number;
}

/** More than this many cases are not looked at; a change that only a deeper case would show is then not witnessed. */
export const CASES_MAX = 200_000;

/**
 * Looks for facts on which two versions differ: first the tests of both as they stand, then each of them with one thing
 * moved to a boundary, then with two. What is found first has the fewest changes, so a person can see why.
 */
export function findCounterExample(
  before: RuleDocument,
  after: RuleDocument,
  catalogue: FactCatalogue,
): CounterExample | undefined {
  const dimensions = [...factDimensions([before, after], catalogue), ...caseDimensions([before, after])];
  return searched({
    search: openSearch(before, after, catalogue),
    seeds: [...after.tests, ...before.tests],
    dimensions,
  });
}

/** A fact that a rule reads, with the value that it had and the one that it has now. */
export interface ChangedValue {
  readonly fact: string;
  /** What the case must be about for that fact to be this one. */
  readonly instance: NonNullable<RuleTest['instance']>;
  readonly was: Candidate;
  readonly is: Candidate;
}

/** How many cases may still be looked at. */
export interface Budget {
  cases: number;
}

/** The same for one rule where the value of a fact is what changes; the test states it as it is now. */
export function findCounterExampleOfValue(
  rule: RuleDocument,
  { fact, instance, was, is }: ChangedValue,
  { catalogue, budget }: { readonly catalogue: FactCatalogue; readonly budget: Budget },
): CounterExample | undefined {
  const compiled = compileRuleSet([rule], catalogue);
  const judge = (test: RuleTest, value: Candidate): string =>
    outcomeOf(screen(compiled, inputOfTest(rule, withFact(fact, value)(test), catalogue)));
  const known = [was, is].filter((value) => value !== undefined && value !== null).map((value) => ({ [fact]: value }));
  const moved = factDimensions([rule], catalogue, known, fact);
  const found = searched({
    search: countedSearch(budget, (test) =>
      compared(judgedBy(rule, judge(test, was)), judgedBy(rule, judge(test, is))),
    ),
    seeds: rule.tests.map(withInstance(instance)),
    dimensions: moved,
  });
  return found && { ...found, test: withFact(fact, is)(found.test) };
}

interface SearchParts {
  readonly search: Search;
  readonly seeds: readonly RuleTest[];
  readonly dimensions: readonly Dimension[];
}

function searched({ search, seeds, dimensions }: SearchParts): CounterExample | undefined {
  for (const depth of [0, 1, 2]) {
    for (const seed of seeds) {
      const found = deepen(search, { test: seed, changes: 0 }, dimensions, depth);
      if (found) return found;
      if (search.isSpent()) return undefined;
    }
  }
  return undefined;
}

interface Search {
  readonly compare: (test: RuleTest) => Omit<CounterExample, 'test' | 'changes'>;
  /** Whether as many cases were looked at as may be. */
  readonly isSpent: () => boolean;
}

/** Both judge the very same case, built from the later version: what its tests leave open must not differ by itself. */
function openSearch(before: RuleDocument, after: RuleDocument, catalogue: FactCatalogue): Search {
  const [was, is] = [compileRuleSet([before], catalogue), compileRuleSet([after], catalogue)];
  const base = { ...after, given: { ...before.given, ...after.given } };
  return countedSearch({ cases: CASES_MAX }, (test) => {
    const input = inputOfTest(base, test, catalogue);
    return compared(judgedBy(before, outcomeOf(screen(was, input))), judgedBy(after, outcomeOf(screen(is, input))));
  });
}

interface Judged {
  readonly outcome: string;
  readonly effect: Effect | null;
}

function judgedBy({ clauses }: RuleDocument, outcome: string): Judged {
  return { outcome, effect: clauses.find(({ id }) => id === outcome)?.effect ?? null };
}

function compared(was: Judged, is: Judged): ReturnType<Search['compare']> {
  return { before: was.outcome, after: is.outcome, effectBefore: was.effect, effectAfter: is.effect };
}

function countedSearch(budget: Budget, compare: Search['compare']): Search {
  return {
    isSpent: () => budget.cases <= 0,
    compare: (test) => {
      budget.cases -= 1;
      return compare(test);
    },
  };
}

interface Case {
  readonly test: RuleTest;
  readonly changes: number;
}

type Dimension = readonly ((test: RuleTest) => RuleTest)[];

function deepen(
  search: Search,
  found: Case,
  dimensions: readonly Dimension[],
  depth: number,
): CounterExample | undefined {
  if (depth === 0) return counterExampleOf(search, found);
  for (const [index, dimension] of dimensions.entries()) {
    for (const move of dimension) {
      if (search.isSpent()) return undefined;
      const moved = { test: move(found.test), changes: found.changes + 1 };
      const witness = deepen(search, moved, dimensions.slice(index + 1), depth - 1);
      if (witness) return witness;
    }
  }
  return undefined;
}

function counterExampleOf({ compare }: Search, { test, changes }: Case): CounterExample | undefined {
  const told = compare(test);
  const { before, after, effectBefore, effectAfter } = told;
  if (before === after && effectBefore === effectAfter) return undefined;
  const says =
    before === after ? `${after}: ${effectAfter} where it was ${effectBefore}` : `${after} where it was ${before}`;
  return { ...told, test: { ...test, says, expect: after }, changes };
}

/** Each fact that rules name, moved to its boundaries; but for one that stays as it is. */
function factDimensions(
  rules: readonly RuleDocument[],
  catalogue: FactCatalogue,
  known: readonly Readonly<Record<string, FactValue>>[] = [],
  fixed?: string,
): readonly Dimension[] {
  const boundaries = boundaryValues(rules, catalogue, [...rules.map(({ given }) => given), ...known]);
  return [...boundaries]
    .filter(([name]) => name !== fixed)
    .map(([name, values]) => values.map((value) => withFact(name, value)));
}

/** What a case is about. */
function caseDimensions(rules: readonly RuleDocument[]): readonly Dimension[] {
  const categories = rules.flatMap(({ appliesTo }) => appliesTo.categories ?? []);
  const regions = rules.flatMap(({ appliesTo }) => appliesTo.regions ?? []);
  return [
    STAGES.map((stage) => (test: RuleTest) => ({ ...test, stage })),
    daysOf(rules).map((on) => (test: RuleTest) => ({ ...test, on })),
    ACQUISITIONS.map((acquisition) => withInstance({ acquisition })),
    [...goodsKinds.keys()].map((goods) => withInstance({ goods })),
    [...new Set(categories)].map((category) => withInstance({ category })),
    [...new Set([...regions, '110000'])].map((region) => withInstance({ region })),
  ];
}

function withFact(name: string, value: Candidate) {
  return (test: RuleTest): RuleTest => {
    const missing = (test.missing ?? []).filter((other) => other !== name);
    const facts = Object.entries(test.facts).filter(([other]) => other !== name);
    if (value === undefined) return { ...test, facts: Object.fromEntries(facts), missing: [...missing, name] };
    const stated: [string, FactValue][] = [...facts, [name, value]];
    const { missing: _missing, ...rest } = test;
    return { ...rest, facts: Object.fromEntries(stated), ...(missing.length > 0 && { missing }) };
  };
}

function withInstance(changed: NonNullable<RuleTest['instance']>) {
  return (test: RuleTest): RuleTest => ({ ...test, instance: { ...test.instance, ...changed } });
}

/** The edges of both times in force. */
function daysOf(rules: readonly RuleDocument[]) {
  const edges = rules.flatMap(({ inForce: { from, to } }) => [from, to]).filter((day) => day !== null);
  return [...new Set(edges)].flatMap((day) => [
    addDays(civilDate(day), -1),
    civilDate(day),
    addDays(civilDate(day), 1),
  ]);
}
