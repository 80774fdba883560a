import { Engine, Rule, type RuleProperties } from 'json-rules-engine';
import { type EvaluationInput, type Instance, type RuleDocument, scopesOf } from '../../../src/rules/index.ts';

// The library asks its classes for an accessor that is switched off here, as in the gate, which gives them the answer likewise.
for (const each of [Engine, Rule]) {
  Object.defineProperty(each, '__proto__', { value: Object.getPrototypeOf(each) });
}

/**
 * Our rule documents as one usually writes them for json-rules-engine: facts are objects, a condition looks into them by a
 * `path`, and the engine runs once for the order and once for each line, plan item and funding entry.
 */
export type NaiveEngines = ReadonlyMap<string, Engine>;

export function naiveEngines(rules: readonly RuleDocument[]): NaiveEngines {
  const scopes = [...new Set(rules.flatMap((rule) => scopesOf(rule)))];
  return new Map(scopes.map((scope) => [scope, engineFor(rules.filter((rule) => scopesOf(rule).includes(scope)))]));
}

function engineFor(rules: readonly RuleDocument[]): Engine {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator('dateBefore', (a: string, b: string) => a < b);
  engine.addOperator('dateOnOrBefore', (a: string, b: string) => a <= b);
  engine.addOperator('dateAfter', (a: string, b: string) => a > b);
  engine.addOperator('dateOnOrAfter', (a: string, b: string) => a >= b);
  for (const rule of rules) {
    for (const clause of rule.clauses) {
      engine.addRule({
        conditions: { all: [...applicability(rule), translate(clause.when)] } as RuleProperties['conditions'],
        event: { type: 'finding', params: { rule: rule.id, clause: clause.id, effect: clause.effect } },
      });
    }
  }
  return engine;
}

/** What our documents say beside their clauses becomes conditions like any other. */
function applicability({ appliesTo, scope }: RuleDocument): readonly unknown[] {
  const { goods, categories, acquisitions } = appliesTo;
  const place = scope === 'plan-item' ? 'item.category' : 'line.category';
  return [
    ...(acquisitions ? [{ ...inside('order.acquisition'), operator: 'in', value: acquisitions }] : []),
    ...(goods && scope === 'line' ? [{ ...inside('line.goods'), operator: 'in', value: goods }] : []),
    ...(categories && scope !== 'order' ? [{ ...inside(place), operator: 'in', value: categories }] : []),
  ];
}

const OPERATORS: Readonly<Record<string, string>> = {
  greaterThan: 'greaterThan',
  atLeast: 'greaterThanInclusive',
  lessThan: 'lessThan',
  atMost: 'lessThanInclusive',
  before: 'dateBefore',
  onOrBefore: 'dateOnOrBefore',
  after: 'dateAfter',
  onOrAfter: 'dateOnOrAfter',
};

function translate(condition: unknown): unknown {
  if (Array.isArray(condition)) return condition.map(translate);
  if (typeof condition !== 'object' || condition === null) return condition;
  if ('fact' in condition && 'operator' in condition && 'value' in condition) {
    const { fact, operator, value } = condition as { fact: string; operator: string; value: unknown };
    const word = operator.split('.').at(-1) ?? operator;
    return { ...inside(fact), operator: OPERATORS[word] ?? word, value: isFact(value) ? inside(value.fact) : value };
  }
  return Object.fromEntries(Object.entries(condition).map(([key, value]) => [key, translate(value)]));
}

function isFact(value: unknown): value is { readonly fact: string } {
  return typeof value === 'object' && value !== null && 'fact' in value;
}

/** `line.os.state` becomes the fact `line` with a path. */
function inside(name: string): { fact: string; path: string } {
  const [root = '', ...rest] = name.split('.');
  return { fact: root, path: `$.${rest.join('.')}` };
}

export interface NaiveFinding {
  readonly rule: string;
  readonly effect: string;
}

/** Runs the engines over everything in the order, one run after the other. */
export async function naiveFindings(engines: NaiveEngines, input: EvaluationInput): Promise<readonly NaiveFinding[]> {
  const findings: NaiveFinding[] = [];
  for (const instance of input.instances) {
    const { events } = (await engines.get(instance.scope)?.run(nestedFacts(input, instance))) ?? { events: [] };
    for (const { params } of events) findings.push(params as unknown as NaiveFinding);
  }
  return findings;
}

function nestedFacts(input: EvaluationInput, instance: Instance): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const facts of [input.policy.decisionDate, input.order, instance.facts]) {
    for (const [name, value] of Object.entries(facts)) put(nested, name.split('.'), value);
  }
  return nested;
}

function put(into: Record<string, unknown>, [head = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[head] = value;
    return;
  }
  const inner = typeof into[head] === 'object' && into[head] !== null ? (into[head] as Record<string, unknown>) : {};
  into[head] = inner;
  put(inner, rest, value);
}
