import assert from 'node:assert/strict';
import { startJobs } from '../../src/gate/start-jobs.ts';
import type { FrozenAccount } from '../../src/ledger/index.ts';
import { reconcileJob } from '../../src/proof/reconcile/reconcile-job.ts';
import { assertRefused } from '../orders/life-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { testClock } from '../support/gate.ts';
import { closedAtLast } from '../support/left-open.ts';
import { openOffice } from '../support/office.ts';
import { until } from '../support/until.ts';
import { officeForEachTest, reconcile, tamper } from './freeze-support.ts';

forEachEngine('statements', (engine) => {
  describe('a frozen budget line', () => {
    const here = officeForEachTest(engine);

    it('says so in its own answer as of any leaf, and in a list for the bureaus of its region', async () => {
      const { gate, office } = here;
      const finance = await gate.as('finance', { grant: { region: '421000' } });
      await tamper(gate, office.hardwareLine, 100);
      const path = `/v1/budget-lines/${office.hardwareLine}`;
      const before = (await finance.get('/v1/log/head')).body.size - 1;
      await reconcile(finance);

      const line = await office.officer.get(path);
      const past = await finance.get(`${path}?asOf=${before}`);
      const now = await finance.get(`${path}?asOf=${before + 1}`);
      const listed = await finance.get('/v1/frozen-accounts');
      const elsewhere = await (await gate.as('finance', { grant: { region: '511300' } })).get('/v1/frozen-accounts');

      assert.deepEqual(Object.keys(line.body.frozen), ['since', 'reason', 'logIndex']);
      assert.match(line.body.frozen.reason.en, /what is reserved should be 0.00 yuan and is 1.00 yuan/);
      assert.deepEqual([past.body.frozen, now.body.frozen], [null, line.body.frozen]);
      assert.deepEqual(
        listed.body.items.map(({ account, agencyCode }: Record<string, unknown>) => [account, agencyCode]),
        [[office.hardwareLine, office.agencyCode]],
      );
      assert.deepEqual(elsewhere.body.items, []);
    });
  });

  describe('a gate with a frozen account', () => {
    // Whether a gate is ready depends on its clock and the database's being the same.
    const here = officeForEachTest(engine, () => testClock(new Date().toISOString()));

    it('is ready, with a warning, and counts it in the metrics', async () => {
      const { gate, office } = here;
      const before = [await gate.installer.get('/readyz'), await gate.installer.get('/metrics')] as const;
      await tamper(gate, office.hardwareLine, 100);
      await reconcile(await gate.as('finance'));

      // The clock stood still while all this was done, and stands still while the answer is made.
      const readiness = () => {
        gate.clock.advance({ ms: Date.now() - Date.parse(gate.clock.now()) });
        return gate.installer.get('/readyz');
      };
      let ready = await readiness();
      await until('it is ready', async () => {
        if (ready.status !== 200) ready = await readiness();
        return ready.status === 200;
      });
      const metrics = await gate.installer.get('/metrics');

      assert.equal(
        before[0].body.checks.some(({ name }: { name: string }) => name === 'frozen-accounts'),
        false,
      );
      assert.match(before[1].text, /^gate_frozen_accounts 0$/m);
      assert.equal(ready.status, 200, JSON.stringify(ready.body));
      assert.deepEqual(ready.body.checks.at(-1), {
        name: 'frozen-accounts',
        ok: true,
        detail: '有 1 个账户对账不符，已冻结。',
      });
      assert.match(metrics.text, /^gate_frozen_accounts 1$/m);
    });
  });

  describe('reconciling by itself', () => {
    const here = officeForEachTest(engine);

    it('begins soon after the start, freezes what does not add up, and tells whoever watches', async () => {
      const { gate, office } = here;
      await tamper(gate, office.hardwareLine, 100);
      const told: FrozenAccount[] = [];
      const job = reconcileJob({
        ...{ db: gate.db, deps: gate.deps },
        onFrozen: (accounts) => void told.push(...accounts),
      });
      const jobs = startJobs([{ ...job, when: { ...job.when, firstMs: 1 } }], {
        ...{ db: gate.db, clock: gate.clock.now, holder: 'process-1' },
        onError: (error) => assert.fail(String(error)),
      });

      const stop = closedAtLast('jobs', jobs.stop);

      await until('somebody is told', () => told.length > 0);
      await stop();

      assert.deepEqual(
        told.map(({ account }) => account),
        [office.hardwareLine],
      );
      const { body } = await gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`);
      assert.equal(body.frozen.logIndex, told[0]?.logIndex);
    });
  });

  describe('reconciling on demand', () => {
    const here = officeForEachTest(engine);

    it('is done by one at a time', async () => {
      const { gate } = here;
      await gate.db
        .writer('leases')
        .insert({ name: 'reconcile', holder: 'somebody', until_at: '2999-01-01T00:00:00.000Z' });

      const second = await (await gate.as('finance')).post('/v1/reconciliations');
      await gate.db.writer('leases').where({ name: 'reconcile' }).delete();

      assertRefused(second, 409, 'reconciliation.running');
    });

    it('tells a bureau of one region nothing about another region’s accounts', async () => {
      const { gate, office } = here;
      const other = await openOffice(gate, { region: '511300' });
      await tamper(gate, office.hardwareLine, 1);
      await tamper(gate, other.hardwareLine, 1);

      const report = await reconcile(await gate.as('finance', { grant: { region: '511300' } }));

      const text = JSON.stringify(report.body);
      assert.deepEqual([text.includes(other.hardwareLine), text.includes(office.hardwareLine)], [true, false]);
      assert.ok(report.body.count >= 2);
    });
  });
});
