import assert from 'node:assert/strict';
import { pino } from 'pino';
import type { Response } from 'supertest';
import { runBacktests } from '../../../src/backtests/run/backtests-job.ts';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import { rederiveInBackground } from '../../../src/proof/rederive/rederive-job.ts';
import {
  CLOSURES,
  type CompiledRuleSet,
  compileRuleSet,
  EVALUATOR,
  REFERENCE_EVALUATOR_VERSION,
  type RuleDocument,
  type Screening,
  screen,
} from '../../../src/rules/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice, rulesIn } from '../../support/office.ts';
import { sizeOfLog } from '../../two-people/two-people.ts';
import { assertVerified, drafted, schedule, stateOf } from '../sets/schedule-support.ts';

/** The compiled evaluator with one operator that does what another one should. */
function closuresWith(operator: string, does: string): Screening {
  const wrong = new WeakMap<CompiledRuleSet, CompiledRuleSet>();
  const mistaken = (compiled: CompiledRuleSet): CompiledRuleSet => {
    const known = wrong.get(compiled);
    if (known) return known;
    const documents = compiled.rules.map(({ document }): RuleDocument => {
      // Of the rule on prices of desktops alone, so that nothing else speaks against an order.
      if (document.id !== 'HW-01') return document;
      return JSON.parse(JSON.stringify(document).replaceAll(`"operator":"${operator}"`, `"operator":"${does}"`));
    });
    const made = compileRuleSet(documents, compiled.catalogue);
    wrong.set(compiled, made);
    return made;
  };
  return { ...CLOSURES, judge: (compiled, input) => screen(mistaken(compiled), input) };
}

onOneEngine('rules judge facts, wherever they were read', (engine) => {
  describe('a compiled evaluator that is wrong', () => {
    let gate: Gate;
    let office: Office;
    const startWith = async (closures: Screening): Promise<void> => {
      gate = await startGate({ engine, closures, logger: pino({ level: 'silent' }) });
      office = await openOffice(gate);
    };
    afterEach(() => gate.close());

    const desktopAt = (unitPrice: string) => office.submit(office.order({ quantity: 1, unitPrice }));
    const told = async () => {
      const { checks } = (await gate.installer.get('/readyz')).body;
      const metrics = (await gate.installer.get('/metrics')).text;
      return {
        readiness: checks.find(({ name }: { name: string }) => name === 'evaluators')?.ok,
        isReference: /^gate_evaluator_reference 1$/m.test(metrics),
        seen: Number(/^gate_evaluator_disagreements_total (\d+)$/m.exec(metrics)?.[1]),
        leaves: (await gate.db.reader('log_leaves').where({ type: 'evaluator.disagreed' })).length,
      };
    };

    it('lets no rule set come into force: the rule and the facts are named', async () => {
      await startWith(closuresWith('fen.greaterThan', 'fen.atLeast'));
      const author = await gate.as('finance');
      const draft = await drafted(author);
      const size = await sizeOfLog(gate);

      const refused = await schedule(author, draft);

      assert.deepEqual([refused.status, refused.body.code], [422, 'rule_set.evaluators_differ']);
      const [{ pointer, code, message }] = refused.body.errors;
      assert.deepEqual([pointer, code], ['/rules/HW-01', 'HW-01']);
      assert.match(message, /闭包结论为 .+，基准结论为 .+"line\.unitPriceFen":\d+/);
      assert.deepEqual([await stateOf(author, draft), await sizeOfLog(gate)], ['draft', size]);
    });

    it('is noticed by the first order on which it finds what is not so; from then on the reference decides', async () => {
      await startWith(closuresWith('fen.greaterThan', 'fen.atLeast'));
      const before = await told();

      const first = await desktopAt('5000.00');
      const next = await desktopAt('5000.00');

      assert.deepEqual(before, { readiness: undefined, isReference: false, seen: 0, leaves: 0 });
      assert.deepEqual([first.body.decision.outcome, first.body.decision.indeterminate[0].rule], ['referred', 'HW-01']);
      assert.equal(next.body.decision.outcome, 'approved');
      const screenOf = async ({ body }: Response) =>
        (await office.officer.get(`/v1/decisions/${body.decision.id}/record`)).body.evaluator.screen;
      assert.deepEqual([await screenOf(first), await screenOf(next)], [EVALUATOR, REFERENCE_EVALUATOR_VERSION]);
      assert.deepEqual(await told(), { readiness: true, isReference: true, seen: 1, leaves: 1 });
      await assertVerified(gate);
    });

    it('makes no back-test of its build valid any more', async () => {
      await startWith(closuresWith('fen.greaterThan', 'fen.atLeast'));
      await desktopAt('5000.00');
      const audit = await gate.as('audit');
      const { body: begun } = await audit.post('/v1/backtests', {
        ruleSet: 1,
        from: '2026-06-01',
        until: '2026-06-30',
      });

      await runBacktests({ ...gate, isIdle: () => true, mayGoOn: async () => true });

      const { body } = await audit.get(`/v1/backtests/${begun.id}/report`);
      assert.deepEqual([body.evaluator.isTrusted, body.isValid], [false, false]);
      const page = await audit.get(`/v1/backtests/${begun.id}/report`, { Accept: 'text/html' });
      assert.match(page.text, /其筛选结果不可信/);
    });

    it('is noticed by deriving anew where it misses something, and a restart does not forget it', async () => {
      const closures = closuresWith('fen.greaterThan', 'fen.lessThan');
      await startWith(closures);
      const missed = await desktopAt('6000.00');
      const { db, deps, clock } = gate;
      const onDisagreement = (): void => deps.onDisagreement([]);

      const { disagreed } = await rederiveInBackground({
        ...{ db, deps, isIdle: () => true, mayGoOn: async () => true, onDisagreement },
        onUnreadable: () => assert.fail('everything here can be read'),
        onOtherFacts: () => assert.fail('nothing derives otherwise'),
      });
      const next = await desktopAt('6000.00');
      const config = loadConfig({ DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir });
      const again = await openGate({ config, closures, clock: clock.now, logger: pino({ level: 'silent' }) });
      const restarted = again.deps.screening().by;
      await again.close();

      assert.equal(missed.body.decision.outcome, 'approved');
      assert.equal(disagreed, 1);
      assert.deepEqual([next.body.decision.outcome, rulesIn(next)], ['rejected', ['HW-01']]);
      const { readiness, isReference, leaves } = await told();
      assert.deepEqual([readiness, isReference, leaves], [true, true, 1]);
      assert.equal(restarted, 'reference');
    });
  });
});
