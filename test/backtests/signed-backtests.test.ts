import assert from 'node:assert/strict';
import { bureausOf, drafted, leavesOfRules, schedule, sign } from '../rules/schedule-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { begin, report } from './backtest-support.ts';

describe('a back-test that is signed for', () => {
  forEachEngine((engine) => {
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
      const proposed = await schedule(author, draft, { backtest: { id, digest } });
      await sign(audit, proposed);
      const signed = await sign(finance, proposed);

      assert.equal(signed.body.state, 'executed', JSON.stringify(signed.body));
      assert.deepEqual((await leavesOfRules(gate)).at(-1)?.backtest, { id, digest });
    });
  });
});
