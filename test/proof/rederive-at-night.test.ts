import assert from 'node:assert/strict';
import { wallClockOf } from '../../src/kernel/index.ts';
import { backlogNow, rederiveInBackground } from '../../src/proof/rederive/rederive-job.ts';
import { forEachEngine } from '../support/databases.ts';
import { startGate, testClock } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

forEachEngine('statements', (engine) => {
  describe('deriving anew on a gate where somebody always waits', () => {
    it('takes what has no priority between one and five at night, so that it is derived at all', async () => {
      const gate = await startGate({ engine, clock: testClock() });
      const office = await openOffice(gate);
      const derive = async (): Promise<void> => {
        await rederiveInBackground({
          ...{ db: gate.db, deps: gate.deps, isIdle: () => false, mayGoOn: async () => true },
          ...{ onDisagreement: () => assert.fail(), onUnreadable: () => assert.fail() },
          // So far behind that only what matters most is judged at once.
          ...{ onOtherFacts: () => assert.fail(), judgedBacklogMax: 0 },
        });
      };

      const seen: [string, number][] = [];
      for (const hours of [15, 1, 4, 1]) {
        gate.clock.advance({ ms: hours * 3_600_000 });
        await office.submit(office.order());
        await derive();
        seen.push([wallClockOf(gate.clock.now()).slice(11, 16), (await backlogNow(gate.db))['rederive-all']]);
      }
      const { length: noted } = await gate.db.reader('rederivations');
      await gate.close();

      const [evening = 0, night, morning = 0, day = 0] = seen.map(([, left]) => left);
      assert.deepEqual(
        seen.map(([time]) => time),
        ['00:00', '01:00', '05:00', '06:00'],
      );
      assert.ok(evening > 0 && night === 0 && morning > 0 && day > morning);
      assert.ok(noted >= 2);
    });
  });
});
