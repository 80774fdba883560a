import assert from 'node:assert/strict';
import { inSnapshot, inTrial, type Tx } from '../../src/db/index.ts';
import { gateProjections, parseLeaf } from '../../src/gate/main.ts';
import { type Difference, verifyLog } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { begin, draft, LOWER_CAP, report, run } from './backtest-support.ts';

const ORDERS = 120;
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;

describe('verifying back-tests', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    let audit: Caller;
    let office: Office;
    let ruleSet: number;
    before(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      office = await openOffice(gate);
      // Decisions are read a hundred at a time; more are two portions.
      const orders = Array.from({ length: ORDERS }, (_, index) =>
        office.order({ unitPrice: index % 4 === 0 ? '4999.00' : '4700.00' }),
      );
      await office.officer.post('/v1/orders/batch', { orders });
      ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
    });
    after(() => gate.close());

    const stateOf = async (id: string) => (await audit.get(`/v1/backtests/${id}`)).body;
    const differencesAfter = (change: (tx: Tx) => Promise<unknown>): Promise<readonly Difference[]> =>
      inTrial(gate.db, async (tx) => {
        await change(tx);
        return (await verifyLog(tx, { parse: parseLeaf, projections: gateProjections([]) })).differences;
      });

    const verifyWhole = () =>
      inSnapshot(gate.db, (tx) => verifyLog(tx, { parse: parseLeaf, projections: gateProjections([]) }));

    it('has its changes covered by the log: none is changed, taken away or added unseen', async () => {
      const { id, body } = await report(gate, audit, { ruleSet });
      const [first, second] = await gate.db
        .reader('backtest_changes')
        .where('backtest_id', id)
        .orderBy('log_index')
        .limit(2);
      const row = (tx: Tx) => tx('backtest_changes').where({ backtest_id: id, log_index: first.log_index });
      const found = async (change: (tx: Tx) => Promise<unknown>): Promise<readonly unknown[]> =>
        (await differencesAfter(change)).map(({ table, key, kind, field }) => [table, key, kind, field]);
      const whole = (field: string) => ['backtest_changes', id, 'differs', field];
      const ofRow = (field: string) => ['backtest_changes', `${id}/${first.log_index}`, 'differs', field];
      const free = { ...first, backtest_id: 'btk_of_nobody' };

      assert.equal(body.changes.count, ORDERS / 4);
      for (const change of [
        { rules: ',OS-02,' },
        { candidate_outcome: 'approved' },
        { total_fen: 1 },
        { supplier: null },
      ]) {
        assert.deepEqual(await found((tx) => row(tx).update(change)), [whole('digest')], JSON.stringify(change));
      }
      assert.deepEqual(await found((tx) => row(tx).update({ bucket: 'looser' })), [
        ...['stricter', 'looser', 'digest'].map(whole),
      ]);
      assert.deepEqual(await found((tx) => row(tx).update({ agency_code: '9'.repeat(18) })), [
        ofRow('agency_code'),
        whole('digest'),
      ]);
      assert.deepEqual(await found((tx) => row(tx).update({ order_id: second.order_id })), [
        ofRow('order_id'),
        whole('digest'),
      ]);
      assert.deepEqual(await found((tx) => row(tx).delete()), ['stricter', 'count', 'digest'].map(whole));
      assert.deepEqual(await found((tx) => tx('backtest_changes').insert({ ...first, log_index: 0 })), [
        ['backtest_changes', `${id}/0`, 'no-leaf', null],
        ...['stricter', 'count', 'digest'].map(whole),
      ]);
      assert.deepEqual(await found((tx) => tx('backtest_changes').insert(free)), [
        ['backtest_changes', 'btk_of_nobody', 'no-leaf', null],
      ]);
    });

    it('has the same digest of its changes in pieces, in one go and when it is begun again, and when it is cancelled', async () => {
      const { body: whole } = await report(gate, audit, { ruleSet });
      const id = await begin(audit, { ruleSet });
      await run(gate, { portionsMax: 1, portionsInPiece: 1 });
      await run(gate, { portionsInPiece: 1 });
      const other = await begin(audit, { ruleSet });
      await run(gate, { portionsMax: 1, portionsInPiece: 1 });
      await run({ ...gate, deps: { ...gate.deps, build: `sha256:${'c'.repeat(64)}` } });
      const cancelled = await begin(audit, { ruleSet });
      await run(gate, { portionsMax: 1, portionsInPiece: 1 });
      await audit.post(`/v1/backtests/${cancelled}/cancellation`);

      for (const same of [id, other]) {
        const { body } = await audit.get(`/v1/backtests/${same}/report`);
        assert.deepEqual(body.changes, whole.changes);
      }
      assert.deepEqual(await differencesAfter(async () => undefined), []);
      const rows = (tx: Tx) => tx('backtest_changes').where({ backtest_id: cancelled });
      assert.deepEqual(
        (await differencesAfter((tx) => rows(tx).update({ rules: ',OS-02,' }))).map(({ key, field }) => [key, field]),
        [[cancelled, 'digest']],
      );
    });

    it('of an earlier version is compared as far as its leaf goes, and the rest is told', async () => {
      const { id } = await report(gate, audit, { ruleSet });
      const { logIndex } = await stateOf(id);
      const verified = (change: (tx: Tx) => Promise<unknown>) =>
        inTrial(gate.db, async (tx) => {
          await change(tx);
          const before = (type: string, bytes: string): unknown => {
            const leaf = parseLeaf(type, bytes) as { changes?: unknown; subject: string };
            if (leaf.subject === `backtest/${id}`) delete leaf.changes;
            return leaf;
          };
          return verifyLog(tx, { parse: before, projections: gateProjections([]) });
        });
      const rows = (tx: Tx) => tx('backtest_changes').where({ backtest_id: id });

      const sound = await verified(async () => undefined);
      const unseen = await verified((tx) => rows(tx).update({ rules: ',OS-02,' }));
      const fewer = await verified((tx) => rows(tx).delete());

      assert.deepEqual([sound.isSound, sound.uncompared.length], [true, 1]);
      assert.match(sound.uncompared[0]?.['zh-CN'] ?? '', new RegExp(`回测 ${id} 结束时`));
      assert.match(sound.uncompared[0]?.en ?? '', new RegExp(`${id} ended before`));
      assert.deepEqual([unseen.isSound, unseen.uncompared.length], [true, 1]);
      assert.deepEqual(
        fewer.differences.map(({ key, index, field }) => [key, index, field]),
        [[id, logIndex, 'stricter']],
      );
      assert.deepEqual((await verifyWhole()).uncompared, []);
    });

    it('shows the counts that its last leaf says', async () => {
      const { id } = await report(gate, audit, { ruleSet });
      const row = (tx: Tx) => tx('backtests').where({ id });
      const { tally } = await gate.db.reader('backtests').where({ id }).first();
      const counted = JSON.parse(tally);
      const fewer = { ...counted, buckets: { ...counted.buckets, stricter: 1 } };

      const found = await differencesAfter((tx) => row(tx).update({ tally: JSON.stringify(fewer) }));

      assert.deepEqual(
        found.map(({ key, field }) => [key, field]),
        [[id, 'counts']],
      );
    });

    it('stands as the log says, and no byte of its report changes unseen', async () => {
      const { id } = await report(gate, audit, { ruleSet });
      const row = (tx: Tx) => tx('backtests').where({ id });
      const fieldsAfter = async (change: object) =>
        (await differencesAfter((tx) => row(tx).update(change))).map(({ field }) => field);

      assert.deepEqual(await differencesAfter(async () => undefined), []);
      assert.deepEqual(await fieldsAfter({ report: '{}' }), ['reportBytes']);
      assert.deepEqual(await fieldsAfter({ is_valid: 0 }), ['is_valid']);
      assert.deepEqual(await fieldsAfter({ rule_set_digest: NO_DIGEST }), ['rule_set_digest', 'rule_set_digest']);
      assert.deepEqual(await fieldsAfter({ until_on: '2026-06-29' }), ['until_on']);
      assert.deepEqual(await fieldsAfter({ state: 'cancelled' }), ['state']);
      const gone = await differencesAfter((tx) => row(tx).delete());
      assert.deepEqual(
        gone.map(({ kind }) => kind),
        // Its changes are of nothing then.
        ['no-row', 'no-row', 'no-leaf'],
      );
      const { logIndex } = await stateOf(id);
      const moved = await differencesAfter((tx) => row(tx).update({ log_index: logIndex - 2 }));
      assert.ok(moved.some(({ kind }) => kind === 'no-leaf'));
      assert.equal((await verifyWhole()).isSound, true);
    });
  });
});
