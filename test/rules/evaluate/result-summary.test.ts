import assert from 'node:assert/strict';
import {
  compactResults,
  compileRuleSet,
  type InstanceResult,
  parseCompact,
  summarize,
} from '../../../src/rules/index.ts';
import { catalogue, clauseDocument, manyLeaf, rule } from '../given.ts';

const at = { pointer: '' };
const passed: InstanceResult = { ...at, result: 'pass' };
const outOfScope: InstanceResult = { ...at, result: 'out-of-scope' };
const notInForce: InstanceResult = { ...at, result: 'not-in-force' };
const indeterminate: InstanceResult = { ...at, result: 'indeterminate', missing: ['line.stock'] };
const rejected: InstanceResult = { ...at, result: 'clause', clause: 'far-too-many', effect: 'reject' };
const warned: InstanceResult = { ...at, result: 'clause', clause: 'too-many', effect: 'warn' };

function counted(...instances: readonly InstanceResult[]): string {
  const counts = summarize([{ rule: 'HW-91', owner: 'finance', instances }]);
  const [name] = Object.entries(counts).find(([, count]) => count === 1) ?? [];
  return String(name);
}

describe('the summary of results', () => {
  it('counts a rule once, by its worst instance', () => {
    assert.equal(counted(passed, rejected, indeterminate), 'findings');
    assert.equal(counted(passed, indeterminate), 'indeterminate');
    assert.equal(counted(outOfScope, passed), 'passed');
    assert.equal(counted(passed, warned), 'findings');
    assert.equal(counted(outOfScope, outOfScope), 'outOfScope');
    assert.equal(counted(notInForce), 'notInForce');
  });

  it('counts a warning beside an instance that nobody could judge as indeterminate, because that stops the order', () => {
    assert.equal(counted(warned, indeterminate), 'indeterminate');
  });

  it('counts a rule without any instance as out of scope', () => {
    assert.equal(counted(), 'outOfScope');
  });

  it('adds up to the number of rules', () => {
    const results = [[passed], [rejected], [indeterminate], [outOfScope], [notInForce], []].map((instances, index) => ({
      rule: `HW-0${index}`,
      owner: 'finance' as const,
      instances,
    }));

    assert.deepEqual(summarize(results), { passed: 1, findings: 1, indeterminate: 1, outOfScope: 2, notInForce: 1 });
  });
});

describe('compact results', () => {
  const clauses = [
    clauseDocument({ id: 'far-too-many', when: { ...manyLeaf, name: 'a', value: 100 } }),
    clauseDocument({ id: 'too-many', effect: 'warn', when: { ...manyLeaf, name: 'b' } }),
  ];
  const compiled = compileRuleSet([rule({ clauses })], catalogue);
  const instances = [passed, outOfScope, indeterminate, notInForce, rejected, warned];

  it('write one character for each instance', () => {
    const results = [{ rule: 'HW-91', owner: 'finance' as const, instances }];

    assert.deepEqual(compactResults(compiled, results), { 'HW-91': '.-?~ab' });
  });

  it('can be read back with the rule set they were written with', () => {
    assert.deepEqual(parseCompact(compiled, { 'HW-91': '.-?~ab' })['HW-91'], [
      { result: 'pass' },
      { result: 'out-of-scope' },
      { result: 'indeterminate' },
      { result: 'not-in-force' },
      { result: 'clause', clause: 'far-too-many' },
      { result: 'clause', clause: 'too-many' },
    ]);
  });

  it('keep a rule that looked at nothing, so that an omission shows', () => {
    const results = [{ rule: 'HW-91', owner: 'finance' as const, instances: [] }];

    assert.deepEqual(compactResults(compiled, results), { 'HW-91': '' });
  });

  it('cannot be read with a rule set that did not make them', () => {
    assert.throws(() => parseCompact(compiled, { 'HW-91': 'c' }), TypeError);
    assert.throws(() => parseCompact(compiled, { 'HW-91': '!' }), TypeError);
    assert.throws(() => parseCompact(compiled, { 'HW-92': '.' }), TypeError);
  });
});
