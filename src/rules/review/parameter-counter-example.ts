import { categoryOfCap } from '../../goods/index.ts';
import { type CivilDate, civilDate } from '../../kernel/index.ts';
import type { FactCatalogue } from '../documents/fact-catalogue.ts';
import { factsNamedIn, type RuleDocument } from '../documents/rule-document.ts';
import type { PolicyParameter } from '../policy/policy-document.ts';
import type { PolicyFor } from '../policy/policy-parameters.ts';
import type { Candidate } from './boundary-values.ts';
import { type Budget, type CounterExample, findCounterExampleOfValue } from './counter-example.ts';

/** Null where there was no such entry, or there is none any more. */
export interface ChangedParameter {
  readonly jurisdiction: string;
  readonly name: string;
  readonly before: PolicyParameter | null;
  readonly after: PolicyParameter | null;
}

/** A case that a rule judges otherwise because a parameter has another value. */
export interface ParameterCounterExample extends CounterExample {
  readonly rule: string;
}

export interface CounterExampleSearch {
  /** What both packs say of parameters. */
  readonly policies: { readonly was: PolicyFor; readonly is: PolicyFor };
  /** Of the later pack. */
  readonly rules: readonly RuleDocument[];
  readonly catalogue: FactCatalogue;
  readonly budget: Budget;
}

/**
 * The rules that read a parameter, each with the smallest case on which its value makes the difference. What is derived by
 * a parameter from more than one thing has none: there past orders show the difference, in a preview or a back-test.
 */
export function parameterCounterExamples(
  changed: ChangedParameter,
  { policies, rules, catalogue, budget }: CounterExampleSearch,
): readonly ParameterCounterExample[] {
  const [was, is] = [valueIn(policies.was, changed), valueIn(policies.is, changed)];
  if (!isFactValue(was) || !isFactValue(is) || was === is) return [];
  const read = readAs(changed.name, catalogue);
  if (!read) return [];
  const reading = rules.filter(({ clauses }) => clauses.some(({ when }) => factsNamedIn(when).includes(read.fact)));
  return reading.flatMap((rule) => {
    const witness = findCounterExampleOfValue(rule, { ...read, was, is }, { catalogue, budget });
    return witness ? [{ rule: rule.id, ...witness }] : [];
  });
}

/** By which fact rules read a parameter: its own, or the cap of a line of its category. */
function readAs(name: string, catalogue: FactCatalogue) {
  const category = categoryOfCap(name);
  if (category !== undefined) return { fact: 'line.capFen', instance: { category } };
  return catalogue.has(name) ? { fact: name, instance: {} } : undefined;
}

/** As it binds an agency of the place and level that the entry is about, on its first day. */
function valueIn(policyFor: PolicyFor, changed: ChangedParameter): unknown {
  const entry = changed.after ?? changed.before;
  const on = firstDayOf(entry);
  const question = { region: changed.jurisdiction, level: entry?.levels?.[0] ?? ANY_LEVEL, on };
  return policyFor(question).parameters.get(changed.name);
}

const ANY_LEVEL = 'city';
const ANY_DAY = '2026-06-01';

function firstDayOf(entry: ChangedParameter['after']): CivilDate {
  return civilDate(entry?.from ?? entry?.until ?? ANY_DAY);
}

function isFactValue(value: unknown): value is Candidate {
  return value === undefined || value === null || ['number', 'boolean', 'string'].includes(typeof value);
}
