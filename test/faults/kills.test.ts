import assert from 'node:assert/strict';
import { ENGINES, onOneEngine } from '../support/databases.ts';
import { inLongRun, size } from '../support/long.ts';
import { killDatabase } from './kill-database.ts';
import { killGate } from './kill-service.ts';
import { randomFrom } from './random.ts';

// Ten kills and more are run by hand: npx tsx test/faults/kill-service.ts --engine mysql --kills 10 --seed 1
const CLIENTS = 4;
const KILLS = size({ test: 1, long: 10 });

describe('kill -9 of the gate under load', () => {
  onOneEngine('what a killed gate leaves on MariaDB is what a stop in the middle leaves', (engine) => {
    it('loses nothing that was acknowledged, and verify, reconcile and rederive agree', async function () {
      this.slow(40_000);
      const random = randomFrom();
      console.log(`      seed ${random.seed}`);

      const report = await killGate({ engine, kills: KILLS, random, clients: CLIENTS, loadMsMax: 400 });

      assert.ok(report.acknowledged > 0, 'nothing was acknowledged, so nothing was tried');
      assert.ok(Number(report.rederived) > 0);
    });
  });
});

if (ENGINES.includes('mysql')) {
  inLongRun('faults/database-away.test.ts', () =>
    describe('kill -9 of MariaDB under a loaded gate', () => {
      it('is answered by 503 meanwhile, loses nothing that was acknowledged, and is over by itself', async function () {
        this.slow(40_000);
        const random = randomFrom();
        console.log(`      seed ${random.seed}`);

        const report = await killDatabase({ kills: KILLS, random, clients: CLIENTS, loadMsMax: 400, awayMsMax: 500 });

        assert.ok(report.acknowledged > 0, 'nothing was acknowledged, so nothing was tried');
        assert.ok(report.unavailable > 0, 'nobody noticed that the database was away');
      });
    }),
  );
}
