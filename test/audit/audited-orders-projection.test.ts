import assert from 'node:assert/strict';
import { inSnapshot, inTrial, type Tx } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { catchUp } from './audit-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('verifying what samples are drawn of', () => {
    let gate: Gate;
    let orderId: string;
    before(async () => {
      gate = await startGate({ engine });
      const office = await openOffice(gate);
      orderId = (await office.submit(office.order())).body.order.id;
      await office.submit(office.order());
      await catchUp(gate);
      // Not read by the job yet, and so not missing.
      await office.submit(office.order());
    });
    after(() => gate.close());

    const verify = async (tx: Tx) => {
      const { differences } = await verifyLog(tx, { parse: parseLeaf, projections: await allProjections() });
      return differences.map(({ table, key, kind, field }) => [table, key, kind, field]);
    };
    const foundAfter = (change: (tx: Tx) => Promise<unknown>) =>
      inTrial(gate.db, async (tx) => {
        await change(tx);
        return verify(tx);
      });

    it('finds nothing where nobody has touched it', async () => {
      assert.deepEqual(await inSnapshot(gate.db, verify), []);
    });

    it('names an order that was taken out, moved to another agency or day, scored otherwise, or made up', async () => {
      const rows = (tx: Tx) => tx('audited_orders').where({ order_id: orderId });
      const made = { order_id: 'ord_made_up', agency_code: '11421000MB1234562Q', submitted_at: gate.clock.now() };

      assert.deepEqual(await foundAfter((tx) => rows(tx).delete()), [['audited_orders', orderId, 'no-row', null]]);
      assert.deepEqual(await foundAfter((tx) => rows(tx).update({ agency_code: '11421000011223357R' })), [
        ['audited_orders', orderId, 'differs', 'agency_code'],
      ]);
      assert.deepEqual(await foundAfter((tx) => rows(tx).update({ submitted_at: '2020-01-01T00:00:00.000Z' })), [
        ['audited_orders', orderId, 'differs', 'submitted_at'],
      ]);
      for (const field of ['score', 'lot_group']) {
        for (const value of [null, 7]) {
          const found = await foundAfter((tx) => rows(tx).update({ [field]: value }));
          assert.deepEqual(found, [['audited_orders', orderId, 'differs', field]]);
        }
      }
      assert.deepEqual(await foundAfter((tx) => tx('audited_orders').insert({ ...made, log_index: 1 })), [
        ['audited_orders', 'ord_made_up', 'no-leaf', null],
      ]);
    });
  });
});
