import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveFacts } from '../../src/facts/index.ts';
import { civilDate } from '../../src/kernel/index.ts';
import {
  CLOSURES,
  catalogueOf,
  compileRuleSet,
  type EvaluationInput,
  type Facts,
  judgeByReferenceEvaluator,
  loadPack,
  onlyRule,
  openPack,
  type PackContent,
  renderText,
  reviewRule,
} from '../../src/rules/index.ts';
import { givenInput } from '../facts/support.ts';
import { onOneEngine } from '../support/databases.ts';
import { startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

const DATA = join(import.meta.dirname, 'recipes');

/** The steps that docs/develop.md gives for a rule and for a field, taken on a copy of the shipped rules. */
describe('the recipe of docs/develop.md', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gate-recipe-'));
    cpSync('rules', folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(() => void openPack());

  describe('for a rule: one document in a folder of rules', () => {
    beforeEach(() => cpSync(join(DATA, 'HW-90.json'), join(folder, 'computers/HW-90.json')));

    it('makes a sound rule', async () => {
      await assertSound(loadPack(folder), 'HW-90');
    });

    onOneEngine('other files run its statements on both', (engine) => {
      it('finds what it is written for in the first order that a gate with that folder decides', async () => {
        const gate = await startGate({ engine, env: { GATE_PACK_DIR: folder } });
        try {
          const office = await openOffice(gate);

          const [two, three] = [
            await office.submit(office.order({ quantity: 2 })),
            await office.submit(office.order({ quantity: 3 })),
          ];

          assert.deepEqual(two.body.decision.findings, []);
          assert.equal(three.body.decision.outcome, 'referred');
          const [finding, ...others] = three.body.decision.findings;
          assert.deepEqual(others, []);
          assert.deepEqual([finding.rule, finding.clause, finding.pointer], ['HW-90', 'many', '/lines/0/quantity']);
          assert.deepEqual(finding.message, {
            'zh-CN': '本行拟购 3 台，超过 2 台。',
            en: 'Machines on this line: 3, more than 2.',
          });
        } finally {
          await gate.close();
        }
      });
    });
  });

  describe('for a field: a fact in the catalogue, its value, and a rule that reads it', () => {
    beforeEach(() => {
      const file = join(folder, 'facts.json');
      const { facts, ...head } = JSON.parse(readFileSync(file, 'utf8'));
      const added = JSON.parse(readFileSync(join(DATA, 'warranty-fact.json'), 'utf8'));
      writeFileSync(file, JSON.stringify({ ...head, facts: [...facts, added] }));
      cpSync(join(DATA, 'HW-91.json'), join(folder, 'computers/HW-91.json'));
    });

    it('makes a sound rule', async () => {
      await assertSound(loadPack(folder), 'HW-91');
    });

    for (const [months, result] of [
      [35, 'clause'],
      [36, 'pass'],
      [null, 'out-of-scope'],
    ] as const) {
      it(`gives ${result} by both evaluators for ${months ?? 'no'} months`, async () => {
        const pack = loadPack(folder);
        const own = onlyRule(compiledOf(pack), 'HW-91');
        const input = inputWith({ 'line.warrantyMonths': months });

        for (const judge of [CLOSURES.judge, judgeByReferenceEvaluator]) {
          const [judged] = await judge(own, input);
          assert.equal(judged?.instances[0]?.result, result);
        }
      });
    }

    it('says the value in both languages', () => {
      const pack = loadPack(folder);
      const [clause] = pack.rules.find(({ id }) => id === 'HW-91')?.clauses ?? [];
      assert.ok(clause);

      const said = renderText(clause.message, { 'line.warrantyMonths': 35 }, catalogueOf(pack));

      assert.match(said['zh-CN'], /质保期为 35 个月/);
      assert.match(said.en, /this line: 35,/);
    });

    it('changes nothing while a rule set without the fact is in force', () => {
      const shipped = compiledOf(loadPack('rules'));

      const [before, after] = [inputWith({}), inputWith({ 'line.warrantyMonths': 35 })].map((input) =>
        CLOSURES.judge(shipped, input),
      );

      assert.deepEqual(after, before);
    });
  });
});

async function assertSound(pack: PackContent, id: string): Promise<void> {
  const rule = pack.rules.find((each) => each.id === id);
  assert.ok(rule);
  const review = await reviewRule(rule, catalogueOf(pack));
  assert.ok(review.isSound, JSON.stringify(review));
}

function compiledOf(pack: PackContent) {
  return compileRuleSet(pack.rules, catalogueOf(pack));
}

/** The order of twenty desktops, with more facts on its line than are derived today. */
function inputWith(more: Facts): EvaluationInput {
  const { order, lines } = deriveFacts(givenInput());
  const day = civilDate('2026-06-01');
  return {
    ...{ stage: 'submission', submittedOn: day, decidedOn: day, region: '421000', acquisition: 'purchase', order },
    policy: { submitDate: {}, decisionDate: {} },
    instances: [
      {
        ...{ scope: 'line', pointer: '/lines/0', goods: 'computer', category: 'desktop' },
        facts: { ...lines[0], ...more },
      },
    ],
  };
}
