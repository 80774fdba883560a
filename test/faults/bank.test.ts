import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { inLongRun } from '../support/long.ts';
import { checkBank } from './bank-checker.ts';
import { randomFrom } from './random.ts';

// A hundred thousand orders are run by hand: npx tsx test/faults/bank-checker.ts --engine mysql --orders 100000 --kills 20
const ORDERS = 2_000;
/** On MariaDB of the service and of the database in turn. */
const KILLS = 10;

describe('a bank of budget lines, used by several processes while the gate and its database are killed', () => {
  inLongRun('faults/kills.test.ts', () =>
    forEachEngine('locks', (engine) => {
      it('has not lost or made a fen, and keeps everything that it has acknowledged', async function () {
        this.timeout(1_800_000);
        this.slow(60_000);
        const random = randomFrom();
        console.log(`      seed ${random.seed}`);

        const report = await checkBank({
          ...{ engine, orders: ORDERS, kills: KILLS, random },
          ...{ clients: 2, lanes: 4, rederive: true },
        });

        assert.equal(report.driftFen, 0);
        assert.equal(report.kills.service + report.kills.database, KILLS);
        const { orders, transfers, machines, payments } = report;
        assert.ok(orders >= ORDERS && transfers > 0 && machines > 0 && payments > 0, 'hardly anything was tried');
      });
    }),
  );
});
