import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import {
  type Database,
  hasPendingMigrations,
  inTransaction,
  migrate,
  migrateRestored,
  openDatabase,
  type StepPlace,
  type StepWork,
} from '../../src/db/index.ts';
import { runMissing, runStep } from '../../src/db/run-steps.ts';
import { type Clock, instant } from '../../src/kernel/index.ts';
import { emptyDatabaseUrl, type FreshDatabase, forEachEngine } from '../support/databases.ts';
import { latch } from '../support/latch.ts';

const clock: Clock = () => instant('2026-03-31T09:00:00.000Z');
/** Five attempts of 200 ms, and the pauses between them. */
const LONGER_THAN_ORDERS_WAIT_MS = 2_500;
const ALL = MIGRATIONS.map((step) => step.name);

async function notedSteps(db: Database): Promise<readonly string[]> {
  const rows: readonly { name: string }[] = await db.writer('schema_steps').select('name');
  return rows.map((row) => row.name).sort();
}

/** Migrates in another process that is killed right after its n-th statement. */
async function killAfter(statement: number, url: string): Promise<void> {
  const script = new URL('migrate-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import=tsx', script, url, String(statement)], { stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGKILL');
}

describe('migrating', () => {
  forEachEngine('statements', (engine) => {
    let fresh: FreshDatabase;
    let db: Database;

    beforeEach(async () => {
      fresh = await emptyDatabaseUrl(engine);
      db = openDatabase(fresh.url);
    });

    afterEach(async () => {
      await db.close();
      await fresh.drop();
    });

    it('takes an empty database to the newest schema, step by step, and says which', async () => {
      assert.deepEqual(await migrate(db, clock), ALL);
      assert.deepEqual(await notedSteps(db), [...ALL].sort());
      assert.deepEqual((await db.writer('log_head').select('size')).length, 1);
    });

    it('has nothing to do the second time', async () => {
      await migrate(db, clock);

      assert.deepEqual(await migrate(db, clock), []);
    });

    it('folds the numbers of devices that stand: the first of two that are alike has them, and nothing is lost', async () => {
      await migrate(db, clock);
      const device = { agency_code: '11421000MB1234562Q', category: 'desktop', state: 'in-use', log_index: 0 };
      const numbers = [
        { id: 'dev_1', serial: 'ＳＮ１', asset_number: null },
        { id: 'dev_2', serial: 'sn 1', asset_number: 'a-2' },
        { id: 'dev_3', serial: 'SN-3', asset_number: 'Ａ-2' },
      ];
      for (const each of numbers) await db.writer('devices').insert({ ...device, ...each });
      const step = MIGRATIONS.find(({ name }) => name === '0038-fold-numbers');
      assert.ok(step);

      for (const _time of [1, 2]) await inTransaction(db, (tx) => runStep(tx, step, engine));

      const rows = await db
        .writer('devices')
        .select('id', 'serial', 'asset_number', 'folded_serial', 'asset_key')
        .orderBy('id');
      assert.deepEqual(
        rows.map((row) => Object.values(row)),
        [
          ['dev_1', 'ＳＮ１', null, 'SN1', null],
          ['dev_2', 'sn 1', 'a-2', null, '11421000MB1234562Q/A-2'],
          ['dev_3', 'SN-3', 'Ａ-2', 'SN-3', null],
        ],
      );
    });

    it('knows whether something is left to do, without doing it', async () => {
      assert.equal(await hasPendingMigrations(db), true);
      assert.equal(await db.writer.schema.hasTable('schema_steps'), false);

      await migrate(db, clock);
      assert.equal(await hasPendingMigrations(db), false);

      await db
        .writer('schema_steps')
        .where({ name: ALL.at(-1) })
        .delete();
      assert.equal(await hasPendingMigrations(db), true);
    });

    it('runs a step again that was killed before it was noted: every statement of every step bears that', async () => {
      for (const step of MIGRATIONS) {
        // A column is looked for before it is added; whatever else a step says bears being said twice.
        const said = step.adds ? [] : step.statements(engine);
        for (const statement of said) {
          await db.writer.raw(statement);
          await db.writer.raw(statement);
        }
        await inTransaction(db, (tx) => runStep(tx, step, engine));
      }

      assert.deepEqual(await migrate(db, clock), ALL);
      assert.equal((await db.writer('log_head').select('size')).length, 1);
    });

    for (const statement of [1, 4, 5, 30]) {
      it(`goes on after a kill -9 right after statement ${statement}`, async () => {
        await killAfter(statement, fresh.url);

        await migrate(db, clock);

        assert.deepEqual(await notedSteps(db), [...ALL].sort());
        assert.equal(await hasPendingMigrations(db), false);
      });
    }

    it('keeps the steps of an upgrade that were run when it is killed, and runs the others only', async () => {
      const before = ALL.slice(0, 100);
      await migrateRestored(db, clock, before);

      await killAfter(60, fresh.url);
      const kept = await notedSteps(db);
      const ran = await migrate(db, clock);

      assert.ok(kept.length > before.length && kept.length < ALL.length, `${kept.length} of ${ALL.length}`);
      assert.deepEqual(ran, ALL.slice(kept.length));
    });

    it('tells each step of an upgrade as it begins and ends: which of how many it is, and the rows it fills', async () => {
      const before = ALL.slice(0, ALL.indexOf('0038-fold-numbers'));
      await migrateRestored(db, clock, before);
      const device = { agency_code: '11421000MB1234562Q', category: 'desktop', state: 'in-use', log_index: 0 };
      for (const id of ['dev_1', 'dev_2']) await db.writer('devices').insert({ ...device, id, serial: id });
      const [begun, ended]: [StepPlace[], (StepPlace & StepWork)[]] = [[], []];

      await migrate(db, clock, {
        onBegin: (step) => begun.push(step),
        onEnd: (step, work) => ended.push({ ...step, ...work }),
      });

      const of = ALL.length - before.length;
      const places = ALL.slice(before.length).map((name, index) => ({ name, number: index + 1, of, isNew: false }));
      assert.deepEqual(begun, places);
      assert.deepEqual(
        ended.map(({ rows: _rows, ms: _ms, ...place }) => place),
        places,
      );
      assert.equal(ended[0]?.rows, 2);
    });

    it('lets two go through the steps of an upgrade: each step is run, and noted once', async () => {
      await migrateRestored(db, clock, ALL.slice(0, 100));
      const other = openDatabase(fresh.url);

      const ran = await Promise.all([migrate(db, clock), migrate(other, clock)]);
      await other.close();

      assert.deepEqual(ran.flat().toSorted(), ALL.slice(100).toSorted());
      assert.equal(await hasPendingMigrations(db), false);
    });

    it('lets one of two work and the other find nothing left', async () => {
      const other = openDatabase(fresh.url);

      const [one, two] = await Promise.all([migrate(db, clock), migrate(other, clock)]);
      await other.close();

      assert.deepEqual(
        [one.length, two.length].sort((a, b) => a - b),
        [0, ALL.length],
      );
    });

    if (engine === 'sqlite') {
      it('waits for another that takes seconds over its steps, on a slow disk', async () => {
        const other = openDatabase(fresh.url);
        const lock = latch();
        const slow = inTransaction(other, async (tx) => {
          await tx.raw('create table of_the_other (id integer)');
          lock.open();
          await sleep(LONGER_THAN_ORDERS_WAIT_MS);
        });
        await lock.opened;

        const ran = await migrate(db, clock);
        await slow;
        await other.close();

        assert.deepEqual(ran, ALL);
      });
    }

    if (engine === 'mysql') {
      it('bears another process at the same steps, as on another node of a cluster, where its lock does not hold', async () => {
        const other = openDatabase(fresh.url);
        const noSteps = 'create table schema_steps (name varchar(100) not null primary key, at char(24) not null)';
        await db.writer.raw(noSteps);
        const run = (node: Database): Promise<readonly string[]> =>
          node.writer.transaction((tx) => runMissing(tx, { engine, clock, steps: MIGRATIONS, watch: {}, place }));
        const place = { first: 1, of: ALL.length, isNew: true };

        const ran = await Promise.all([run(db), run(other)]);
        await other.close();

        assert.deepEqual(ran.flat().toSorted(), ALL.toSorted());
        assert.deepEqual(await notedSteps(db), ALL.toSorted());
      });

      it('bears that another node has just added the column that a step adds', async () => {
        await migrate(db, clock);
        const step = MIGRATIONS.find(({ adds }) => adds !== undefined);
        assert.ok(step);
        const { adds: _looked, ...blind } = step;

        await db.writer.transaction((tx) => runStep(tx, blind, engine));
      });
    }

    it('refuses a database that a newer version has migrated, and changes nothing in it', async () => {
      await migrate(db, clock);
      await db
        .writer('schema_steps')
        .where({ name: ALL.at(-1) })
        .delete();
      await db.writer('schema_steps').insert({ name: '9999-from-the-future', at: clock() });

      await assert.rejects(migrate(db, clock), /newer version: 9999-from-the-future/);
      assert.equal((await notedSteps(db)).length, ALL.length);
    });
  });
});
