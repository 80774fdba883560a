import assert from 'node:assert/strict';
import type { DatabaseErrorKind } from '../../src/db/database-errors.ts';
import {
  inSnapshot,
  insertRows,
  inTransaction,
  kindOfDatabaseError,
  openDatabase,
  selectedRows,
  type Tx,
} from '../../src/db/index.ts';
import { freshFolder } from '../cli/gate-command.ts';
import { ENGINES } from '../support/databases.ts';
import { databaseForEachTest } from '../support/opened.ts';
import { until } from '../support/until.ts';

const withCode = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });

const KINDS: readonly (readonly [error: unknown, kind: DatabaseErrorKind])[] = [
  [withCode('ER_LOCK_DEADLOCK'), 'run-again'],
  [withCode('ER_QUERY_INTERRUPTED'), 'run-again'],
  [withCode('SQLITE_BUSY'), 'run-again'],
  [withCode('PROTOCOL_CONNECTION_LOST'), 'run-again'],
  [withCode('SOMETHING_NEW', { fatal: true }), 'run-again'],
  [withCode('ECONNREFUSED', { fatal: true }), 'outage'],
  [withCode('ER_UNKNOWN_COM_ERROR'), 'outage'],
  [withCode('SQLITE_BUSY_SNAPSHOT', { rawCode: 517 }), 'run-again'],
  [withCode('SQLITE_IOERR_FSYNC', { rawCode: 1034 }), 'outage'],
  [withCode('UNKNOWN_SQLITE_ERROR_1544', { rawCode: 1544 }), 'outage'],
  [Object.assign(new Error('no connection'), { name: 'KnexTimeoutError' }), 'outage'],
  [new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]), 'outage'],
  [withCode('ER_DUP_ENTRY'), 'other'],
  [withCode('SQLITE_CONSTRAINT_PRIMARYKEY', { rawCode: 1555 }), 'other'],
  [new Error('a bug'), 'other'],
  ['a text', 'other'],
  [undefined, 'other'],
];

async function kindOf(work: Promise<unknown>): Promise<DatabaseErrorKind> {
  return work.then(
    () => assert.fail('nothing went wrong'),
    (error: unknown) => kindOfDatabaseError(error),
  );
}

describe('a database error', () => {
  for (const [error, kind] of KINDS) {
    it(`is ${kind}: ${error instanceof Error ? `${error.name} ${error.message}` : error}`, () => {
      assert.equal(kindOfDatabaseError(error), kind);
    });
  }

  it('is an outage when nobody listens there', async () => {
    const db = openDatabase('mysql://root@127.0.0.1:1/gate');

    const kind = await kindOf(inTransaction(db, (tx) => tx.raw('select 1')));
    await db.close();

    assert.equal(kind, 'outage');
  });
});

describe('a database error of SQLite', () => {
  const open = databaseForEachTest('sqlite');

  it('is an outage when the disk is full, and the transaction is gone', async () => {
    const [page] = await open.db.writer.raw('pragma page_count');
    await open.db.writer.raw(`pragma max_page_count = ${Number(page.page_count)}`);
    const settings = Array.from({ length: 500 }, (_, log_index) => ({
      name: `${log_index}`,
      value: 'x'.repeat(10_000),
      log_index,
    }));

    const kind = await kindOf(inTransaction(open.db, (tx) => insertRows(tx, 'gate_settings', settings)));

    assert.equal(kind, 'outage');
    assert.deepEqual(await inSnapshot(open.db, (tx) => tx('gate_settings').select('name')), []);
  });

  it('is an outage when the file cannot be opened, of which the driver only speaks in words', async () => {
    const folder = openDatabase(`sqlite:${freshFolder()}`);

    const kind = await kindOf(inTransaction(folder, (tx) => tx.raw('select 1')));
    await folder.close();

    assert.equal(kind, 'outage');
  });

  it('stays a bug when it is one', async () => {
    assert.equal(await kindOf(inTransaction(open.db, (tx) => tx.raw('select nothing from nowhere'))), 'other');
  });
});

if (ENGINES.includes('mysql')) {
  describe('a database error of MariaDB', () => {
    const open = databaseForEachTest('mysql');

    const lockTwo =
      (first: string, second: string, meet: () => Promise<void>) =>
      async (tx: Tx): Promise<void> => {
        await tx('gate_settings').where({ name: first }).update({ value: 'x' });
        await meet();
        await tx('gate_settings').where({ name: second }).update({ value: 'x' });
      };

    it('lets a deadlock run again, so that both transactions succeed', async () => {
      const settings = ['a', 'b'].map((name) => ({ name, value: '', log_index: 0 }));
      await inTransaction(open.db, (tx) => insertRows(tx, 'gate_settings', settings));
      let started = 0;
      const meet = async (): Promise<void> => {
        started += 1;
        await until('both have locked something', () => started >= 2);
      };

      await Promise.all([
        inTransaction(open.db, lockTwo('a', 'b', meet)),
        inTransaction(open.db, lockTwo('b', 'a', meet)),
      ]);

      assert.ok(started > 2, 'one of the two was started again');
    });

    it('may run again when a row is locked for too long', async () => {
      const setting = { name: 'a', value: '', log_index: 0 };
      await inTransaction(open.db, (tx) => tx('gate_settings').insert(setting));

      const kind = await inTransaction(open.db, async (tx) => {
        await tx('gate_settings').where({ name: 'a' }).update({ value: 'x' });
        const impatient = open.db.writer.raw("select value from gate_settings where name = 'a' for update nowait");
        return kindOf(Promise.resolve(impatient));
      });

      assert.equal(kind, 'run-again');
    });

    it('lets a statement run again that somebody else has interrupted', async () => {
      let runs = 0;

      await inTransaction(open.db, async (tx) => {
        runs += 1;
        if (runs > 1) return;
        const [connection] = selectedRows<{ id: number }>(await tx.raw('select connection_id() as id'));
        const slow = tx.raw('select * from (select sleep(60)) e').then((answer) => answer);
        const running = `select id from information_schema.processlist where id = ? and info like '%sleep(60)%'`;
        const ids = [connection?.id ?? 0];
        await until('it runs', async () => selectedRows(await open.db.reader.raw(running, ids)).length === 1);
        await open.db.reader.raw('kill query ?', ids);
        await slow;
      });

      assert.equal(runs, 2);
    });

    it('is an outage when a statement takes longer than it may', async () => {
      const slow = inTransaction(open.db, (tx) =>
        tx.raw('set statement max_statement_time = 0.05 for select sleep(1)'),
      );

      assert.equal(await kindOf(slow), 'outage');
    });

    it('stays a bug when it is one', async () => {
      assert.equal(await kindOf(inTransaction(open.db, (tx) => tx.raw('select nothing from nowhere'))), 'other');
    });
  });
}
