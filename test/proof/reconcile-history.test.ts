import assert from 'node:assert/strict';
import type { Tx } from '../../src/db/index.ts';
import { describeReconciliationFault, reconcileGate } from '../../src/proof/reconcile/reconcile-gate.ts';
import { findAfter, livedGate, submitted } from '../orders/history/history-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';

type Change = (tx: Tx) => Promise<unknown>;

describe('reconciling what history is added up from', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = livedGate(engine);

    const found = (change: Change) => findAfter(here.gate, change, reconcileGate);
    async function assertFound(expected: readonly string[], change: Change): Promise<void> {
      const { unreconciled } = await found(change);
      assert.deepEqual(
        unreconciled.map(
          ({ check, subject, of, expected: should, found: is }) => `${check} ${subject} ${of} ${should} ${is}`,
        ),
        expected,
      );
    }
    const rowOf = (table: string, where: object) => here.gate.db.reader(table).where(where).first();

    it('finds every column of a purchase that splitting would add up otherwise, also of an amended and a classified order', async () => {
      const { approved, enlarged, classified } = here.lived;
      for (const where of [
        { order_id: approved, revision: 1 },
        { order_id: enlarged, revision: 2 },
        { order_id: classified, revision: 1 },
      ]) {
        const row = await rowOf('order_purchases', where);
        const of = `history order/${where.order_id} purchase/${row.purchase_key}`;
        const change = (columns: object) => (tx: Tx) => tx('order_purchases').where(where).update(columns);

        await assertFound([`${of} amountFen ${row.amount_fen} 1`], change({ amount_fen: 1 }));
        await assertFound([`${of} submittedOn ${row.submitted_on} 2020-01-01`], change({ submitted_on: '2020-01-01' }));
        await assertFound([`${of} siblingKey null X`], change({ sibling_key: 'X' }));
        await assertFound([`${of} agencyCode ${row.agency_code} X`], change({ agency_code: 'X' }));
        await assertFound(
          [
            `history order/${where.order_id} purchase/0 – 0`,
            `history order/${where.order_id} purchase/${row.purchase_key} ${row.purchase_key} –`,
          ],
          change({ purchase_key: '0' }),
        );
      }
    });

    it('finds the key by which sisters of one parent are added up', async () => {
      const parent = await openOffice(here.gate);
      const sister = await openOffice(here.gate, { parentCode: parent.agencyCode });
      const { id } = await submitted(sister, sister.order());
      const row = await rowOf('order_purchases', { order_id: id });
      assert.match(String(row.sibling_key), new RegExp(`^${parent.agencyCode}/`));

      await assertFound([`history order/${id} purchase/${row.purchase_key} siblingKey ${row.sibling_key} null`], (tx) =>
        tx('order_purchases').where({ order_id: id }).update({ sibling_key: null }),
      );
    });

    it('finds every column of a price that percentiles would be taken of otherwise', async () => {
      const where = { order_id: here.lived.approved, revision: 1, line: 1 };
      const row = await rowOf('order_prices', where);
      const of = `history order/${where.order_id} price/1`;
      const change = (columns: object) => (tx: Tx) => tx('order_prices').where(where).update(columns);

      await assertFound([`${of} unitPriceFen ${row.unit_price_fen} 1`], change({ unit_price_fen: 1 }));
      await assertFound([`${of} category ${row.category} server`], change({ category: 'server' }));
      await assertFound([`${of} region ${row.region} 110000`], change({ region: '110000' }));
      await assertFound([`${of} submittedOn ${row.submitted_on} 2020-01-01`], change({ submitted_on: '2020-01-01' }));
      await assertFound([`${of} 1 –`, `history order/${where.order_id} price/7 – 7`], change({ line: 7 }));
    });

    it('finds purchases and prices that were taken away, put in, or made those of a revision that does not stand', async () => {
      const where = { order_id: here.lived.approved, revision: 1 };
      for (const [table, word, key, other] of [
        ['order_purchases', 'purchase', 'purchase_key', '9'],
        ['order_prices', 'price', 'line', 9],
      ] as const) {
        const row = await rowOf(table, where);
        const of = `history order/${where.order_id} ${word}/`;

        await assertFound([`${of}${row[key]} ${row[key]} –`], (tx) => tx(table).where(where).delete());
        await assertFound([`${of}${row[key]} ${row[key]} –`], (tx) => tx(table).where(where).update({ revision: 2 }));
        await assertFound([`${of}${other} – ${other}`], (tx) => tx(table).insert({ ...row, [key]: other }));
      }
    });

    it('finds nothing where an agency has another parent and region since, and says what it found in both languages', async () => {
      const { agencyCode } = here.lived.office;
      await assertFound([], (tx) => tx('agencies').where({ code: agencyCode }).update({ region: '421001' }));

      const { unreconciled } = await found((tx) =>
        tx('order_prices').where({ order_id: here.lived.approved }).delete(),
      );
      const [one] = unreconciled;
      assert.ok(one);
      assert.match(describeReconciliationFault(one)['zh-CN'], /price\/1 应为 1，实为 –/);
      assert.match(describeReconciliationFault(one).en, /price\/1 should be 1 and is –/);
    });
  });
});
