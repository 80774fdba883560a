import assert from 'node:assert/strict';
import { type Connection, createConnection } from 'mysql2/promise';
import { Registry } from 'prom-client';
import {
  type Database,
  inSnapshot,
  inTransaction,
  openDatabase,
  openReadingDatabase,
  openStoppableReads,
  type StoppableReads,
  selectedRows,
  type Tx,
} from '../../src/db/index.ts';
import { registerNodeMetrics } from '../../src/gate/gate-metrics.ts';
import { readinessProbes } from '../../src/http/readiness.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { startTcpProxy } from '../faults/tcp-proxy.ts';
import { ENGINES } from '../support/databases.ts';
import { type Mariadb, startMariadb } from '../support/mariadb.ts';
import { until } from '../support/until.ts';

async function portOf(tx: Tx): Promise<number> {
  const [row] = selectedRows<{ port: number }>(await tx.raw('select @@port as port'));
  return Number(row?.port);
}

/** The number of a connection on its server; with it the statement of that connection is ended. */
async function numberOf(tx: Tx): Promise<number> {
  const [row] = selectedRows<{ id: number }>(await tx.raw('select connection_id() as id'));
  return Number(row?.id);
}

/** Connects until the server gives a number, which it has given to nobody yet. */
async function connectionWith(server: Mariadb, number: number): Promise<Connection> {
  for (;;) {
    const connection = await createConnection({ uri: server.urlOf('gate') });
    if (connection.threadId === number) return connection;
    await connection.end();
    assert.ok(connection.threadId < number, `the server has given ${number} to somebody else`);
  }
}

/** Somebody who decides, in the middle of a statement, over the connection of this number. */
async function deciderWith(server: Mariadb, number: number) {
  const connection = await connectionWith(server, number);
  const answer = connection.query('select sleep(2) as woken');
  const itsStatement = `select id from information_schema.processlist where id = ${number} and info like 'select sleep%'`;
  await until('its statement runs', async () => (await server.administer(itsStatement)).length === 1);
  return {
    decided: async () => (await answer)[0],
    end: () => connection.end(),
  };
}

/** The next number that the first server gives becomes one that the second has not given yet. */
async function numberAhead(one: Mariadb, other: Mariadb): Promise<void> {
  const [row] = (await one.administer('show status like "Connections"')) as readonly { Value: string }[];
  await (await connectionWith(other, Number(row?.Value) + 60)).end();
}

interface ReadToStop {
  readonly reads: StoppableReads;
  readonly reading: Database;
  /** Answers how it ended. */
  readonly read: Promise<unknown>;
  /** Of its connection on its own server. */
  readonly number: number;
  readonly other: Mariadb;
}

/** Nor does the stop keep the next read from running, on the other server. */
async function assertStopsNobodyOn({ reads, reading, read, number, other }: ReadToStop): Promise<void> {
  const decider = await deciderWith(other, number);

  await reads.stop();

  assert.match(String(await read), /nobody waits/);
  assert.deepEqual(await decider.decided(), [{ woken: 0 }]);
  await decider.end();
  await reads.begin();
  assert.equal(await inSnapshot(reading, portOf), other.port);
}

if (ENGINES.includes('mysql')) {
  describe('two database servers in one address', () => {
    let [first, second]: [Mariadb | undefined, Mariadb | undefined] = [undefined, undefined];
    let db: Database;
    const both = (): readonly [Mariadb, Mariadb] => {
      assert.ok(first && second);
      return [first, second];
    };
    before(async () => {
      [first, second] = await Promise.all([startMariadb(), startMariadb()]);
      for (const server of both()) await server.administer('create database gate; create table gate.notes (who int)');
      db = openDatabase(url());
    });
    after(async () => {
      await db.close();
      for (const server of both()) await server.remove();
    });

    const url = (): string => `mysql://root@${both().map(({ port }) => `127.0.0.1:${port}`)}/gate`;
    const detail = async (): Promise<string> => String((await readinessProbes(db, systemClock))[0]?.detail?.en);

    it('are used one at a time: the first, and the second once the first is killed, in the middle of work', async () => {
      const [one, other] = both();
      const registry = new Registry();
      registerNodeMetrics(registry, db);
      const before = [await inTransaction(db, portOf), await inSnapshot(db, portOf)];
      const told = await detail();
      const ports: number[] = [];
      let isReading = false;

      const writing = inTransaction(db, async (tx) => {
        ports.push(await portOf(tx));
        if (ports.length === 1) {
          await until('somebody reads', () => isReading);
          await one.kill();
        }
        await tx('notes').insert({ who: 1 });
        return portOf(tx);
      });
      // Work that writes as it reads is not begun again; what found nobody waits for the next server.
      const readPorts: number[] = [];
      const streaming = inSnapshot(
        db,
        async (tx) => {
          readPorts.push(await portOf(tx));
          isReading = true;
          await until('the first server is gone', () => ports.length > 1);
          return portOf(tx);
        },
        { again: false },
      );
      const [written, streamed] = await Promise.allSettled([writing, streaming]);
      const read = await inSnapshot(db, portOf);

      assert.deepEqual(before, [one.port, one.port]);
      assert.equal(told, `127.0.0.1:${one.port} is used; not well: none.`);
      assert.deepEqual(ports, [one.port, other.port]);
      assert.deepEqual(written, { status: 'fulfilled', value: other.port });
      assert.equal(streamed.status, 'rejected');
      assert.deepEqual(readPorts, [one.port]);
      assert.equal(read, other.port);
      const why = `127.0.0.1:${other.port} is used; not well: 127.0.0.1:${one.port} does not answer (ECONNREFUSED).`;
      await until('it is told why the first is not well', async () => (await detail()) === why);
      const metrics = await registry.metrics();
      assert.match(metrics, new RegExp(`gate_database_node\\{host="127.0.0.1:${other.port}"\\} 1`));
      assert.match(metrics, new RegExp(`gate_database_node\\{host="127.0.0.1:${one.port}"\\} 0`));
      assert.match(metrics, new RegExp(`gate_database_node_well\\{host="127.0.0.1:${one.port}"\\} 0`));
      assert.match(metrics, /gate_database_moves_total 1/);
    });

    it('are left also by work that only reads, and when one takes no writes', async () => {
      const [one, other] = both();
      await one.start();
      await until('the first server is well', async () => (await detail()).endsWith('not well: none.'));
      const ports: number[] = [];

      const port = await inSnapshot(db, async (tx) => {
        ports.push(await portOf(tx));
        if (ports.length === 1) await other.administer('set global read_only = 1');
        await until('it is left', () => db.nodes?.used().port === one.port);
        return portOf(tx);
      });

      assert.deepEqual([ports, port], [[other.port, one.port], one.port]);
    });

    it('are written to again until the deadline when another gate, on the other server, is faster each time', async () => {
      let attempts = 0;

      const done = await inTransaction(db, async () => {
        attempts += 1;
        if (attempts < 9) throw Object.assign(new Error('another was faster'), { code: 'ER_LOCK_DEADLOCK' });
        return 'decided';
      });

      assert.deepEqual([done, attempts], ['decided', 9]);
    });

    it('are read from again by a read that waited for the others when its server left the majority', async () => {
      let attempts = 0;

      const found = await inSnapshot(db, async (tx) => {
        attempts += 1;
        // What a node of a cluster says then; a snapshot waits for no lock.
        if (attempts === 1) throw Object.assign(new Error('not in the majority'), { code: 'ER_LOCK_WAIT_TIMEOUT' });
        return portOf(tx);
      });

      assert.deepEqual([found, attempts], [db.nodes?.used().port, 2]);
    });

    it('are gone back to, and who stops a read on the one that was left ends nobody else there or here', async function () {
      // The first is gone back to when it has been well for ten seconds.
      this.slow(30_000);
      const [one, other] = both();
      await other.administer('set global read_only = 0');
      await one.administer('set global read_only = 1');
      await numberAhead(one, other);
      const reads = openStoppableReads();
      const reading = openReadingDatabase(url(), reads);
      try {
        await inSnapshot(reading, (tx) => tx.raw('select 1'));
        let [number, isBack] = [0, false];
        const read = inSnapshot(reading, async (tx) => {
          number = await numberOf(tx);
          await one.administer('set global read_only = 0');
          // One that says nothing for nine seconds is cut.
          await until('the first is used again', async () => {
            await tx.raw('select 1');
            return reading.nodes?.used().port === one.port;
          });
          isBack = true;
          return tx.raw('select * from (select sleep(7)) e');
        }).catch((error) => error);
        await until('the read runs on the second', () => isBack);

        await assertStopsNobodyOn({ reads, reading, read, number, other: one });
      } finally {
        await reading.close();
      }
    });

    it('are told apart behind one host, too: who stops a read on one ends nobody else on the other', async () => {
      const [one, other] = both();
      await numberAhead(one, other);
      const proxy = await startTcpProxy(other.port);
      const reads = openStoppableReads();
      const reading = openReadingDatabase(`mysql://root@127.0.0.1:${proxy.port}/gate`, reads);
      try {
        let number = 0;
        const read = inSnapshot(reading, async (tx) => {
          number = await numberOf(tx);
          return tx.raw('select * from (select sleep(7)) e');
        }).catch((error) => error);
        await until('the read runs on the second', () => number > 0);
        proxy.leadTo(one.port);

        await assertStopsNobodyOn({ reads, reading, read, number, other: one });
      } finally {
        await reading.close();
        await proxy.close();
      }
    });
  });
}
