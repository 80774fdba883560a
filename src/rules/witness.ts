import { addDays, civilDate } from '../kernel/index.ts';
import { boundaryValues, type Candidate } from './boundary-values.ts';
import type { FactCatalogue, FactValue } from './fact-catalogue.ts';
import { ACQUISITIONS, GOODS, type RuleDocument, type RuleTest, STAGES } from './rule-document.ts';
import { inputOfTest, outcomeOf } from './rule-test-input.ts';
import { compileRuleSet, screen } from './screen.ts';

/** The smallest case found on which two versions of a rule differ; as a test it expects what the later one says. */
export interface Witness {
  readonly test: RuleTest;
  readonly before: string;
  readonly after: string;
  /** How many things are other than in the case that it was found from. */
  readonly changes: number;
}

/** More than this many cases are not looked at; a change that only a deeper case would show is then not witnessed. */
const CASES_MAX = 200_000;

/**
 * Looks for facts on which two versions differ: first the tests of both as they stand, then each of them with one thing
 * moved to a boundary, then with two. What is found first has the fewest changes, so a person can see why.
 */
export function findWitness(before: RuleDocument, after: RuleDocument, catalogue: FactCatalogue): Witness | undefined {
  const search = openSearch(before, after, catalogue);
  const seeds = [...after.tests, ...before.tests];
  const dimensions = dimensionsOf(before, after, catalogue);
  for (const depth of [0, 1, 2]) {
    for (const seed of seeds) {
      const found = deepen(search, { test: seed, changes: 0 }, dimensions, depth);
      if (found) return found;
      if (search.looked() >= CASES_MAX) return undefined;
    }
  }
  return undefined;
}

interface Search {
  readonly compare: (test: RuleTest) => { readonly before: string; readonly after: string };
  readonly looked: () => number;
}

/** Both judge the very same case, built from the later version: what its tests leave open must not differ by itself. */
function openSearch(before: RuleDocument, after: RuleDocument, catalogue: FactCatalogue): Search {
  const [was, is] = [compileRuleSet([before], catalogue), compileRuleSet([after], catalogue)];
  const base = { ...after, given: { ...before.given, ...after.given } };
  let looked = 0;
  return {
    looked: () => looked,
    compare: (test) => {
      looked++;
      const input = inputOfTest(base, test, catalogue);
      return { before: outcomeOf(screen(was, input)), after: outcomeOf(screen(is, input)) };
    },
  };
}

interface Case {
  readonly test: RuleTest;
  readonly changes: number;
}

type Dimension = readonly ((test: RuleTest) => RuleTest)[];

function deepen(search: Search, found: Case, dimensions: readonly Dimension[], depth: number): Witness | undefined {
  if (depth === 0) return witnessOf(search, found);
  for (const [index, dimension] of dimensions.entries()) {
    for (const move of dimension) {
      if (search.looked() >= CASES_MAX) return undefined;
      const moved = { test: move(found.test), changes: found.changes + 1 };
      const witness = deepen(search, moved, dimensions.slice(index + 1), depth - 1);
      if (witness) return witness;
    }
  }
  return undefined;
}

function witnessOf({ compare }: Search, { test, changes }: Case): Witness | undefined {
  const { before, after } = compare(test);
  if (before === after) return undefined;
  const says = `${after} where it was ${before}`;
  return { test: { ...test, says, expect: after }, before, after, changes };
}

/** Everything that can be moved in a case: each fact, and what the case is about. */
function dimensionsOf(before: RuleDocument, after: RuleDocument, catalogue: FactCatalogue): readonly Dimension[] {
  const rules = [before, after];
  const boundaries = boundaryValues(rules, catalogue, [before.given, after.given]);
  const facts = [...boundaries].map(([name, values]) => values.map((value) => withFact(name, value)));
  const categories = rules.flatMap(({ appliesTo }) => appliesTo.categories ?? []);
  const regions = rules.flatMap(({ appliesTo }) => appliesTo.regions ?? []);
  return [
    ...facts,
    STAGES.map((stage) => (test: RuleTest) => ({ ...test, stage })),
    daysOf(rules).map((on) => (test: RuleTest) => ({ ...test, on })),
    ACQUISITIONS.map((acquisition) => withInstance({ acquisition })),
    GOODS.map((goods) => withInstance({ goods })),
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
