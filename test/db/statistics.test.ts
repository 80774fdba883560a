import assert from 'node:assert/strict';
import { inSnapshot, insertRows, inTransaction, listStoredTables, refreshStatistics } from '../../src/db/index.ts';
import { part } from '../../src/db/part.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { ENGINES } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { databaseForEachTest } from '../support/opened.ts';

/** Every move is of one line, and each order has few: only whoever has counted knows. */
const moveRow = (index: number) => ({
  log_index: index,
  sequence: 0,
  account_kind: 'budget-line',
  account: 'JZ-2026-31002-1',
  order_id: `ord_${index % 1_000}`,
  from_bucket: 'available',
  to_bucket: 'reserved',
  quantity: 1,
  cause: 'order',
  key_id: 'key',
});

const QUESTION = `select quantity from moves
  where order_id = 'ord_7' and key_id = 'key' and account_kind = 'budget-line' and account = 'JZ-2026-31002-1' and log_index > 5`;

describe('the statistics of a SQLite file', () => {
  const open = databaseForEachTest('sqlite');

  it('are made anew by the daily job, and a connection that was open before goes by them', async () => {
    // As it was when only whoever had counted knew: one index of the order alone, and one that says more of the line.
    await open.db.writer.raw('drop index moves_listed_by_order');
    await open.db.writer.raw('create index moves_by_order on moves (order_id)');
    await open.db.reader.raw(QUESTION);
    await inTransaction(open.db, (tx) =>
      insertRows(
        tx,
        'moves',
        Array.from({ length: 5_000 }, (_, index) => moveRow(index)),
      ),
    );
    const planOf = async (): Promise<string> =>
      JSON.stringify(await open.db.reader.raw(`explain query plan ${QUESTION}`));
    assert.match(await planOf(), /moves_listed_by_account/);

    const [job] = await part.jobs({ db: open.db });
    await job?.work(async () => true);

    assert.match(await planOf(), /moves_by_order/);
  });

  it('are made at the end of every migration, and are no table that a backup would hold', async () => {
    const counted: readonly { tbl: string }[] = await open.db.reader.raw(
      "select tbl from sqlite_stat1 where tbl = 'log_head'",
    );
    assert.equal(counted.length, 1);
    const stored = await inSnapshot(open.db, (tx) => listStoredTables(tx, 'sqlite'));
    assert.deepEqual(
      stored.filter(({ name }) => name.startsWith('sqlite_')),
      [],
    );
  });
});

describe('what /readyz tells of statistics', () => {
  let gate: Gate;
  afterEach(() => gate.close());

  const open = async (engine: 'sqlite' | 'mysql'): Promise<void> => {
    gate = await startGate({ engine, clock: { now: systemClock, advance: () => undefined } });
  };
  const askIn = (language: string) => gate.installer.get('/readyz', { 'accept-language': language });
  const toldIn = async (language: string): Promise<string | undefined> => {
    const { status, body } = await askIn(language);
    assert.deepEqual([status, body.status], [200, 'ready']);
    const checks: readonly { name: string; ok: boolean; detail: string }[] = body.checks;
    const found = checks.find(({ name }) => name === 'statistics');
    assert.ok(found === undefined || found.ok);
    return found?.detail;
  };

  it('is nothing after a start, and on SQLite a warning when the gate has not counted for two days or ever', async () => {
    await open('sqlite');
    assert.equal(await toldIn('en'), undefined);

    const minutes = Math.floor(Date.UTC(2026, 4, 1, 8, 30) / 60_000);
    await gate.db.writer.raw(`PRAGMA user_version=${minutes}`);
    assert.match((await toldIn('en')) ?? '', /counted last at 2026-05-01T08:30:00/);
    assert.match((await toldIn('zh-CN')) ?? '', /上次更新于 2026-05-01T08:30:00/);

    await gate.db.writer.raw('PRAGMA user_version=0');
    assert.match((await toldIn('en')) ?? '', /never counted/);
    assert.match((await toldIn('zh-CN')) ?? '', /从未/);

    await refreshStatistics(gate.db);
    assert.equal(await toldIn('en'), undefined);
    await gate.db.writer.raw('drop table sqlite_stat1');
    assert.match((await toldIn('en')) ?? '', /never counted/);
  });

  if (ENGINES.includes('mysql')) {
    it('is nothing on MariaDB, which counts by itself, and a warning where that is switched off', async () => {
      await open('mysql');
      assert.equal(await toldIn('en'), undefined);

      await gate.db.writer.raw('set global innodb_stats_auto_recalc = off');
      try {
        assert.match((await toldIn('en')) ?? '', /innodb_stats_auto_recalc/);
        assert.match((await toldIn('zh-CN')) ?? '', /innodb_stats_auto_recalc.*关闭/);
      } finally {
        await gate.db.writer.raw('set global innodb_stats_auto_recalc = on');
      }
    });
  }
});
