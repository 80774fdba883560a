import assert from 'node:assert/strict';
import { bureausOf, drafted, leavesOfRules, schedule, sign } from '../rules/sets/schedule-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { begin, report } from './backtest-support.ts';

describe('a back-test that is signed for', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
      const office = await openOffice(gate);
      await office.submit(office.order());
    });
    after(() => gate.close());

    it('is a finished one of exactly this set, by the digest of its report', async () => {
      const { author, audit, finance } = await bureausOf(gate);
      const draft = await drafted(author);
      const digestOf = async (id: string): Promise<string> =>
        (await audit.get(`/v1/backtests/${id}`)).body.reportDigest;
      const { id } = await report(gate, audit, { ruleSet: draft.number });
      const { id: ofOther } = await report(gate, audit, { ruleSet: 1 });
      const running = await begin(audit, { ruleSet: draft.number });
      const digest = await digestOf(id);
      const refusal = async (backtest: object) => {
        const { status, body } = await schedule(author, draft, { backtest });
        return [status, body.code];
      };

      assert.deepEqual(await refusal({ id: ofOther, digest: await digestOf(ofOther) }), [409, 'rule_set.backtest']);
      assert.deepEqual(await refusal({ id: running, digest }), [409, 'rule_set.backtest']);
      assert.deepEqual(await refusal({ id, digest: draft.digest }), [409, 'rule_set.backtest']);
      const { body: untried } = await schedule(author, draft);
      assert.equal(untried.code, 'rule_set.no_backtest');
      const empty = await report(gate, audit, { ruleSet: draft.number, from: '2020-01-01', until: '2020-01-31' });
      const ofNone = { id: empty.id, digest: await digestOf(empty.id) };
      assert.deepEqual(await refusal(ofNone), [422, 'rule_set.no_backtest']);
      const urgent = await schedule(author, draft, { emergency: { reason: '上级通知当日起执行新的价格上限' } });
      assert.equal(urgent.status, 202, JSON.stringify(urgent.body));
      const proposed = await schedule(author, draft, { backtest: { id, digest } });
      await sign(audit, proposed);
      const signed = await sign(finance, proposed);

      assert.equal(signed.body.state, 'executed', JSON.stringify(signed.body));
      assert.deepEqual((await leavesOfRules(gate)).at(-1)?.backtest, { id, digest });
    });
  });
});
