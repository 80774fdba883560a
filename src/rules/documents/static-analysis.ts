import { compileCondition } from '../evaluate/compile-condition.ts';
import { boundaryValues, type Candidate } from '../review/boundary-values.ts';
import type { FactCatalogue, FactValue } from './fact-catalogue.ts';
import { factsNamedIn, leavesOf, type RuleDocument, stagesOfClause } from './rule-document.ts';

/** What the boundaries of a rule's facts show about it, whatever orders there are. */
export interface Warning {
  readonly kind: 'never-holds' | 'always-holds' | 'never-reached' | 'leaf-always-true' | 'leaf-always-false';
  readonly clause: string;
  /** The leaf that it is about; null for the clause as a whole. */
  readonly leaf: string | null;
}

export interface StaticAnalysis {
  readonly warnings: readonly Warning[];
  /** All combinations of boundary values were looked at; otherwise a large sample, and a warning may be a false one. */
  readonly isExhaustive: boolean;
}

const CASES_MAX = 50_000;

/**
 * Looks at each rule over the boundary values of its facts. A condition of the profile changes only there, so what holds
 * for all of their combinations holds for every order.
 */
export function analyseRule(rule: RuleDocument, catalogue: FactCatalogue): StaticAnalysis {
  const names = [...new Set(rule.clauses.flatMap(({ when }) => factsNamedIn(when)))];
  const boundaries = boundaryValues([rule], catalogue, [rule.given]);
  const values = names.map((name) => (boundaries.get(name) ?? []).filter(isStated));
  const slotOf = (name: string): number => names.indexOf(name);
  const clauses = rule.clauses.map((clause) => ({
    id: clause.id,
    stages: stagesOfClause(rule, clause),
    holds: compileCondition(clause.when, slotOf, catalogue),
    leaves: leavesOf(clause.when).map((leaf) => ({
      name: leaf.name,
      holds: compileCondition(leaf, slotOf, catalogue),
    })),
  }));
  const seen = new Set<string>();
  const { isExhaustive, cases } = casesOf(values);
  for (const facts of cases) {
    for (const { id, holds, leaves } of clauses) {
      seen.add(`${id} ${holds(facts)}`);
      for (const leaf of leaves) seen.add(`${id}/${leaf.name} ${leaf.holds(facts)}`);
    }
    // Which clause comes first is a matter of the stage: some run at one only.
    for (const stage of rule.stages) {
      const first = clauses.find(({ stages, holds }) => stages.includes(stage) && holds(facts));
      if (first) seen.add(`${first.id} fires`);
    }
  }
  const warnings = clauses.flatMap(({ id, leaves }) => [
    ...clauseWarnings(id, seen),
    ...leaves.flatMap((leaf) => leafWarnings(id, leaf.name, seen)),
  ]);
  return { warnings, isExhaustive };
}

function isStated(value: Candidate): value is NonNullable<FactValue> {
  return value !== null && value !== undefined;
}

function clauseWarnings(clause: string, seen: ReadonlySet<string>): readonly Warning[] {
  const about = { clause, leaf: null };
  if (!seen.has(`${clause} true`)) return [{ kind: 'never-holds', ...about }];
  if (!seen.has(`${clause} false`)) return [{ kind: 'always-holds', ...about }];
  return seen.has(`${clause} fires`) ? [] : [{ kind: 'never-reached', ...about }];
}

function leafWarnings(clause: string, leaf: string, seen: ReadonlySet<string>): readonly Warning[] {
  if (!seen.has(`${clause}/${leaf} true`)) return [{ kind: 'leaf-always-false', clause, leaf }];
  return seen.has(`${clause}/${leaf} false`) ? [] : [{ kind: 'leaf-always-true', clause, leaf }];
}

interface Cases {
  readonly isExhaustive: boolean;
  readonly cases: Iterable<FactValue[]>;
}

/** Every combination where there are few enough, else combinations drawn evenly by a fixed stride. */
function casesOf(values: readonly (readonly FactValue[])[]): Cases {
  const all = values.reduce((product, list) => product * Math.max(1, list.length), 1);
  const isExhaustive = all <= CASES_MAX;
  return { isExhaustive, cases: isExhaustive ? every(values, all) : sampled(values) };
}

function* every(values: readonly (readonly FactValue[])[], all: number): Iterable<FactValue[]> {
  for (let index = 0; index < all; index++) {
    let rest = index;
    yield values.map((list) => {
      const value = list[rest % Math.max(1, list.length)] ?? null;
      rest = Math.floor(rest / Math.max(1, list.length));
      return value;
    });
  }
}

/** A linear congruence, so that the same rule is always looked at in the same cases. */
function* sampled(values: readonly (readonly FactValue[])[]): Iterable<FactValue[]> {
  let state = 1;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let drawn = 0; drawn < CASES_MAX; drawn++) yield values.map((list) => list[next(list.length)] ?? null);
}
