import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { STAGES, type Stage, scopesOf, stagesOfClause } from '../../src/rules/documents/rule-document.ts';
import { type FactDefinition, factsNamedByRule } from '../../src/rules/index.ts';
import { coverageOf } from '../../src/rules/review/rule-coverage.ts';
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

  it('is listed in its README, rule by rule', () => {
    const rows = readFileSync('rules/README.md', 'utf8').match(/^\| [A-Z]{2,3}-\d{2} .*$/gm) ?? [];
    const told = rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

    const listed = rules.map((rule) => [
      ...[rule.id, rule.title['zh-CN'], rule.title.en, scopesOf(rule).join(', '), rule.stages.join(', ')],
      ...[[...new Set(rule.clauses.map(({ effect }) => effect))].join(', '), rule.owner],
      rule.inForce.by === 'submit-date' ? 'submission' : 'decision',
    ]);
    assert.deepEqual(told.toSorted(byId), listed.toSorted(byId));
  });

  it('never lets a mandatory rule be waived', () => {
    const mandatory = rules.filter((rule) => ['OS-01', 'BUD-01', 'BUD-02', 'SUP-01', 'INT-02'].includes(rule.id));

    assert.deepEqual(
      mandatory.map((rule) => rule.waivable),
      [null, null, null, null, null],
    );
  });

  for (const stage of STAGES) {
    it(`names at the stage ${stage} no fact that is there at other stages only`, () => {
      const elsewhere = new Set(catalogue.facts.filter((fact) => !isAt(stage, fact)).map(({ name }) => name));
      const atStage = rules.flatMap((rule) =>
        rule.clauses.filter((clause) => stagesOfClause(rule, clause).includes(stage)),
      );

      assert.ok(elsewhere.size > 0);
      assert.deepEqual(
        factsNamedByRule({ clauses: atStage }).filter((name) => elsewhere.has(name)),
        [],
      );
    });
  }

  it('has no fact that no rule, text or derivation could be missing without somebody to supply it', () => {
    const nobody = catalogue.facts.filter((fact) => fact.mayBeMissing && fact.suppliedBy === null);

    assert.deepEqual(nobody, []);
  });
});

/** A fact of some stages only names them first in its source. */
function isAt(stage: Stage, { source }: FactDefinition): boolean {
  const stages = [...source.matchAll(/(\w+) stage: /g)].map(([, name]) => name);
  return stages.length === 0 || stages.includes(stage);
}

function byId([one = '']: readonly string[], [other = '']: readonly string[]): number {
  return one < other ? -1 : 1;
}
