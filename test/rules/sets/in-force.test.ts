import assert from 'node:assert/strict';
import { pino } from 'pino';
import type { Response } from 'supertest';
import { inSnapshot } from '../../../src/db/index.ts';
import { readRecords } from '../../../src/decisions/index.ts';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import { settleDueRuleSets } from '../../../src/orders/batch/settle-rule-sets-job.ts';
import { rederiveAll } from '../../../src/proof/rederive/rederive-job.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate, testClock } from '../../support/gate.ts';
import { type Office, openOffice, rulesIn } from '../../support/office.ts';
import { assertVerified, IN_AN_HOUR, leavesOfRules, scheduled, stateOf } from './schedule-support.ts';

const outcomeOf = ({ body }: Response): readonly unknown[] => [body.decision.outcome, body.decision.ruleSet.number];

describe('a scheduled rule set', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
      office = await openOffice(gate, { hardwareMoney: '9000000.00', softwareMoney: '9000000.00' });
    });
    afterEach(() => gate.close());

    const forDesktop = (unitPrice: string) => office.order({ quantity: 1, unitPrice });

    it('lowers the cap on desktops from 5,000 to 4,800 yuan: what was approved before is rejected after', async () => {
      const { number } = await scheduled(gate);
      gate.clock.advance({ hours: 1, ms: -1 });
      const before = await office.submit(forDesktop('4900.00'));
      const checkedBefore = await office.officer.post('/v1/checks', forDesktop('4900.00'));
      gate.clock.advance({ ms: 1 });
      const checked = await office.officer.post('/v1/checks', forDesktop('4900.00'));
      const stillScheduled = await stateOf(office.officer, { number });

      const after = await office.submit(forDesktop('4900.00'));
      const cheaper = await office.submit(forDesktop('4800.00'));

      assert.deepEqual([outcomeOf(before), checkedBefore.body.decision.ruleSet.number], [['approved', 1], 1]);
      assert.deepEqual([checked.body.decision.outcome, checked.body.decision.ruleSet.number], ['rejected', number]);
      assert.equal(stillScheduled, 'scheduled');
      assert.deepEqual([outcomeOf(after), rulesIn(after)], [['rejected', number], ['HW-01']]);
      assert.deepEqual(outcomeOf(cheaper), ['approved', number]);
      assert.equal(
        (await inSnapshot(gate.db, (tx) => readRecords(tx, [after.body.decision.log.index])))[0]?.ruleSet.number,
        number,
      );
      const { isSound, decisions } = await rederiveAll(gate.db);
      assert.deepEqual([isSound, decisions], [true, 3]);
      await assertVerified(gate);
    });

    it('comes into force under load between two decisions: none is made by anything else', async () => {
      const { number } = await scheduled(gate);
      gate.clock.advance({ hours: 1, ms: -5 });
      const submitting: Promise<Response>[] = [];
      for (let wave = 0; wave < 10; wave += 1) {
        for (let order = 0; order < 8; order += 1) submitting.push(office.submit(forDesktop('4900.00')));
        // Some of a wave are decided before the clock goes on, others wait in the queue.
        await Promise.race(submitting.slice(-8));
        gate.clock.advance({ ms: 1 });
      }

      const decided = await Promise.all(submitting);

      assert.deepEqual(new Set(decided.map(({ status }) => status)), new Set([201]));
      const leaves = await leavesOfRules(gate);
      const entered = leaves.find(
        ({ type, subject }) => type === 'rule-set.entered-force' && subject === `rule-set/${number}`,
      );
      assert.ok(entered);
      const sides = decided.map(({ body }) => {
        const { log, ruleSet, outcome } = body.decision;
        return [log.index < entered.logIndex, ruleSet.number, outcome].join();
      });
      assert.deepEqual(new Set(sides), new Set(['true,1,approved', `false,${number},rejected`]));
      assert.deepEqual(
        leaves.slice(-2).map(({ type, subject }) => [type, subject]),
        [
          ['rule-set.entered-force', `rule-set/${number}`],
          ['rule-set.superseded', 'rule-set/1'],
        ],
      );
      const { isSound, arrows } = await rederiveAll(gate.db);
      assert.deepEqual([isSound, arrows.outcome.agreed, arrows.facts.agreed], [true, 80, 80]);
      await assertVerified(gate);
    });

    it('comes into force without any order, so that lists tell the truth', async () => {
      const { number, digest } = await scheduled(gate);
      await settleDueRuleSets(gate.db, gate.deps);
      const early = await stateOf(office.officer, { number });
      gate.clock.advance({ hours: 1, ms: 250 });

      await settleDueRuleSets(gate.db, gate.deps);
      await settleDueRuleSets(gate.db, gate.deps);

      assert.equal(early, 'scheduled');
      const [now, then] = (await office.officer.get('/v1/rule-sets')).body.items;
      const moment = '2026-06-01T02:00:00.250Z';
      assert.deepEqual([now.state, now.inForceFrom, now.inForceUntil], ['in-force', moment, null]);
      assert.deepEqual([then.state, then.inForceUntil], ['superseded', moment]);
      const leaves = await leavesOfRules(gate);
      const [entered] = leaves.slice(-2);
      assert.ok(entered);
      assert.deepEqual([entered.digest, (entered.manifest as { number: number }).number], [digest, number]);
      assert.equal(leaves.length, 5);
      await assertVerified(gate);
    });

    it('is noticed by every process without a restart', async () => {
      const { number } = await scheduled(gate);
      const other = await openGate({
        config: loadConfig({ DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir }),
        logger: pino({ level: 'error' }),
        clock: gate.clock.now,
      });
      try {
        gate.clock.advance({ hours: 1 });
        await settleDueRuleSets(other.db, other.deps);

        const decided = await office.submit(forDesktop('4900.00'));

        assert.deepEqual(outcomeOf(decided), ['rejected', number]);
      } finally {
        await other.close();
      }
    });

    it('leaves it known which set and which text was in force then', async () => {
      const before = await office.submit(forDesktop('4900.00'));
      const rule = (await office.officer.get('/v1/rule-sets/1/rules/HW-01')).body.document;
      const { number } = await scheduled(gate, {}, { rules: [{ ...rule, revision: rule.revision + 1, title: TITLE }] });
      gate.clock.advance({ hours: 1 });
      const after = await office.submit(forDesktop('4900.00'));
      const inForceAt = async (at: string) =>
        (await office.officer.get(`/v1/rule-sets?inForceAt=${at}`)).body.items.map(
          (item: { number: number }) => item.number,
        );
      const titleFor = async ({ body }: Response) =>
        (await office.officer.get(`/v1/decisions/${body.decision.id}/rules/HW-01`)).body.read.title;

      assert.deepEqual(await inForceAt('2026-06-01T01:59:59.999Z'), [1]);
      assert.deepEqual(await inForceAt(IN_AN_HOUR), [number]);
      assert.deepEqual(await inForceAt('2026-06-01T09:59:59.999999%2B08:00'), [1]);
      assert.deepEqual(await inForceAt(IN_AN_HOUR.replace('.000Z', 'Z')), [number]);
      assert.equal((await office.officer.get('/v1/rule-sets?inForceAt=2026-02-30T00:00:00Z')).status, 400);
      assert.deepEqual(await inForceAt('2025-01-01T00:00:00.000Z'), []);
      assert.deepEqual([await titleFor(before), await titleFor(after)], [rule.title, TITLE]);
      const unknown = await office.officer.get(`/v1/decisions/${before.body.decision.id}/rules/XX-01`);
      assert.equal(unknown.body.code, 'rule.not_found');
    });
  });
});

const TITLE = { 'zh-CN': '台式计算机价格上限', en: 'The price cap on desktop computers' };
