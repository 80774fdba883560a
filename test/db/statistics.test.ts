import assert from 'node:assert/strict';
import { inSnapshot, insertRows, inTransaction, listStoredTables } from '../../src/db/index.ts';
import { part } from '../../src/db/part.ts';
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
