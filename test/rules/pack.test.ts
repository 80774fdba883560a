import assert from 'node:assert/strict';
import { packUnderTest } from './pack-under-test.ts';
import { coverageOf } from './rule-coverage.ts';

const { rules, catalogue } = packUnderTest();

describe('the rule pack', () => {
  for (const rule of rules) {
    it(`${rule.id}: its ${rule.tests.length} tests hold on both evaluators and show every leaf and clause`, async () => {
      const coverage = await coverageOf(rule, catalogue);

      assert.deepEqual(coverage.failures, []);
      assert.deepEqual(coverage.leavesUnseen, []);
      assert.deepEqual(coverage.clausesUnfired, []);
    });
  }

  it('never lets a mandatory rule be waived', () => {
    const mandatory = rules.filter((rule) => ['OS-01', 'BUD-01', 'BUD-02', 'SUP-01'].includes(rule.id));

    assert.deepEqual(
      mandatory.map((rule) => rule.waivable),
      [null, null, null, null],
    );
  });

  it('has no fact that no rule, text or derivation could be missing without somebody to supply it', () => {
    const nobody = catalogue.facts.filter((fact) => fact.mayBeMissing && fact.suppliedBy === null);

    assert.deepEqual(nobody, []);
  });
});
