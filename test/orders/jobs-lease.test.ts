import assert from 'node:assert/strict';
import { leadJob, withLease } from '../../src/db/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { testClock } from '../support/gate.ts';
import { databaseForEachTest } from '../support/opened.ts';
import { until } from '../support/until.ts';

describe('a lease', () => {
  forEachEngine('statements', (engine) => {
    const opened = databaseForEachTest(engine);
    const clock = testClock();
    const wish = (holder: string, name = 'sweep') => ({ name, holder, clock: clock.now, seconds: 60 });
    const led = async (holder: string, name = 'sweep'): Promise<boolean> =>
      (await withLease(opened.db, wish(holder, name), async () => 'done')).isLeader;

    it('lets one holder work and tells the others no, each name for itself', async () => {
      const seen = await withLease(opened.db, wish('one'), async () => [await led('two'), await led('two', 'other')]);

      assert.deepEqual(seen, { isLeader: true, result: [false, true] });
    });

    it('is free again as soon as the work is done, also when it failed', async () => {
      const broken = new Error('broken');
      await assert.rejects(
        withLease(opened.db, wish('one'), () => Promise.reject(broken)),
        broken,
      );

      assert.equal(await led('two'), true);
      assert.equal(await led('one'), true);
    });

    it('tells why the work failed, also where it cannot be given back', async () => {
      const broken = new Error('broken');

      const work = withLease(opened.db, wish('one'), async () => {
        await opened.db.writer.schema.renameTable('leases', 'leases_away');
        throw broken;
      });

      await assert.rejects(work, broken);
      await opened.db.writer.schema.renameTable('leases_away', 'leases');
    });

    it('goes to another when its time has run out, and not a moment earlier', async () => {
      await withLease(opened.db, wish('killed'), async ({ extend }) => {
        clock.advance({ ms: 59_999 });
        assert.equal(await led('two'), false);
        clock.advance({ ms: 1 });

        const taken = await withLease(opened.db, wish('two'), async () => extend());

        assert.deepEqual(taken, { isLeader: true, result: false });
      });
    });

    it('lasts longer when it is extended', async () => {
      await withLease(opened.db, wish('one'), async ({ extend }) => {
        clock.advance({ ms: 59_000 });
        assert.equal(await extend(), true);
        clock.advance({ ms: 59_000 });

        assert.equal(await led('two'), false);
      });
    });

    it('is not given back by a holder that has lost it', async () => {
      await withLease(opened.db, wish('slow'), async () => {
        clock.advance({ ms: 60_000 });
        await opened.db.writer('leases').update({ holder: 'two', until_at: '2099-01-01T00:00:00.000Z' });
      });

      assert.equal(await led('three'), false);
      assert.equal(await led('two'), true);
    });

    it('is asked for again by a job whose machine has slept, before it works on', async () => {
      const lead = (holder: string): Promise<unknown> => {
        const parts = { db: opened.db, clock: clock.now, holder, signal: new AbortController().signal };
        return leadJob(parts, 'sweep', async (mayGoOn) => {
          assert.equal(await mayGoOn(), true);
          // The clock of the process stands still meanwhile.
          clock.advance({ ms: 60_000 });
          if (holder === 'asleep') assert.deepEqual(await lead('awake'), { isLeader: true, result: true });
          return mayGoOn();
        });
      };

      assert.deepEqual(await lead('asleep'), { isLeader: true, result: false });
    });

    it('goes to exactly one of twenty that ask at once', async () => {
      let leaders = 0;
      let answers = 0;
      const asking = Array.from({ length: 20 }, (_, index) =>
        withLease(opened.db, wish(`holder-${index}`), async () => {
          leaders += 1;
          await until('the others have their answer', () => answers === 19);
        }).finally(() => {
          answers += 1;
        }),
      );

      const led = (await Promise.all(asking)).filter(({ isLeader }) => isLeader);

      assert.equal(led.length, 1);
      assert.equal(leaders, 1);
    });
  });
});
