import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Tx } from '../../../src/db/index.ts';
import { inSnapshot, openReadingDatabase, openStoppableReads } from '../../../src/db/index.ts';
import { JUNE } from '../../backtests/backtest-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { until } from '../../support/until.ts';
import { ENDLESS, makeEndless, makeProductsEndless } from './readers-support.ts';

/** What a server of its own still works on; a file has nobody who would go on. */
async function countEndless({ engine, reader }: Database): Promise<number> {
  if (engine === 'sqlite') return 0;
  const [running] = await reader.raw(
    "select id from information_schema.processlist where info like 'select * from (select sleep%' and db = database()",
  );
  return running.length;
}

forEachEngine('statements', (engine) => {
  describe('a read that nobody waits for', () => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine, env: { GATE_READERS: '1' } });
      office = await openOffice(gate);
      await makeProductsEndless(gate, office);
    });
    after(() => gate.close());

    const figure = async (name: string): Promise<number> =>
      Number(new RegExp(`^gate_reads_${name} (\\d+)`, 'm').exec(await gate.registry.metrics())?.[1]);
    const positions = (signal: AbortSignal): Promise<Response> =>
      fetch(`${gate.url}/v1/licence-positions?region=421000`, {
        headers: { authorization: `Bearer ${gate.installer.secret}` },
        signal,
      });

    it('is ended in the database, and the reader answers the next one, while orders go on', async () => {
      const leaving = new AbortController();
      const asked = positions(leaving.signal).then(
        () => 'answered',
        () => 'left',
      );
      await until('it runs', async () => (await figure('running')) === 1);
      await sleep(300);
      const order = await office.submit(office.order());
      leaving.abort();
      const leftAt = performance.now();

      assert.equal(await asked, 'left');
      await until('it is stopped', async () => (await figure('running')) === 0);
      const tookMs = performance.now() - leftAt;
      const dossier = await office.officer.get(`/v1/orders/${order.body.order.id}/dossier`);

      assert.deepEqual([order.status, dossier.status], [201, 200]);
      assert.ok(tookMs < 2_000, `stopped after ${tookMs} ms`);
      assert.deepEqual([await figure('stopped'), await figure('answered')], [1, 1]);
    });

    it('does not hold up the end of the gate: it is answered with 503, and when to come back', async () => {
      const asked = positions(new AbortController().signal);
      await until('it runs', async () => (await figure('running')) === 1);
      const from = performance.now();
      await gate.stopReads();
      const tookMs = performance.now() - from;
      const answer = await asked;

      assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '5']);
      assert.equal(((await answer.json()) as { code: string }).code, 'read.stopped');
      assert.ok(tookMs < 2_000, `ended after ${tookMs} ms`);
    });
  });

  describe('a sample that nobody waits for', () => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine, env: { GATE_READERS: '1' } });
      office = await openOffice(gate);
      await makeEndless(gate.db, 'audited_orders', 'order_id');
    });
    after(() => gate.close());

    const steps = async (): Promise<number> =>
      Number(/^gate_job_steps (\d+)$/m.exec(await gate.registry.metrics())?.[1]);

    it('is ended in the database, and the next caller has the thread, while orders go on', async () => {
      const audit = await gate.as('audit');
      const value = { parameter: 'policy.cap.desktop', jurisdiction: '421000', value: 480_000, ...JUNE };
      const preview = () => audit.post('/v1/policy-previews', value);
      // Loads the program in the thread, which would otherwise not have come to the statement.
      assert.equal((await preview()).status, 200);
      const leaving = new AbortController();
      const asked = fetch(`${gate.url}/v1/audit-samples`, {
        method: 'POST',
        headers: { authorization: `Bearer ${audit.secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ size: 2, by: 'random', ...JUNE }),
        signal: leaving.signal,
      }).then(
        ({ status }) => `answered with ${status}`,
        () => 'left',
      );
      await sleep(500);
      const order = await office.submit(office.order());
      assert.equal(await steps(), 1);
      leaving.abort();
      // What runs would never end by itself, and whoever waits behind it is told 503.
      const answer = await preview();

      assert.deepEqual([await asked, order.status, answer.status], ['left', 201, 200]);
      assert.equal(await steps(), 3);
    });
  });

  describe('a database for readers', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('cannot be written to, and ends the statement that runs', async () => {
      const reads = openStoppableReads();
      const db = openReadingDatabase(gate.databaseUrl, reads);
      try {
        await assert.rejects(
          inSnapshot(db, (tx) => tx('agencies').delete()),
          /read.?only/i,
        );
        const endless = inSnapshot(db, (tx) => tx.raw(`select * from ${ENDLESS[engine]} e`)).catch((error) => error);
        await sleep(200);
        const from = performance.now();
        await reads.stop();
        const error = await endless;

        assert.match(String(error), /interrupt|nobody waits/i);
        assert.equal(await countEndless(gate.db), 0);
        assert.ok(performance.now() - from < 2_000);
        await assert.rejects(
          inSnapshot(db, (tx) => tx('agencies').select()),
          /nobody waits/,
        );
        await reads.begin();
        assert.deepEqual(await inSnapshot(db, (tx) => tx('agencies').select()), []);
      } finally {
        await db.close();
      }
    });

    it('begins none of the statements that were asked at once with the one that is ended', async () => {
      const reads = openStoppableReads();
      const db = openReadingDatabase(gate.databaseUrl, reads);
      try {
        const endless = (tx: Tx) => tx.raw(`select * from ${ENDLESS[engine]} e`).catch((error: unknown) => error);
        const asked = inSnapshot(db, (tx) => Promise.all([endless(tx), endless(tx), endless(tx)]));
        await sleep(200);
        const from = performance.now();
        await reads.stop();
        const [, ...waiting] = await asked;

        for (const error of waiting) assert.match(String(error), /nobody waits/);
        assert.ok(performance.now() - from < 2_000);
      } finally {
        await db.close();
      }
    });
  });
});
