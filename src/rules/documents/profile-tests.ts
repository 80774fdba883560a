import {
  isFields,
  readDay,
  readFields,
  readList,
  readNullableString,
  readObject,
  readOneOf,
  readString,
} from './document-reader.ts';
import { FACT_SCOPES, type FactDefinition, isAcceptable, isVisibleIn } from './fact-catalogue.ts';
import { below } from './offence.ts';
import type { ConditionContext } from './profile-conditions.ts';
import { ACQUISITIONS, PLAIN_EXPECTATIONS, STAGES } from './rule-document.ts';

type TestContext = Pick<ConditionContext, 'catalogue' | 'scopes' | 'report'> & {
  readonly clauseIds: readonly string[];
};

const TEST_KEYS = { required: ['says', 'facts', 'expect'], optional: ['missing', 'stage', 'on', 'instance'] };
const INSTANCE_KEYS = { required: [], optional: ['scope', 'goods', 'category', 'acquisition', 'region'] };

/** Checks a rule's own tests: known facts of the right type, and results that the rule can give. */
export function validateTests(tests: unknown, pointer: string, context: TestContext): void {
  const { report } = context;
  const list = readList(tests, pointer, report);
  if (list?.length === 0) report(pointer, 'document.empty_list');
  for (const [index, entry] of (list ?? []).entries()) validateTest(entry, below(pointer, index), context);
}

function validateTest(entry: unknown, pointer: string, context: TestContext): void {
  const { report } = context;
  const test = readObject(entry, pointer, TEST_KEYS, report);
  if (!test) return;
  readString(test.says, below(pointer, 'says'), report);
  validateTestFacts(test.facts, below(pointer, 'facts'), context);
  for (const [index, name] of (readList(test.missing, below(pointer, 'missing'), report) ?? []).entries()) {
    knownFact(name, below(below(pointer, 'missing'), index), context);
  }
  const expected = readString(test.expect, below(pointer, 'expect'), report);
  if (expected !== undefined && ![...PLAIN_EXPECTATIONS, ...context.clauseIds].includes(expected)) {
    report(below(pointer, 'expect'), 'test.expectation_unknown', expected);
  }
  readOneOf(test.stage, below(pointer, 'stage'), STAGES, report);
  readDay(test.on, below(pointer, 'on'), report);
  validateTestInstance(test.instance, below(pointer, 'instance'), context);
}

/** Facts of a test or of `given`. Values must be such as could be gathered, else the test would prove nothing. */
export function validateTestFacts(facts: unknown, pointer: string, context: TestContext): void {
  if (facts === undefined) return;
  const fields = readFields(facts, pointer, context.report);
  for (const [name, value] of Object.entries(fields ?? {})) {
    const fact = knownFact(name, below(pointer, name), context);
    if (fact && !isAcceptable(value, fact)) {
      context.report(below(pointer, name), 'test.value_wrong_type', describeType(fact));
    }
  }
}

function knownFact(name: unknown, pointer: string, context: TestContext): FactDefinition | undefined {
  const text = readString(name, pointer, context.report);
  if (text === undefined) return undefined;
  const fact = context.catalogue.find(text);
  if (!fact) context.report(pointer, 'test.fact_unknown', text);
  else if (!context.scopes.some((scope) => isVisibleIn(fact, scope))) {
    context.report(pointer, 'test.fact_out_of_scope', text);
  }
  return fact;
}

function validateTestInstance(value: unknown, pointer: string, { scopes, report }: TestContext): void {
  if (value === undefined) return;
  const instance = isFields(value)
    ? readObject(value, pointer, INSTANCE_KEYS, report)
    : readFields(value, pointer, report);
  if (!instance) return;
  readOneOf(
    instance.scope,
    below(pointer, 'scope'),
    FACT_SCOPES.filter((scope) => scopes.includes(scope)),
    report,
  );
  readNullableString(instance.goods, below(pointer, 'goods'), report);
  readNullableString(instance.category, below(pointer, 'category'), report);
  readOneOf(instance.acquisition, below(pointer, 'acquisition'), ACQUISITIONS, report);
  readString(instance.region, below(pointer, 'region'), report);
}

function describeType(fact: FactDefinition): string {
  const type = fact.type === 'enum' ? (fact.values ?? []).join(' | ') : fact.type;
  return fact.mayBeNothing ? `${type} | null` : type;
}
