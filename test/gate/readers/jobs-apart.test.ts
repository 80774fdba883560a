import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';
import { makeDigests } from '../../../src/alerts/alert-digests-job.ts';
import { noteDecisions } from '../../../src/audit/marks/audit-rows-job.ts';
import { inSnapshot, type Job, StoppedStep } from '../../../src/db/index.ts';
import { refreshPricesNow } from '../../../src/orders/history/refresh-prices-job.ts';
import { reconcileGate } from '../../../src/proof/reconcile/reconcile-gate.ts';
import { backlogNow } from '../../../src/proof/rederive/rederive-job.ts';
import { begin, draft, found, JUNE, LOWER_CAP, report } from '../../backtests/backtest-support.ts';
import { holdings } from '../../reports/positions-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { callerWith, type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { until } from '../../support/until.ts';
import { besideWithoutReaders, makeProductsEndless } from './readers-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('jobs in a thread of their own', () => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine, env: { GATE_READERS: '1' } });
      office = await openOffice(gate);
      const orders = ['4999.00', '4700.00', '4600.00'].map((unitPrice) => office.order({ unitPrice }));
      await office.officer.post('/v1/orders/batch', { orders });
    });
    after(() => gate.close());

    const jobNamed = async (name: string, from = gate): Promise<Job> => {
      const nobody = (): void => undefined;
      const jobs = await from.jobs({
        ...{ holder: 'process-1', onNegative: nobody, onFailing: nobody, onDeliveryError: nobody },
        onUnreadable: () => assert.fail('everything here can be read'),
        onOtherFacts: () => assert.fail('nothing derives otherwise'),
      });
      const job = jobs.find((one) => one.name === name);
      assert.ok(job);
      return job;
    };
    const work = async (name: string): Promise<void> => (await jobNamed(name)).work(async () => true);
    const steps = async (): Promise<number> =>
      Number(/^gate_job_steps (\d+)$/m.exec(await gate.registry.metrics())?.[1]);

    it('derive decisions anew there, and begin no thread to find nothing', async () => {
      await work('rederive');
      const taken = await steps();
      await work('rederive');

      assert.ok(taken > 0);
      assert.equal(await steps(), taken);
      assert.equal((await gate.db.reader('rederivations')).length, 3);
      assert.deepEqual(await backlogNow(gate.db), { 'rederive-priority': 0, 'rederive-all': 0 });
    });

    it('come to the same as on the thread that decides', async () => {
      const audit = await gate.as('audit');
      const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
      await holdings(gate, { agencyCode: office.agencyCode, devices: [[{}], [{}]] });
      const digests = () => gate.db.reader('alert_digests');
      const { body: here } = await report(gate, audit, { ruleSet });
      const id = await begin(audit, { ruleSet });
      const before = await steps();

      await work('backtests');
      await work('audit-marks');
      await work('alert-digests');

      const { body: apart } = await audit.get(`/v1/backtests/${id}/report`);
      assert.deepEqual([apart.buckets, apart.cuts, apart.isValid], [here.buckets, here.cuts, true]);
      assert.deepEqual(found(apart.buckets), { stricter: 1, unchanged: 2 });
      assert.equal((await gate.db.reader('audited_orders')).length, 3);
      assert.ok((await steps()) >= before + 3);
      const drawnApart = await digests();
      assert.equal(await makeDigests(gate.db, gate.deps), 1);
      assert.deepEqual(drawnApart, await digests());
    });

    it('measure prices there, to the same numbers, and begin no step where there is no price', async () => {
      const empty = await startGate({ engine, env: { GATE_READERS: '1' } });
      const stepsOf = async ({ registry }: Gate): Promise<string | undefined> =>
        /^gate_job_steps (\d+)$/m.exec(await registry.metrics())?.[1];
      try {
        await (await jobNamed('refresh-prices', empty)).work(async () => true);
        assert.equal(await stepsOf(empty), '0');
      } finally {
        await empty.close();
      }
      const before = await steps();

      await work('refresh-prices');

      assert.ok((await steps()) > before);
      assert.ok((await gate.db.reader('price_percentiles')).length > 0);
      assert.equal(await refreshPricesNow(gate.db, gate.deps), 0);
    });

    it('draw samples and try values of parameters there for whoever asks, with the same answers and refusals', async () => {
      const audit = await gate.as('audit');
      const other = await besideWithoutReaders(gate);
      const here = callerWith({ url: other.url, secret: audit.secret, faults: [] });
      await noteDecisions(gate.db, async () => true);
      const wish = { size: 2, by: 'random', seed: 'apart', from: '2026-06-01', until: '2026-06-30' };
      const value = { parameter: 'policy.cap.desktop', jurisdiction: '421000', value: 480_000, ...JUNE };
      const untold = ({ status, body }: Response) => [status, { ...body, ...{ id: null, instance: null } }];
      try {
        for (const [path, body, status] of [
          ['/v1/audit-samples', wish, 201],
          ['/v1/audit-samples', { ...wish, until: '2026-05-01' }, 422],
          ['/v1/policy-previews', value, 200],
          ['/v1/policy-previews', { ...value, value: '4800' }, 422],
        ] as const) {
          const before = await steps();
          const apart = await audit.post(path, body);

          assert.equal(apart.status, status, JSON.stringify(apart.body));
          assert.equal((await steps()) - before, 1);
          assert.deepEqual(untold(apart), untold(await here.post(path, body)));
        }
      } finally {
        await other.close();
      }
    });

    it('reconcile there, by night and for whoever asks, and what they find is frozen here', async () => {
      const finance = await gate.as('finance');
      const here = await inSnapshot(gate.db, reconcileGate);
      const before = await steps();
      await gate.db.writer('budget_lines').where({ code: office.softwareLine }).increment('reserved_fen', 100);

      await work('reconcile');
      const byNight = await steps();
      const { body: asked } = await finance.post('/v1/reconciliations');
      const { body: line } = await finance.get(`/v1/budget-lines/${office.softwareLine}`);

      assert.ok(here.isSound && here.orders === 3);
      assert.ok(byNight > before);
      assert.ok((await steps()) > byNight);
      assert.ok(line.frozen);
      assert.deepEqual(
        [asked.isComplete, asked.accounts, asked.moves, asked.orders, asked.count, asked.frozen],
        [true, here.accounts, here.moves, here.orders, 1, []],
      );
    });

    it('do not hold up the end of the gate: the step is stopped in the middle of a statement, while orders go on', async () => {
      await makeProductsEndless(gate, office);
      const ended = work('alert-digests').then(
        () => 'done',
        (error) => error,
      );
      await sleep(1_500);
      const order = await office.submit(office.order());
      const from = performance.now();
      await gate.stopReads();
      const tookMs = performance.now() - from;

      assert.equal(order.status, 201);
      assert.ok((await ended) instanceof StoppedStep);
      assert.ok(tookMs < 2_000, `ended after ${tookMs} ms`);
      await until('no step begins any more', async () => {
        const again = await work('audit-marks').catch((error) => error);
        return again instanceof StoppedStep;
      });
      const preview = { parameter: 'policy.cap.desktop', jurisdiction: '421000', value: 480_000, ...JUNE };
      assert.equal((await (await gate.as('audit')).post('/v1/policy-previews', preview)).status, 503);
      const { body: unfinished } = await (await gate.as('finance')).post('/v1/reconciliations');
      assert.deepEqual([unfinished.isComplete, unfinished.accounts], [false, 0]);
    });
  });
});
