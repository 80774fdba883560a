import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot, inTransaction, openDatabase } from '../../src/db/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { BOOTSTRAP_KEY } from '../bench/world.ts';
import { ENGINES } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { latch } from '../support/latch.ts';
import { type Mariadb, startMariadb } from '../support/mariadb.ts';
import { openOffice } from '../support/office.ts';
import { until } from '../support/until.ts';
import { read } from './ask.ts';
import { type GateProcess, newDataDir, startGateProcess } from './gate-process-control.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

function assertUnavailable({ status, body, headers }: Pick<Response, 'status' | 'body' | 'headers'>): void {
  assert.equal(status, 503, JSON.stringify(body));
  assert.match(headers['retry-after'] ?? '', /^\d+$/);
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
  assert.deepEqual([typeof body.text['zh-CN'], typeof body.text.en], ['string', 'string']);
}

if (ENGINES.includes('sqlite')) {
  describe('a database file that another process keeps locked', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine: 'sqlite' });
    });
    after(() => gate.close());

    it('means 503 with Retry-After for writing, not for reading, and is over when the lock is', async () => {
      const office = await openOffice(gate);
      const order = office.order();
      const other = openDatabase(gate.databaseUrl);
      const [taken, end] = [latch(), latch()];
      const locking = inTransaction(other, async () => {
        taken.open();
        await end.opened;
      });
      await taken.opened;

      // All of them are answered while the lock is held: whoever waited for it would wait for ever.
      const batch = office.officer.post('/v1/orders/batch', { orders: [office.order(), office.order()] });
      const away = await office.submit(order);
      assertUnavailable(await batch);
      const reading = await office.officer.get(`/v1/orders?limit=1`);
      end.open();
      await locking;
      const back = await office.submit(order);

      assertUnavailable(away);
      assert.equal(reading.status, 200);
      assert.equal(back.status, 201);
      await other.close();
    });
  });
}

if (ENGINES.includes('mysql')) {
  describe('a MariaDB that is killed', () => {
    let mariadb: Mariadb;
    let gate: GateProcess;
    before(async () => {
      mariadb = await startMariadb();
      await mariadb.administer('create database gate');
      gate = await startGateProcess({
        databaseUrl: mariadb.urlOf('gate'),
        dataDir: newDataDir(),
        bootstrapKey: BOOTSTRAP_KEY,
        now: systemClock(),
      });
    });
    after(async () => {
      await gate.stop();
      await mariadb.remove();
    });

    it('means 503 with Retry-After for everything but /healthz, and the gate comes back by itself', async () => {
      const supplier = { creditCode: '91420000MA4KTEXT64', name: '测试供应商', affiliates: [] };
      const paths = ['/v1/orders', '/v1/suppliers', '/v1/log/head'];
      assert.equal((await fetch(`${gate.url}/readyz`)).status, 200);

      // All of them are answered before it comes back: whoever waited for it would wait for ever.
      await mariadb.kill();
      const readings = await Promise.all(paths.map((path) => answerOf(gate, path)));
      const writing = await answerOf(gate, '/v1/suppliers', supplier);
      const ready = await fetch(`${gate.url}/readyz`);
      const health = await fetch(`${gate.url}/healthz`);
      await mariadb.start();
      const back = await untilReady(gate);
      const again = await answerOf(gate, '/v1/suppliers', supplier);

      for (const answer of [...readings, writing]) assertUnavailable(answer);
      assert.deepEqual([ready.status, health.status], [503, 200]);
      assert.match(ready.headers.get('retry-after') ?? '', /^\d+$/);
      assert.equal(back, true);
      assert.equal(again.status, 201);
      assert.deepEqual((await read(gate.url, BOOTSTRAP_KEY, '/v1/suppliers/91420000MA4KTEXT64')).status, 200);
    });
  });

  describe('a MariaDB that says nothing any more', () => {
    let gate: Gate;
    let proxy: TcpProxy;
    let process: GateProcess;
    before(async () => {
      gate = await startGate({ engine: 'mysql' });
      const database = new URL(gate.databaseUrl);
      proxy = await startTcpProxy(Number(database.port));
      database.port = String(proxy.port);
      const bootstrapKey = secretOf(gate.installer);
      const { dataDir, clock } = gate;
      process = await startGateProcess({ databaseUrl: database.href, dataDir, bootstrapKey, now: clock.now() });
    });
    after(async () => {
      await process.stop();
      await proxy.close();
      await gate.close();
    });

    it('keeps nobody waiting for ever: 503 for reading and writing, and all is well when it speaks again', async function () {
      this.slow(40_000);
      const office = await openOffice(gate);
      const order = office.order();
      const key = secretOf(office.officer);
      assert.equal((await read(process.url, key, '/v1/orders')).status, 200);

      // Both are answered before the database speaks again.
      proxy.freeze();
      const answers = await Promise.all([
        answerOf(process, '/v1/orders', undefined, key),
        answerOf(process, '/v1/orders', order, key),
      ]);
      proxy.thaw();
      const back = await untilAnswered(() => answerOf(process, '/v1/orders', order, key));

      for (const answer of answers) assertUnavailable(answer);
      assert.ok(back.status === 200 || back.status === 201, JSON.stringify(back.body));
      const line = await gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`);
      assert.equal(line.body.reserved, '4999.00');
    });

    it('does not hold up the end of a gate, which is over before anybody else has given the database up', async () => {
      const office = await openOffice(gate);
      const database = new URL(gate.databaseUrl);
      database.port = String(proxy.port);
      const beside = openDatabase(database.href);
      await inSnapshot(beside, (tx) => tx.raw('select 1'));
      assert.equal((await read(process.url, secretOf(office.officer), '/v1/orders')).status, 200);

      proxy.freeze();
      let isGivenUp = false;
      const waiting = inSnapshot(beside, (tx) => tx.raw('select 1')).catch(() => {
        isGivenUp = true;
      });
      const asked = answerOf(process, '/v1/orders', office.order(), secretOf(office.officer));
      await process.stop();

      assert.equal(isGivenUp, false);
      assertUnavailable(await asked);
      proxy.thaw();
      await waiting;
      await beside.close();
    });
  });
}

function secretOf({ secret }: Caller): string {
  if (secret === undefined) throw new Error('somebody without a key');
  return secret;
}

async function answerOf({ url }: GateProcess, path: string, body?: object, key = BOOTSTRAP_KEY) {
  const answer = await fetch(`${url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() };
}

async function untilReady({ url }: GateProcess): Promise<boolean> {
  const { status } = await untilAnswered(async () => fetch(`${url}/readyz`));
  return status === 200;
}

/** The first answer that is not 503. */
async function untilAnswered<T extends { readonly status: number }>(send: () => Promise<T>): Promise<T> {
  let answer = await send();
  await until('the database is there again', async () => {
    if (answer.status === 503) answer = await send();
    return answer.status !== 503;
  });
  return answer;
}
