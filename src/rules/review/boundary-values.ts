import { addDays, type CivilDate } from '../../kernel/index.ts';
import type { FactCatalogue, FactDefinition, FactValue } from '../documents/fact-catalogue.ts';
import {
  comparedFact,
  factsNamedIn,
  isLeaf,
  type Leaf,
  leavesOf,
  type RuleDocument,
} from '../documents/rule-document.ts';

/** `undefined` stands for a fact that the system lacks. */
export type Candidate = FactValue | undefined;

/**
 * For each fact that some rules name, the values at which what they say could change: every literal and its two
 * neighbours, the members that are named and one that is not, both sides of a claim, nothing and missing where they may be.
 * A fact that is compared with another one takes the values of that as well.
 */
export function boundaryValues(
  rules: readonly RuleDocument[],
  catalogue: FactCatalogue,
  known: readonly Readonly<Record<string, FactValue>>[] = [],
): ReadonlyMap<string, readonly Candidate[]> {
  const leaves = rules.flatMap((rule) => rule.clauses.flatMap(({ when }) => leavesOf(when)));
  const names = [...new Set(rules.flatMap((rule) => rule.clauses.flatMap(({ when }) => factsNamedIn(when))))];
  const values = new Map<string, Set<Candidate>>(names.map((name) => [name, new Set<Candidate>()]));
  const add = (name: string, found: readonly Candidate[]): void => {
    for (const value of found) values.get(name)?.add(value);
  };
  for (const name of names) {
    const fact = catalogue.find(name);
    if (!fact) throw new TypeError(`the fact catalogue has no "${name}"`);
    add(
      name,
      known.flatMap((facts) => around(facts[name] ?? null, fact)).filter((value) => value !== null),
    );
    add(name, ownValues(fact, leaves));
  }
  for (const leaf of leaves) share(leaf, values);
  return new Map([...values].map(([name, found]) => [name, [...found]]));
}

/** Two facts that are compared meet at each value that either of them has. */
function share(leaf: Leaf, values: Map<string, Set<Candidate>>): void {
  const other = isLeaf(leaf) ? comparedFact(leaf) : undefined;
  if (other === undefined) return;
  const both = new Set([...(values.get(leaf.fact) ?? []), ...(values.get(other) ?? [])]);
  const typed = [...both].filter((value) => value !== null && value !== undefined);
  for (const name of [leaf.fact, other]) for (const value of typed) values.get(name)?.add(value);
}

function ownValues(fact: FactDefinition, leaves: readonly Leaf[]): readonly Candidate[] {
  const literals = leaves.filter(({ fact: name }) => name === fact.name).map(({ value }) => value);
  const plain = literals.flatMap((value) => (isPlain(value) ? [value].flat() : []));
  return [
    ...plain.flatMap((value) => around(value, fact)),
    ...ordinary(fact),
    ...(fact.mayBeNothing ? [null] : []),
    ...(fact.mayBeMissing ? [undefined] : []),
  ];
}

function isPlain(value: Leaf['value']): value is boolean | string | number | readonly string[] {
  return typeof value !== 'object' || Array.isArray(value);
}

/** A value and its neighbours. */
function around(value: FactValue, fact: FactDefinition): readonly FactValue[] {
  if (typeof value === 'number') return [value - 1, value, value + 1];
  if (fact.type === 'date' && typeof value === 'string') {
    const day = value as CivilDate;
    return [addDays(day, -1), day, addDays(day, 1)];
  }
  if (fact.type === 'string[]' && typeof value === 'string') return [[], [value]];
  return [value];
}

/** What a fact may be beside what is named. */
function ordinary({ type, values }: FactDefinition): readonly FactValue[] {
  switch (type) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return values ?? [];
    case 'integer':
    case 'fen':
      return [0, 1];
    case 'string':
      return ['unnamed'];
    case 'string[]':
      return [[], ['unnamed']];
    case 'date':
      return [];
  }
}
