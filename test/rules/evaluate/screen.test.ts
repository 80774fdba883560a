import assert from 'node:assert/strict';
import { civilDate } from '../../../src/kernel/index.ts';
import { compileRuleSet, screen } from '../../../src/rules/index.ts';
import { catalogue, clauseDocument, input, line, manyLeaf, orderRule, rule } from '../given.ts';

describe('screening', () => {
  it('gives results by rule id, then in the order of the instances', () => {
    const compiled = compileRuleSet([rule({ id: 'HW-92' }), rule({ id: 'BUD-90' }), rule({ id: 'HW-91' })], catalogue);
    const lines = [11, 1, 12].map((quantity, index) =>
      line({ 'line.quantity': quantity }, { pointer: `/lines/${index}` }),
    );

    const results = screen(compiled, input({ instances: lines }));

    assert.deepEqual(
      results.map((result) => result.rule),
      ['BUD-90', 'HW-91', 'HW-92'],
    );
    assert.deepEqual(results[0], {
      rule: 'BUD-90',
      owner: 'finance',
      instances: [
        { pointer: '/lines/0', result: 'clause', clause: 'too-many', effect: 'reject' },
        { pointer: '/lines/1', result: 'pass' },
        { pointer: '/lines/2', result: 'clause', clause: 'too-many', effect: 'reject' },
      ],
    });
  });

  it('looks only at instances of the scopes of a rule', () => {
    const compiled = compileRuleSet([rule()], catalogue);
    const item = {
      scope: 'plan-item',
      pointer: '/softwarePlan/0',
      facts: {},
      goods: 'software',
      category: null,
    } as const;

    const [result] = screen(compiled, input({ instances: [item] }));

    assert.deepEqual(result?.instances, []);
  });

  it('looks at every scope of a rule that has several', () => {
    const when = { name: 'urgent', fact: 'order.isUrgent', operator: 'equal', value: true };
    const compiled = compileRuleSet([orderRule(when, { scope: ['line', 'order'] })], catalogue);
    const order = { scope: 'order', pointer: '', facts: {}, goods: null, category: null } as const;

    const [result] = screen(compiled, input({ order: { 'order.isUrgent': true }, instances: [order, line({})] }));

    assert.deepEqual(
      result?.instances.map(({ pointer }) => pointer),
      ['', '/lines/0'],
    );
  });

  it('stops at the first clause that holds, the worst', () => {
    const clauses = [
      clauseDocument({ id: 'far-too-many', when: { ...manyLeaf, name: 'a', value: 100 } }),
      clauseDocument({ id: 'too-many', effect: 'refer', when: { ...manyLeaf, name: 'b' } }),
    ];
    const compiled = compileRuleSet([rule({ clauses })], catalogue);
    const clauseFor = (quantity: number) => {
      const [result] = screen(compiled, input({ instances: [line({ 'line.quantity': quantity })] }));
      const [instance] = result?.instances ?? [];
      return instance?.result === 'clause' ? instance.clause : instance?.result;
    };

    assert.deepEqual([101, 100, 11, 10].map(clauseFor), ['far-too-many', 'too-many', 'too-many', 'pass']);
  });

  it('asks at each stage only for the facts that the clauses of that stage name', () => {
    const stockLeaf = { name: 'no-stock', fact: 'line.stock', operator: 'integer.equal', value: 0 };
    const clauses = [clauseDocument(), clauseDocument({ id: 'no-stock', stages: ['contract'], when: stockLeaf })];
    const compiled = compileRuleSet([rule({ stages: ['submission', 'contract'], clauses })], catalogue);
    const at = (stage: 'submission' | 'contract') =>
      screen(compiled, input({ stage, instances: [line({ 'line.quantity': 1 })] }))[0]?.instances;

    assert.deepEqual(at('submission'), [{ pointer: '/lines/0', result: 'pass' }]);
    assert.deepEqual(at('contract'), [{ pointer: '/lines/0', result: 'indeterminate', missing: ['line.stock'] }]);
  });

  it('reads policy facts of the rule day, order facts from the order, its own from the instance', () => {
    const buffer = { fact: 'policy.plan.bufferPercent' };
    const clauses = [clauseDocument({ when: { ...manyLeaf, value: buffer } })];
    const byDay = (by: string) => compileRuleSet([rule({ clauses, inForce: { from: null, to: null, by } })], catalogue);
    const given = input({
      instances: [line({ 'line.quantity': 7, 'policy.plan.bufferPercent': 0 })],
      order: { 'policy.plan.bufferPercent': 0, 'line.quantity': 99 },
      policy: {
        submitDate: { 'policy.plan.bufferPercent': 6 },
        decisionDate: { 'policy.plan.bufferPercent': 7 },
      },
    });

    assert.equal(screen(byDay('submit-date'), given)[0]?.instances[0]?.result, 'clause');
    assert.equal(screen(byDay('decision-date'), given)[0]?.instances[0]?.result, 'pass');
  });

  it('does not fill the gaps of one instance with what the one before it left behind', () => {
    const compiled = compileRuleSet([rule()], catalogue);

    const [result] = screen(compiled, input({ instances: [line({ 'line.quantity': 11 }), line({})] }));

    assert.deepEqual(
      result?.instances.map((instance) => instance.result),
      ['clause', 'indeterminate'],
    );
  });

  it('leaves its input as it was, and says the same twice', () => {
    const compiled = compileRuleSet([rule()], catalogue);
    const given = input({ instances: [line(Object.freeze({ 'line.quantity': 11 }))], order: Object.freeze({}) });
    const before = structuredClone(given);

    const twice = [screen(compiled, given), screen(compiled, given)];

    assert.deepEqual(twice[0], twice[1]);
    assert.deepEqual(given, before);
  });

  it('refuses to compile what the profile would have refused', () => {
    const broken = (changed: object) => ({ ...rule(), clauses: [{ ...rule().clauses[0], ...changed }] }) as never;

    assert.throws(() => compileRuleSet([broken({ when: { ...manyLeaf, operator: 'matches' } })], catalogue), TypeError);
    assert.throws(() => compileRuleSet([broken({ when: { ...manyLeaf, fact: 'line.x' } })], catalogue), TypeError);
  });

  it('knows the first and the last day of a rule by the day it goes by', () => {
    const compiled = compileRuleSet(
      [rule({ inForce: { from: '2026-03-10', to: '2026-03-20', by: 'submit-date' } })],
      catalogue,
    );
    const on = (day: string) =>
      screen(compiled, input({ submittedOn: civilDate(day), instances: [line({ 'line.quantity': 1 })] }))[0]
        ?.instances[0]?.result;

    assert.deepEqual(['2026-03-09', '2026-03-10', '2026-03-20', '2026-03-21'].map(on), [
      'not-in-force',
      'pass',
      'pass',
      'not-in-force',
    ]);
  });
});
