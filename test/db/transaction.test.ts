import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Database,
  inSnapshot,
  inTransaction,
  kindOfDatabaseError,
  openDatabase,
  type Tx,
} from '../../src/db/index.ts';
import { ENGINES, forEachEngine, sharedMariadb } from '../support/databases.ts';
import { latch } from '../support/latch.ts';
import { databaseForEachTest } from '../support/opened.ts';
import { until } from '../support/until.ts';

const SETTING = { name: 'a', value: 'on', log_index: 0 };

class Conflict extends Error {
  readonly code = 'ER_LOCK_DEADLOCK';
}

async function countSettings(db: Database): Promise<number> {
  return (await inSnapshot(db, (tx) => tx('gate_settings').select('name'))).length;
}

describe('a transaction', () => {
  forEachEngine('locks', (engine) => {
    const open = databaseForEachTest(engine);

    it('leaves nothing behind when its work throws', async () => {
      const work = inTransaction(open.db, async (tx) => {
        await tx('gate_settings').insert(SETTING);
        throw new Error('changed my mind');
      });

      await assert.rejects(work, /changed my mind/);
      assert.equal(await countSettings(open.db), 0);
    });

    it('runs again after a lock conflict, from a clean start each time', async () => {
      const found: number[] = [];

      await inTransaction(open.db, async (tx) => {
        found.push((await tx('gate_settings').select('name')).length);
        await tx('gate_settings').insert(SETTING);
        if (found.length < 5) throw new Conflict('somebody else was faster');
      });

      assert.deepEqual(found, [0, 0, 0, 0, 0]);
      assert.equal(await countSettings(open.db), 1);
    });

    it('runs five times and not a sixth', async () => {
      let attempts = 0;

      const work = inTransaction(open.db, async () => {
        attempts += 1;
        throw new Conflict('always');
      });

      await assert.rejects(work, Conflict);
      assert.equal(attempts, 5);
    });

    it('runs once when running again could not help', async () => {
      let attempts = 0;

      const work = inTransaction(open.db, async (tx) => {
        attempts += 1;
        await tx('gate_settings').insert({ ...SETTING, name: null });
      });

      await assert.rejects(work, (error) => kindOfDatabaseError(error) === 'other');
      assert.equal(attempts, 1);
    });

    it('lets a batch wait for whoever is writing, and not for those who wait to write', async () => {
      const order: string[] = [];
      const writing = latch();
      const goOn = latch();
      const ones = Array.from({ length: 8 }, (_, at) =>
        inTransaction(open.db, async (tx) => {
          writing.open();
          await goOn.opened;
          await tx('gate_settings').insert({ ...SETTING, name: `one ${at}` });
          order.push('one');
        }),
      );
      await writing.opened;
      const batch = inTransaction(
        open.db,
        async (tx) => {
          await tx('gate_settings').insert(SETTING);
          order.push('batch');
        },
        { isBatch: true },
      );
      await sleep(20);
      goOn.open();

      await Promise.all([...ones, batch]);
      assert.ok(order.indexOf('batch') <= 1, order.join());
      assert.equal(await countSettings(open.db), 9);
    });

    it('is told at its deadline, wherever it waits, and does nothing when its turn comes after all', async () => {
      const written = latch();
      const begun = latch();
      const done: string[] = [];
      const writing = inTransaction(open.db, async () => {
        begun.open();
        await written.opened;
      });
      await begun.opened;
      const late = inTransaction(open.db, async () => done.push('late'), { deadlineMs: 50 });
      const after = inTransaction(open.db, async () => done.push('after'));

      await assert.rejects(late, (error: unknown) => kindOfDatabaseError(error) === 'outage');
      assert.deepEqual(done, []);
      written.open();
      await Promise.all([writing, after]);

      assert.deepEqual(done, ['after']);
    });

    it('waits for another process that is writing, without stopping this one', async () => {
      const other = openDatabase(open.url);
      const order: string[] = [];
      const written = latch();
      const slow = inTransaction(other, async (tx) => {
        await tx('gate_settings').insert(SETTING);
        written.open();
        await sleep(150);
        order.push('slow');
      });
      await written.opened;

      await inTransaction(open.db, async (tx) => {
        await tx('gate_settings').insert({ ...SETTING, name: engine === 'sqlite' ? 'b' : 'a2' });
        await tx('gate_settings').where({ name: 'a' }).update({ value: 'off' });
        order.push('fast');
      });
      await slow;
      await other.close();

      assert.equal(order.filter((name) => name === 'slow').length, 1);
      assert.equal(order.at(-1), 'fast');
      assert.equal(await countSettings(open.db), 2);
    });
  });
});

if (ENGINES.includes('mysql')) {
  describe('a transaction on MariaDB', () => {
    const open = databaseForEachTest('mysql');

    it('runs again when its connection is cut in the middle', async () => {
      const mariadb = await sharedMariadb();
      let attempts = 0;

      await inTransaction(open.db, async (tx) => {
        attempts += 1;
        await tx('gate_settings').insert(SETTING);
        const [[session]] = await tx.raw('select connection_id() as id');
        if (attempts === 1) await mariadb.administer(`kill hard connection ${session.id}`);
        await tx('gate_settings').where({ name: 'a' }).update({ value: 'off' });
      });

      assert.equal(attempts, 2);
      assert.equal(await countSettings(open.db), 1);
    });

    it('lets the others go on after three seconds when a writer stops in the middle', async function () {
      this.slow(8_000);
      const frozen = openDatabase(open.url);
      const [stopped, released] = [latch(), latch()];
      const limits: unknown[] = [];
      let attempts = 0;
      const freezing = inTransaction(frozen, async (tx) => {
        attempts += 1;
        const [[session]] = await tx.raw('select @@idle_write_transaction_timeout as seconds');
        limits.push(session.seconds);
        await tx('gate_settings').insert(SETTING);
        stopped.open();
        // Until the others have gone on: if they waited for it, nobody would ever.
        await released.opened;
        await tx('gate_settings').where({ name: 'a' }).update({ value: 'off' });
      }).then(() => frozen.close());
      await stopped.opened;

      await inTransaction(open.db, (tx) =>
        tx('gate_settings')
          .insert({ ...SETTING, name: 'b' })
          .onConflict()
          .ignore(),
      );
      await inTransaction(open.db, (tx) => tx('gate_settings').where({ name: 'a' }).delete());
      released.open();
      await freezing;

      assert.deepEqual([attempts, limits], [2, [3, 3]]);
      assert.equal(await countSettings(open.db), 2);
    });

    it('may ask nothing for longer than the server may be silent, while a paper is drawn say', async () => {
      const found = await inSnapshot(open.db, async (tx) => {
        const before = await idIn(tx);
        const { stream } = await connectionOf(tx);
        stream.setTimeout(20);
        await once(stream, 'timeout');
        stream.setTimeout(LONG_MS);
        return { before, after: await idIn(tx) };
      });

      assert.equal(found.after, found.before);
    });

    it('ends when the server says nothing to what it was asked, and its connection when nobody asks anything', async () => {
      const connections: Connection[] = [];
      const asking = inSnapshot(open.db, async (tx) => {
        connections.push(await connectionOf(tx));
        connections[0]?.stream.setTimeout(20);
        await tx.raw('select sleep(5)');
      });
      await assert.rejects(asking, /the database server says nothing/);

      await inSnapshot(open.db, async (tx) => {
        connections.push(await connectionOf(tx));
        await idIn(tx);
      });
      connections[1]?.stream.setTimeout(20);
      await until('nobody keeps it', () => connections[1]?.stream.destroyed === true);
    });
  });
}

const LONG_MS = 60_000;

interface Connection {
  readonly stream: Socket;
}

function connectionOf(tx: Tx): Promise<Connection> {
  return tx.client.acquireConnection();
}

async function idIn(tx: Tx): Promise<number> {
  const [[session]] = await tx.raw('select connection_id() as id');
  return session.id;
}
