import {
  type FactCatalogue,
  type FactScope,
  type Facts,
  type FactValue,
  isPolicyFact,
} from '../documents/fact-catalogue.ts';

/** Stands where the catalogue has a fact and the system had none; no fact's value is an object. */
export type AbsentFact = Readonly<Record<string, never>>;

/**
 * Facts of one scope without their names: a value for each fact that the catalogue has in that scope, in its order.
 * What a later derivation knows and the catalogue does not stands behind them by name.
 */
export type PlacedFacts = readonly (FactValue | AbsentFact | Facts)[];

const ABSENT: AbsentFact = Object.freeze({});

export function orAbsent(value: FactValue | undefined): FactValue | AbsentFact {
  return value === undefined ? ABSENT : value;
}

/** Names are three quarters of what facts take as JSON, and the rule set that a record names has them once. */
export function placeFacts(facts: Facts, catalogue: FactCatalogue, scope: FactScope): PlacedFacts {
  const names = factNamesIn(catalogue, scope);
  const values: (FactValue | AbsentFact | Facts)[] = [];
  let found = 0;
  for (const name of names) {
    const value = facts[name];
    if (value !== undefined) found += 1;
    values.push(orAbsent(value));
  }
  if (found < Object.keys(facts).length) values.push(factsBeside(facts, names));
  return values;
}

/** Gives the facts their names back. A list that does not fit the catalogue is of another rule set, and is not guessed at. */
export function nameFacts(placed: PlacedFacts, catalogue: FactCatalogue, scope: FactScope): Facts {
  const names = factNamesIn(catalogue, scope);
  const beside = factsBehind(placed, names, scope);
  const named: Record<string, FactValue> = {};
  for (const [place, name] of names.entries()) {
    const value = placed[place];
    if (value !== undefined && !isNamed(value)) named[name] = value;
  }
  return beside === undefined ? named : { ...named, ...beside };
}

/** Some of them alone: naming all takes longer than reading what they stand in. */
export function pickFacts(
  placed: PlacedFacts,
  catalogue: FactCatalogue,
  scope: FactScope,
  wanted: readonly string[],
): Facts {
  const names = factNamesIn(catalogue, scope);
  const beside = factsBehind(placed, names, scope);
  const picked: Record<string, FactValue> = {};
  for (const name of wanted) {
    const place = names.indexOf(name);
    const value = place < 0 ? beside?.[name] : placed[place];
    if (value !== undefined && !isNamed(value)) picked[name] = value;
  }
  return picked;
}

function factsBehind(placed: PlacedFacts, names: readonly string[], scope: FactScope): Facts | AbsentFact | undefined {
  const beside = placed[names.length];
  if (placed.length < names.length || placed.length > names.length + 1 || (beside !== undefined && !isNamed(beside))) {
    throw new TypeError(`facts of the scope ${scope} do not fit the fact catalogue`);
  }
  return beside;
}

function isNamed(value: PlacedFacts[number]): value is AbsentFact | Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function factsBeside(facts: Facts, names: readonly string[]): Facts {
  const known = new Set(names);
  return Object.fromEntries(Object.entries(facts).filter(([name, value]) => value !== undefined && !known.has(name)));
}

const namesByCatalogue = new WeakMap<FactCatalogue, Map<FactScope, readonly string[]>>();

/** Policy facts are the rule set's own and are never recorded with an order. */
export function factNamesIn(catalogue: FactCatalogue, scope: FactScope): readonly string[] {
  const byScope = namesByCatalogue.get(catalogue) ?? new Map<FactScope, readonly string[]>();
  const known = byScope.get(scope);
  if (known) return known;
  const facts = catalogue.facts.filter((fact) => fact.scope === scope && !isPolicyFact(fact.name));
  const names = facts.map(({ name }) => name);
  namesByCatalogue.set(catalogue, byScope.set(scope, names));
  return names;
}
