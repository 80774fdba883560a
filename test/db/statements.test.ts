import assert from 'node:assert/strict';
import {
  affectedRows,
  caseOf,
  changeRows,
  inSnapshot,
  insertRows,
  inTransaction,
  padded,
  type Row,
  selectedRows,
  selectRows,
} from '../../src/db/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { databaseForEachTest } from '../support/opened.ts';

const lease = (index: number): Row => ({
  name: `lease-${index}`,
  holder: 'one',
  until_at: '2026-01-01T00:00:00.000Z',
});

const leases = (count: number): readonly Row[] => Array.from({ length: count }, (_, index) => lease(index));

/** Three columns, 30,000 bindings in a statement. */
const ROWS_IN_A_STATEMENT = 10_000;

describe('inserting rows', () => {
  forEachEngine('statements', (engine) => {
    const open = databaseForEachTest(engine);

    it('keeps a text with U+0000 as it is, or not at all', async () => {
      const cut = { ...lease(1), holder: 'one\u0000two' };
      const holders = async (): Promise<unknown> => inSnapshot(open.db, (tx) => tx('leases').pluck('holder'));

      if (engine === 'mysql') {
        await inTransaction(open.db, (tx) => insertRows(tx, 'leases', [cut]));
        assert.deepEqual(await holders(), ['one\u0000two']);
        return;
      }
      await assert.rejects(
        inTransaction(open.db, (tx) => insertRows(tx, 'leases', [cut])),
        /cannot be kept/,
      );
      await assert.rejects(
        inTransaction(open.db, (tx) => tx('leases').insert(cut)),
        /cannot be kept/,
      );
      assert.deepEqual(await holders(), []);
    });

    const countAfter = async (rows: readonly Row[]): Promise<number> => {
      await inTransaction(open.db, (tx) => insertRows(tx, 'leases', rows));
      const [answer] = await inSnapshot(open.db, (tx) => tx('leases').count({ rows: '*' }));
      return Number(answer?.rows);
    };

    for (const count of [0, 1, 501, ROWS_IN_A_STATEMENT, ROWS_IN_A_STATEMENT + 1, 25_000]) {
      it(`takes ${count} rows`, async () => assert.equal(await countAfter(leases(count)), count));
    }

    it('takes more text than one packet of MariaDB holds', async () => {
      const answer = 'x'.repeat(200_000);
      const rows = Array.from({ length: 120 }, (_, index) => ({
        key_hash: String(index).padStart(64, '0'),
        input_digest: '0'.repeat(64),
        status: 201,
        answer,
        created_at: '2026-01-01T00:00:00.000Z',
      }));

      await inTransaction(open.db, (tx) => insertRows(tx, 'idempotency_keys', rows));

      const sizes = await inSnapshot(open.db, (tx) => tx('idempotency_keys').select(tx.raw('length(answer) as size')));
      assert.deepEqual([sizes.length, ...new Set(sizes.map(({ size }) => Number(size)))], [120, answer.length]);
    });

    it('keeps Chinese, emoji and what looks like SQL as they are', async () => {
      const value = `正版软件 😀 '); drop table leases; -- \\ "`;

      await inTransaction(open.db, (tx) => insertRows(tx, 'gate_settings', [{ name: 'x', value, log_index: 1 }]));

      const [row] = await inSnapshot(open.db, (tx) => tx('gate_settings').select('value'));
      assert.equal(row?.value, value);
    });

    for (const count of [1, 2, 21]) {
      it(`keeps ${count} long texts as they are, also with quotes, backslashes and what looks like SQL`, async () => {
        const values = Array.from(
          { length: count },
          (_, index) => `${index} 正版 😀 '); -- \\ " ${'\\"'.repeat(2_000)}`,
        );
        const rows = values.map((value, index) => ({
          name: `x-${index}`,
          value,
          log_index: Number.MAX_SAFE_INTEGER - index,
        }));

        await inTransaction(open.db, (tx) => insertRows(tx, 'gate_settings', rows));

        const kept = await inSnapshot(open.db, (tx) => tx('gate_settings').orderBy('log_index', 'desc'));
        assert.deepEqual(kept, rows);
      });
    }

    it('leaves nothing of a batch of long texts in which one does not fit', async () => {
      const value = 'x'.repeat(5_000);
      const rows = ['a', 'b', 'c', 'a'].map((name) => ({ name, value, log_index: 1 }));

      await assert.rejects(inTransaction(open.db, (tx) => insertRows(tx, 'gate_settings', rows)));

      assert.deepEqual(await inSnapshot(open.db, (tx) => tx('gate_settings')), []);
    });

    it('keeps whole numbers up to the largest safe one', async () => {
      const log_index = Number.MAX_SAFE_INTEGER;

      await inTransaction(open.db, (tx) => insertRows(tx, 'gate_settings', [{ name: 'x', value: '', log_index }]));

      const [row] = await inSnapshot(open.db, (tx) => tx('gate_settings').select('log_index'));
      assert.equal(row?.log_index, log_index);
    });

    it('leaves nothing of a batch in which one row does not fit', async () => {
      const twice = inTransaction(open.db, (tx) =>
        insertRows(tx, 'leases', [...leases(ROWS_IN_A_STATEMENT), lease(0)]),
      );

      await assert.rejects(twice);
      assert.equal(await countAfter([]), 0);
    });
  });
});

describe('a list of values for a statement', () => {
  it('is as long as the next power of two, so that a few statements serve every batch', () => {
    assert.deepEqual(padded([]), []);
    assert.deepEqual(padded(['a']), ['a']);
    assert.deepEqual(padded(['a', 'b', 'c']), ['a', 'b', 'c', 'c']);
  });

  it('stays as it is where it would come near the limit of an engine', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => index);

    assert.equal(padded(values).length, 20_000);
  });
});

describe('a statement of ours', () => {
  forEachEngine('statements', (engine) => {
    const open = databaseForEachTest(engine);

    it('reads rows and says how many it changed', async () => {
      const [changed, rows] = await inTransaction(open.db, async (tx) => {
        await insertRows(tx, 'gate_settings', [{ name: 'a', value: 'one', log_index: 1 }]);
        const update = await changeRows(tx, 'update gate_settings set value = ? where name = ?', ['two', 'a']);
        return [update, await selectRows(tx, 'select value, log_index from gate_settings where name = ?', ['a'])];
      });

      assert.deepEqual([changed, rows.map((row) => ({ ...(row as object) }))], [1, [{ value: 'two', log_index: 1 }]]);
    });

    it('is refused once its transaction has ended', async () => {
      const ended = await inTransaction(open.db, async (tx) => ({ tx }));

      await assert.rejects(changeRows(ended.tx, "delete from gate_settings where name = 'a'", []), /has ended/);
    });
  });
});

describe('one update over many accounts', () => {
  forEachEngine('statements', (engine) => {
    const open = databaseForEachTest(engine);

    it('gives each its own amount and says how many it found', async () => {
      const amounts = new Map([
        ['a', 5],
        ['b', 7],
        ['not-there', 9],
      ]);
      const amount = caseOf('name', amounts);

      const [changed, rows] = await inTransaction(open.db, async (tx) => {
        const settings = ['a', 'b', 'c'].map((name) => ({ name, value: '', log_index: 1 }));
        await insertRows(tx, 'gate_settings', settings);
        const sql = `update gate_settings set log_index = log_index + ${amount.sql} where name in (?, ?, ?)`;
        const answer = await tx.raw(sql, [...amount.bindings, ...amounts.keys()]);
        return [
          affectedRows(answer),
          selectedRows(await tx.raw('select name, log_index from gate_settings order by name')),
        ];
      });

      assert.equal(changed, 2);
      assert.deepEqual(
        rows.map((row) => ({ ...(row as object) })),
        [
          { name: 'a', log_index: 6 },
          { name: 'b', log_index: 8 },
          { name: 'c', log_index: 1 },
        ],
      );
    });

    it('counts a row that already has the value, so that a guard cannot be misread', async () => {
      const counts = await inTransaction(open.db, async (tx) => {
        await insertRows(tx, 'gate_settings', [{ name: 'a', value: 'same', log_index: 1 }]);
        const unchanged = await tx.raw("update gate_settings set value = 'same' where name = 'a'");
        const missed = await tx.raw("update gate_settings set value = 'same' where name = 'b'");
        return [affectedRows(unchanged), affectedRows(missed)];
      });

      assert.deepEqual(counts, [1, 0]);
    });
  });
});
