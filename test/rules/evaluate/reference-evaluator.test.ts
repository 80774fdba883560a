import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Condition } from '../../../src/rules/documents/rule-document.ts';
import { runCondition } from '../../../src/rules/evaluate/reference-evaluator.ts';
import {
  compileRuleSet,
  confirm,
  judgeByReferenceEvaluator,
  REFERENCE_EVALUATOR_VERSION,
  screen,
} from '../../../src/rules/index.ts';
import { catalogue, clauseDocument, input, line, manyLeaf, rule } from '../given.ts';

const urgent = { name: 'urgent', fact: 'order.isUrgent', operator: 'equal', value: true };
const full = { name: 'full', fact: 'line.state', operator: 'equal', value: 'full' };

describe('the reference', () => {
  it('is the version that decision records name', () => {
    const { version } = JSON.parse(readFileSync('node_modules/json-rules-engine/package.json', 'utf8'));

    assert.equal(REFERENCE_EVALUATOR_VERSION, `json-rules-engine/${version}`);
  });

  it('confirms a finding and tells what every leaf said, also the leaves that did not decide', async () => {
    const clauses = [clauseDocument({ when: { any: [manyLeaf, { all: [urgent, { not: full }] }] } })];
    const compiled = compileRuleSet([rule({ clauses })], catalogue);
    const instance = line({ 'line.quantity': 11, 'line.state': 'full' });
    const given = input({ order: { 'order.isUrgent': true }, instances: [instance] });

    const confirmation = await confirm(compiled, { rule: 'HW-91', clause: 'too-many', instance }, given);

    assert.deepEqual(confirmation, { holds: true, trace: { many: true, urgent: true, full: true } });
  });

  it('does not confirm a clause that does not hold', async () => {
    const compiled = compileRuleSet([rule()], catalogue);
    const instance = line({ 'line.quantity': 10 });

    const confirmation = await confirm(compiled, { rule: 'HW-91', clause: 'too-many', instance }, input());

    assert.deepEqual(confirmation, { holds: false, trace: { many: false } });
  });

  it('refuses to confirm what cannot have fired: a missing fact, nothing to state, another stage, another clause', async () => {
    const stockLeaf = { name: 'no-stock', fact: 'line.stock', operator: 'integer.equal', value: 0 };
    const compiled = compileRuleSet([rule({ clauses: [clauseDocument({ when: stockLeaf })] })], catalogue);
    const fired = (facts: Record<string, null | number>, clause = 'too-many') => ({
      rule: 'HW-91',
      clause,
      instance: line(facts),
    });

    await assert.rejects(confirm(compiled, fired({}), input()), TypeError);
    await assert.rejects(confirm(compiled, fired({ 'line.stock': null }), input()), TypeError);
    await assert.rejects(confirm(compiled, fired({ 'line.stock': 0 }), input({ stage: 'payment' })), TypeError);
    await assert.rejects(confirm(compiled, fired({ 'line.stock': 0 }, 'too-few'), input()), TypeError);
  });

  it('evaluates a whole rule set as the closures do', async () => {
    const compiled = compileRuleSet([rule({ id: 'HW-92' }), rule()], catalogue);
    const given = input({ instances: [line({ 'line.quantity': 11 }), line({ 'line.quantity': 1 }), line({})] });

    assert.deepEqual(await judgeByReferenceEvaluator(compiled, given), screen(compiled, given));
  });
});

describe('the traps of json-rules-engine', () => {
  const facts = { 'line.quantity': 11, 'line.state': 'full', 'order.isUrgent': false };

  it('executes no payload in a path: the run fails instead', async () => {
    const payload = '$..[?(globalThis.wasExecuted = true)]';
    const when = { ...manyLeaf, path: payload } as Condition;

    await assert.rejects(runCondition(when, { 'line.quantity': ['bait'] }), /outside the profile/);
    assert.equal('wasExecuted' in globalThis, false);
  });

  it('executes no payload in a path on the right-hand side either', async () => {
    const path = '$..[?(globalThis.wasExecuted = true)]';
    const when = { ...manyLeaf, value: { fact: 'line.stock', path } } as Condition;

    await assert.rejects(runCondition(when, { 'line.quantity': 1, 'line.stock': ['bait'] }), /outside the profile/);
    assert.equal('wasExecuted' in globalThis, false);
  });

  it('a missing fact fails the run, also beside a leaf that would decide', async () => {
    const stockLeaf = { name: 'stock', fact: 'line.stock', operator: 'integer.equal', value: 0 };

    await assert.rejects(runCondition({ any: [manyLeaf, stockLeaf] }, facts));
  });

  it('an unknown operator or a named condition fails the run', async () => {
    await assert.rejects(runCondition({ ...manyLeaf, operator: 'greaterThan' }, facts), /Unknown operator/);
    await assert.rejects(runCondition({ all: [{ condition: 'rich' } as never, manyLeaf] }, facts));
  });

  it('values of another type fail the run, where the engine alone would have coerced them', async () => {
    const withQuantity = (quantity: unknown) => ({ ...facts, 'line.quantity': quantity }) as never;

    await assert.rejects(runCondition(manyLeaf, withQuantity('11')), TypeError);
    await assert.rejects(runCondition(manyLeaf, withQuantity(null)), TypeError);
    await assert.rejects(runCondition({ ...full, operator: 'notIn', value: ['none'] }, withState(null)), TypeError);
    await assert.rejects(runCondition({ ...full, value: true }, withState('full')), TypeError);
  });

  it('does not write into the document it was given', async () => {
    const withPriority = { ...full, priority: '5' };
    const when = { all: [manyLeaf, { all: [withPriority, { not: urgent }] }] };
    const before = structuredClone(when);

    await runCondition(deepFrozen(when), facts);

    assert.deepEqual(when, before);
  });

  it('overlapping runs give what runs one after another give', async () => {
    const conditions: readonly Condition[] = [manyLeaf, full, urgent, { not: urgent }, { all: [manyLeaf, urgent] }];
    const many = Array.from({ length: 40 }, (_, index) => conditions[index % conditions.length] ?? manyLeaf);

    const together = await Promise.all(many.map((when) => runCondition(when, facts)));
    const oneByOne = [];
    for (const when of many) oneByOne.push(await runCondition(when, facts));

    assert.deepEqual(together, oneByOne);
  });
});

function withState(state: unknown) {
  return { 'line.state': state } as never;
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) deepFrozen(child);
  return Object.freeze(value);
}
