import assert from 'node:assert/strict';
import { factsNamedByRule } from '../../src/rules/index.ts';
import { coverageOf } from '../../src/rules/rule-coverage.ts';
import { stagesOfClause } from '../../src/rules/rule-document.ts';
import { packUnderTest } from './pack-under-test.ts';

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
    const mandatory = rules.filter((rule) => ['OS-01', 'BUD-01', 'BUD-02', 'SUP-01', 'INT-02'].includes(rule.id));

    assert.deepEqual(
      mandatory.map((rule) => rule.waivable),
      [null, null, null, null, null],
    );
  });

  it('names at the submission no fact that is there from the contract on only', () => {
    const late = new Set(
      catalogue.facts.filter(({ source }) => source.startsWith('contract stage: ')).map(({ name }) => name),
    );
    const atSubmission = rules.flatMap((rule) =>
      rule.clauses.filter((clause) => stagesOfClause(rule, clause).includes('submission')),
    );

    assert.ok(late.size > 0);
    assert.deepEqual(
      factsNamedByRule({ clauses: atSubmission }).filter((name) => late.has(name)),
      [],
    );
  });

  it('has no fact that no rule, text or derivation could be missing without somebody to supply it', () => {
    const nobody = catalogue.facts.filter((fact) => fact.mayBeMissing && fact.suppliedBy === null);

    assert.deepEqual(nobody, []);
  });
});
