import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { checkBank } from './bank-checker.ts';
import { randomFrom } from './random.ts';

// A hundred thousand orders are run by hand: npx tsx test/faults/bank-checker.ts --engine mysql --orders 100000 --kills 20
const ORDERS = 220;

describe('a bank of budget lines, used by several processes while the gate and its database are killed', () => {
  forEachEngine((engine) => {
    it('has not lost or made a fen, and keeps everything that it has acknowledged', async function () {
      this.timeout(180_000);
      this.slow(60_000);
      const random = randomFrom();
      console.log(`      seed ${random.seed}`);

      const report = await checkBank({
        ...{ engine, orders: ORDERS, kills: 2, random },
        ...{ clients: 2, lanes: 4, rederive: true },
      });

      assert.equal(report.driftFen, 0);
      assert.equal(report.kills.service + report.kills.database, 2);
      const { orders, transfers, machines, payments } = report;
      assert.ok(orders >= ORDERS && transfers > 0 && machines > 0 && payments > 0, 'hardly anything was tried');
    });
  });
});
