import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { systemClock } from '../../src/kernel/index.ts';
import { BUREAU, bureau } from '../agencies/agency-examples.ts';
import { freshDatabaseUrl, onOneEngine } from '../support/databases.ts';
import { size } from '../support/long.ts';
import { checkAgreement } from './check-promises.ts';
import { newDataDir, startGateProcess } from './gate-process-control.ts';

const KEY = 'gk_of_a_gate_that_is_killed_while_it_imports';
/** Nobody reads long here. */
const NO_READERS = { GATE_READERS: '0' };
const ROWS = size({ test: 3_000, long: 8_000 });

const FILE = [
  'agencyCode,category,assetNumber,serial,state',
  ...Array.from({ length: ROWS }, (_, at) => `${BUREAU},desktop,A-${at},SN-${at},in-use`),
].join('\n');

describe('a gate that is killed while it imports', () => {
  onOneEngine('what is left of an import that broke off is told on both by budget/import-pieces.test.ts', (engine) => {
    it('says so when it is back, and the same file ends what had begun, with a result for each row', async () => {
      const fresh = await freshDatabaseUrl(engine);
      const place = { databaseUrl: fresh.url, dataDir: newDataDir() };
      const start = () => startGateProcess({ ...place, bootstrapKey: KEY, now: systemClock(), env: NO_READERS });
      const client = (url: string) =>
        axios.create({ baseURL: url, headers: { Authorization: `Bearer ${KEY}` }, validateStatus: () => true });
      const send = (url: string) =>
        client(url).post('/v1/devices/import', FILE, { headers: { 'Content-Type': 'text/csv' } });
      const warningsOf = async (url: string): Promise<readonly string[]> => {
        const { data } = await client(url).get('/readyz');
        const names: string[] = data.checks.map(({ name }: { name: string }) => name);
        // On a busy machine the database may take too long for its check, and nothing else is asked then.
        if (names.length > 1) return names;
        await sleep(200);
        return warningsOf(url);
      };
      const before = await start();
      await client(before.url).post('/v1/agencies', bureau());

      const cut = send(before.url).catch(() => undefined);
      for (let seen = 0; seen === 0; await sleep(20)) {
        seen = (await client(before.url).get('/v1/devices?limit=1')).data.items.length;
      }
      await before.kill();
      await cut;
      const after = await start();
      const half = await warningsOf(after.url);
      const { data } = await send(after.url);
      const whole = await warningsOf(after.url);
      await after.stop();
      await checkAgreement(fresh.url, { rederive: false });
      await fresh.drop();

      assert.ok(half.includes('unfinished-imports'), `${half} ${data.created} ${data.unchanged}`);
      assert.ok(!whole.includes('unfinished-imports'), String(whole));
      assert.ok(data.unchanged >= 1_000 && data.created >= 1, JSON.stringify([data.unchanged, data.created]));
      assert.deepEqual([data.rows.length, data.created + data.unchanged, data.refused], [ROWS, ROWS, 0]);
    });
  });
});
