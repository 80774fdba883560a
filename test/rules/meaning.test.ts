import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { OPERATORS } from '../../src/rules/documents/profile-operators.ts';
import { type Condition, factsNamedIn } from '../../src/rules/documents/rule-document.ts';
import { compileCondition } from '../../src/rules/evaluate/compile-condition.ts';
import { runCondition } from '../../src/rules/evaluate/reference-evaluator.ts';
import { compileRuleSet } from '../../src/rules/evaluate/screen.ts';
import {
  type FactCatalogue,
  type Facts,
  judgeByReferenceEvaluator,
  parseFactCatalogue,
  screen,
} from '../../src/rules/index.ts';
import { clauseDocument, factDocument, input, line, manyLeaf, rule, catalogue as smallCatalogue } from './given.ts';

/** The meaning of the profile, frozen: an order decided today must be decided alike in ten years. */

interface OperatorVectors {
  readonly enumValues: readonly string[];
  readonly operators: readonly {
    readonly operator: string;
    readonly type: string;
    readonly cases: readonly (readonly [left: Facts[string], right: never, holds: boolean])[];
  }[];
}

type ShortCondition =
  | string
  | { readonly all: readonly ShortCondition[] }
  | { readonly any: readonly ShortCondition[] }
  | { readonly not: ShortCondition };

interface ConnectiveVectors {
  readonly conditions: readonly { readonly when: ShortCondition; readonly holdsFor: readonly string[] }[];
}

interface PreludeVectors {
  readonly cases: readonly {
    readonly says: string;
    readonly facts: Facts;
    readonly inForce?: unknown;
    readonly appliesTo?: Record<string, unknown>;
    readonly stage?: 'submission' | 'payment';
    readonly result: string;
    readonly missing?: readonly string[];
  }[];
}

function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(`test/rules/meaning/${name}.json`, 'utf8'));
}

const operators = vectors<OperatorVectors>('operators');

describe('the meaning of the operators', () => {
  for (const { operator, type, cases } of operators.operators) {
    it(`${operator} on ${type} stays what it was, in both evaluators`, async () => {
      const catalogue = vectorCatalogue(type);
      for (const [left, right, holds] of cases) {
        const against = { name: 'leaf', fact: 'vector.left', operator, value: right };
        assert.equal(await bothSay(against, { 'vector.left': left }, catalogue), holds, JSON.stringify([left, right]));
      }
    });
  }

  it('is the same against another fact as against a literal', async () => {
    for (const { operator, type, cases } of operators.operators) {
      if (OPERATORS.get(operator)?.operand !== 'value') continue;
      const leaf = { name: 'leaf', fact: 'vector.left', operator, value: { fact: 'vector.right' } };
      for (const [left, right, holds] of cases) {
        const facts = { 'vector.left': left, 'vector.right': right };
        assert.equal(await bothSay(leaf, facts, vectorCatalogue(type)), holds, JSON.stringify([operator, left, right]));
      }
    }
  });

  it('is frozen for every operator and type of the profile, seen true and seen false', () => {
    const seen = operators.operators.map(({ operator, type, cases }) => {
      assert.deepEqual(new Set(cases.map(([, , holds]) => holds)), new Set([true, false]), operator);
      return `${operator} ${type}`;
    });
    const wanted = [...OPERATORS].flatMap(([name, { types }]) => types.map((type) => `${name} ${type}`));

    assert.deepEqual(seen.toSorted(), wanted.toSorted());
  });
});

describe('the meaning of all, any and not', () => {
  const claims = claimCatalogue();
  for (const { when, holdsFor } of vectors<ConnectiveVectors>('connectives').conditions) {
    it(`${JSON.stringify(when)} stays what it was, in both evaluators`, async () => {
      const condition = spelledOut(when, { leaves: 0 });
      for (const truths of ['', 'a', 'b', 'c', 'ab', 'ac', 'bc', 'abc']) {
        const facts = Object.fromEntries(['a', 'b', 'c'].map((name) => [`claim.${name}`, truths.includes(name)]));
        assert.equal(await bothSay(condition, facts, claims), holdsFor.includes(truths), `with ${truths || 'nothing'}`);
      }
    });
  }
});

describe('the meaning of what comes before the leaves', () => {
  for (const vector of vectors<PreludeVectors>('prelude').cases) {
    it(vector.says, async () => {
      const compiled = compileRuleSet([preludeRule(vector)], smallCatalogue);
      const given = input({ stage: vector.stage ?? 'submission', instances: [line(vector.facts)] });
      const screened = screen(compiled, given);
      const [only] = screened[0]?.instances ?? [];

      assert.equal(only?.result, vector.result);
      assert.deepEqual(only?.result === 'indeterminate' ? only.missing : undefined, vector.missing);
      assert.deepEqual(await judgeByReferenceEvaluator(compiled, given), screened);
    });
  }
});

function preludeRule({ inForce, appliesTo }: PreludeVectors['cases'][number]) {
  const everywhere = { goods: null, categories: null, acquisitions: null, regions: null };
  const stockLeaf = { name: 'some-stock', fact: 'line.stock', operator: 'integer.atLeast', value: 0 };
  return rule({
    clauses: [clauseDocument({ when: { all: [manyLeaf, stockLeaf] } })],
    appliesTo: { ...everywhere, ...appliesTo },
    ...(inForce === undefined ? {} : { inForce }),
  });
}

/** What the closures and the reference say alike of a condition. */
async function bothSay(when: Condition, facts: Facts, catalogue: FactCatalogue): Promise<boolean> {
  const names = factsNamedIn(when);
  const values = names.map((name) => facts[name] ?? null);
  const screened = compileCondition(when, (name) => names.indexOf(name), catalogue)(values);
  const { holds } = await runCondition(when, facts);
  assert.equal(screened, holds, 'the two evaluators disagree');
  return holds;
}

function vectorCatalogue(type: string): FactCatalogue {
  const values = type === 'enum' ? { values: operators.enumValues } : {};
  return catalogueOf(['vector.left', 'vector.right'].map((name) => factDocument({ name, type, ...values })));
}

function claimCatalogue(): FactCatalogue {
  return catalogueOf(['claim.a', 'claim.b', 'claim.c'].map((name) => factDocument({ name, type: 'boolean' })));
}

function catalogueOf(facts: readonly unknown[]): FactCatalogue {
  const parsed = parseFactCatalogue({ schema: 'gate-facts/1', facts });
  assert.ok('catalogue' in parsed);
  return parsed.catalogue;
}

function spelledOut(when: ShortCondition, counter: { leaves: number }): Condition {
  if (typeof when === 'string') {
    counter.leaves += 1;
    return { name: `${when}-${counter.leaves}`, fact: `claim.${when}`, operator: 'equal', value: true };
  }
  if ('not' in when) return { not: spelledOut(when.not, counter) };
  if ('all' in when) return { all: when.all.map((part) => spelledOut(part, counter)) };
  return { any: when.any.map((part) => spelledOut(part, counter)) };
}
