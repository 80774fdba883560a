import type { components } from '../http/openapi.generated.ts';
import { type Actor, seesTexts } from '../kernel/index.ts';
import {
  type CompactInstance,
  demandOf,
  type Facts,
  factsNamedByRule,
  parseCompact,
  type RuleDocument,
  type RuleSet,
  scopesOf,
} from '../rules/index.ts';
import { toFactsBody } from './decision-body.ts';
import type { ReadRecord } from './decision-record.ts';
import { maskFacts } from './masked-texts.ts';
import { nameRecordedFacts, type RecordedFacts } from './recorded-facts.ts';

type Schemas = components['schemas'];

/** One place that rules look at, in the order in which results are recorded. */
interface Place {
  readonly scope: string;
  readonly pointer: string;
  readonly facts: Facts;
}

/**
 * Every rule of the set, what it said at each place and which facts it looked at, read back from the record. The texts of a
 * classified order are only for its agency.
 */
export function toExplanationBody(record: ReadRecord, ruleSet: RuleSet, reader: Actor): Schemas['DecisionExplanation'] {
  const shown = (facts: Facts): Facts =>
    record.isClassified && !seesTexts(reader) ? maskFacts(facts, ruleSet.catalogue) : facts;
  const results = parseCompact(ruleSet.compiled, record.detail.results);
  const facts = nameRecordedFacts(record.detail.facts, ruleSet.catalogue);
  const places = placesOf(facts);
  return {
    decisionId: record.decision,
    outcome: record.outcome,
    ruleSet: { number: record.ruleSet.number, digest: record.ruleSet.digest },
    rules: ruleSet.rules.map((rule) =>
      explainRule({ ...{ rule, record, places, shown }, order: facts.order, results: results[rule.id] ?? [] }),
    ),
  };
}

function placesOf(facts: RecordedFacts): readonly Place[] {
  return [
    { scope: 'order', pointer: '', facts: {} },
    ...facts.lines.map((line, index) => ({ scope: 'line', pointer: `/lines/${index}`, facts: line })),
    ...facts.planItems.map((item, index) => ({ scope: 'plan-item', pointer: `/softwarePlan/${index}`, facts: item })),
    ...facts.funding.map((entry) => ({ scope: 'funding', pointer: entry.pointer, facts: entry.facts })),
  ];
}

interface RuleInRecord {
  readonly rule: RuleDocument;
  readonly record: ReadRecord;
  readonly places: readonly Place[];
  readonly order: Facts;
  readonly results: readonly CompactInstance[];
  readonly shown: (facts: Facts) => Facts;
}

function explainRule({ rule, record, places, order, results, shown }: RuleInRecord): Schemas['ExplainedRule'] {
  const scopes: readonly string[] = scopesOf(rule);
  const looked = places.filter(({ scope }) => scopes.includes(scope));
  const names = factsNamedByRule(rule);
  const instances = results.map((result, index): Schemas['ExplainedInstance'] => {
    const place = looked[index];
    if (!place) throw new Error(`the record of ${record.decision} has more results of ${rule.id} than places`);
    const facts = pick([place.facts, order], names);
    const missing = record.detail.indeterminate.find((one) => one.rule === rule.id && one.pointer === place.pointer);
    return {
      pointer: place.pointer,
      result: nameOf(result),
      facts: toFactsBody(shown(facts)),
      ...(result.result === 'clause' && { clause: result.clause }),
      ...(missing && { missing: [...missing.missing] }),
    };
  });
  return {
    id: rule.id,
    title: rule.title,
    demand: demandOf(rule),
    result: worstOf(instances.map(({ result }) => result)),
    instances,
  };
}

type Result = Schemas['RuleResult'];

function nameOf({ result }: CompactInstance): Result {
  return result === 'clause' ? 'finding' : result;
}

const WORST_FIRST: readonly Result[] = ['finding', 'indeterminate', 'pass', 'out-of-scope', 'not-in-force'];

function worstOf(results: readonly Result[]): Result {
  return WORST_FIRST.find((result) => results.includes(result)) ?? 'out-of-scope';
}

function pick(sources: readonly Facts[], names: readonly string[]): Facts {
  return Object.fromEntries(
    names.flatMap((name) => {
      const source = sources.find((candidate) => Object.hasOwn(candidate, name));
      return source ? [[name, source[name] ?? null] as const] : [];
    }),
  );
}
