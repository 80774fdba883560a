import assert from 'node:assert/strict';
import { runBacktests } from '../../src/backtests/run/backtests-job.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { begin, draft, found, LOWER_CAP, report, run } from './backtest-support.ts';

const ORDERS = 104;
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;

describe('a back-test as a job', () => {
  forEachEngine('locks', (engine) => {
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

    it('goes on after the last piece that was kept, and comes to the same as in one go', async () => {
      const { body: whole } = await report(gate, audit, { ruleSet });
      const id = await begin(audit, { ruleSet });

      await run(gate, { portionsMax: 1, portionsInPiece: 1 });
      const half = await stateOf(id);
      const { body: early } = await audit.get(`/v1/backtests/${id}/report`);
      await run(gate, { portionsInPiece: 1 });

      assert.deepEqual([half.state, half.progress], ['running', { done: 100, total: ORDERS }]);
      assert.equal(early.code, 'backtest.not_finished');
      assert.equal((await stateOf(id)).state, 'finished');
      const { body } = await audit.get(`/v1/backtests/${id}/report`);
      assert.deepEqual(body.cuts, whole.cuts);
      assert.deepEqual(found(body.buckets), { stricter: ORDERS / 4, unchanged: (ORDERS * 3) / 4 });
      const { body: changes } = await audit.get(`/v1/backtests/${id}/changes?limit=200`);
      assert.equal(changes.items.length, ORDERS / 4);
    });

    it('counts nothing twice when two processes work on it for a moment', async () => {
      const id = await begin(audit, { ruleSet });
      let other: Promise<number> | undefined;

      await runBacktests({
        ...{ db: gate.db, deps: gate.deps, isIdle: () => true, portionsInPiece: 1 },
        mayGoOn: async () => {
          // Asked before each portion: the other takes the same piece in the meantime.
          other ??= run(gate, { portionsInPiece: 1 });
          await other;
          return true;
        },
      });

      const { state, counts } = await stateOf(id);
      assert.equal(state, 'finished');
      assert.equal(counts.stricter + counts.unchanged, ORDERS);
      assert.equal((await audit.get(`/v1/backtests/${id}/changes?limit=200`)).body.items.length, ORDERS / 4);
    });

    it('draws the sample for the reference from the decisions that are asked about, however long the log is', async () => {
      const id = await begin(audit, { ruleSet });
      const row = gate.db.writer('backtests').where({ id });
      assert.equal(Number((await row.clone().first()).asked), ORDERS);
      await row.update({ to_do: 1_000_000 });

      await run(gate);

      const { body } = await audit.get(`/v1/backtests/${id}/report`);
      assert.deepEqual([body.sampledOneIn, body.reference.unchanged], [1, (ORDERS * 3) / 4]);
    });

    onOneOfThem(engine, 'who may and what is refused is told by no statement of its own', () => {
      it('begins again when another build goes on with it, and names that build alone', async () => {
        const id = await begin(audit, { ruleSet });
        await run(gate, { portionsMax: 1, portionsInPiece: 1 });
        const { body: half } = await audit.get(`/v1/backtests/${id}/changes?limit=200`);
        const deps = { ...gate.deps, build: `sha256:${'b'.repeat(64)}` };

        await run({ ...gate, deps }, { portionsMax: 1, portionsInPiece: 1 });
        const begunAgain = await stateOf(id);
        await run({ ...gate, deps });

        assert.ok(half.items.length > 0);
        assert.deepEqual(begunAgain.progress, { done: 100, total: ORDERS });
        const { body } = await audit.get(`/v1/backtests/${id}/report`);
        assert.equal(body.evaluator.build, deps.build);
        assert.deepEqual(found(body.buckets), { stricter: ORDERS / 4, unchanged: (ORDERS * 3) / 4 });
        const { body: changes } = await audit.get(`/v1/backtests/${id}/changes?limit=200`);
        assert.equal(changes.items.length, ORDERS / 4);
      });

      it('is stopped for good by whoever may, once, and keeps what it had found', async () => {
        const id = await begin(audit, { ruleSet });
        await run(gate, { portionsMax: 1, portionsInPiece: 1 });

        const cancelled = await audit.post(`/v1/backtests/${id}/cancellation`);
        const again = await audit.post(`/v1/backtests/${id}/cancellation`);
        await run(gate);

        assert.deepEqual([cancelled.status, cancelled.body.state], [200, 'cancelled']);
        assert.deepEqual([again.status, again.body.code], [409, 'backtest.state']);
        const stands = await stateOf(id);
        assert.deepEqual([stands.state, stands.progress.done, stands.isValid], ['cancelled', 100, null]);
        assert.equal((await audit.get(`/v1/backtests/${id}/report`)).status, 409);
        assert.ok((await audit.get(`/v1/backtests/${id}/changes`)).body.items.length > 0);
      });

      it('holds up no other when it cannot go on', async () => {
        const broken = await begin(audit, { ruleSet });
        const whole = await begin(audit, { ruleSet });
        await gate.db.writer('backtests').where({ id: broken }).update({ rule_set_digest: NO_DIGEST });

        await assert.rejects(run(gate), /is not kept/);

        assert.deepEqual([(await stateOf(broken)).state, (await stateOf(whole)).state], ['running', 'finished']);
        const { digest } = (await audit.get(`/v1/rule-sets/${ruleSet}`)).body;
        await gate.db.writer('backtests').where({ id: broken }).update({ rule_set_digest: digest });
        await run(gate);
        assert.equal((await stateOf(broken)).state, 'finished');
      });

      it('refuses what cannot be tried, and leaves nothing behind', async () => {
        const post = async (asked: object) => {
          const { status, body } = await audit.post('/v1/backtests', {
            ruleSet,
            from: '2026-06-01',
            until: '2026-06-30',
            ...asked,
          });
          return [status, body.code, body.errors?.[0]?.pointer];
        };
        const before = (await audit.get('/v1/backtests?limit=200')).body.items.length;

        assert.deepEqual(await post({ ruleSet: 999 }), [422, 'backtest.rule_set', '/ruleSet']);
        assert.deepEqual(await post({ until: '2026-05-31' }), [422, 'backtest.days', '/until']);
        assert.deepEqual((await post({ stages: ['nothing'] }))[0], 400);
        assert.deepEqual((await post({ stages: [] }))[0], 400);

        assert.equal((await audit.get('/v1/backtests?limit=200')).body.items.length, before);
      });

      it('is not started while five others run', async () => {
        const ids: string[] = [];
        for (let count = 0; count < 5; count += 1) ids.push(await begin(audit, { ruleSet: 1 }));

        const sixth = await audit.post('/v1/backtests', { ruleSet: 1, from: '2026-06-01', until: '2026-06-30' });

        assert.deepEqual([sixth.status, sixth.body.code], [409, 'backtest.too_many']);
        for (const id of ids) await audit.post(`/v1/backtests/${id}/cancellation`);
      });

      it('is seen by whoever reaches all that it is of', async () => {
        const jingzhou = await gate.as('finance', { grant: { region: '421000' } });
        const elsewhere = await gate.as('finance', { grant: { region: '511300' } });
        const national = await begin(audit, { ruleSet: 1 });
        const own = await begin(jingzhou, { ruleSet: 1 });
        const foreign = await begin(elsewhere, { ruleSet: 1 });
        await run(gate);

        assert.equal((await jingzhou.get(`/v1/backtests/${national}`)).status, 404);
        assert.equal((await elsewhere.get(`/v1/backtests/${own}/changes`)).status, 404);
        assert.equal((await audit.get(`/v1/backtests/${own}`)).body.counts.unchanged, ORDERS);
        assert.equal((await elsewhere.get(`/v1/backtests/${foreign}`)).body.counts.unchanged, 0);
        const listed = (await jingzhou.get('/v1/backtests?limit=200')).body.items.map(({ id }: { id: string }) => id);
        assert.deepEqual(listed, [own]);
      });
    });
  });
});
