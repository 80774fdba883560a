import assert from 'node:assert/strict';
import { pino } from 'pino';
import { inSnapshot, isElsewhere } from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { plusMs, Refusal, systemClock } from '../../src/kernel/index.ts';
import { openClockGuard } from '../../src/log/index.ts';
import { sweepClearances } from '../../src/orders/batch/sweep-clearances-job.ts';
import { runGate } from '../cli/gate-command.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, type SettableClock, startGate, testClock } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';

describe('a clock that is set while the gate runs', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let clock: SettableClock;
    let gate: Gate;
    let office: Office;

    beforeEach(async () => {
      clock = testClock();
      gate = await startGate({ engine, clock });
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    const env = (): Record<string, string> => ({ DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir });
    const acceptClock = (...args: readonly string[]) =>
      runGate(['accept-clock', ...args], { env: env(), clock: clock.now, uptime: clock.uptime });

    it('ends no clearance and dates nothing: governed acts and sweeps wait until it is right again', async () => {
      const first = await office.submit(office.order());
      assert.equal(first.body.order.state, 'approved');

      clock.set({ days: 400 });
      const during = await office.submit(office.order());
      const { db, queue } = gate;
      const swept = await sweepClearances({ db, clock: clock.now, queue, mayGoOn: async () => true });
      clock.set({ days: -400 });
      const after = await office.submit(office.order());

      assert.deepEqual([during.status, during.body.code, swept], [503, 'gate.clock', 0]);
      assert.ok(during.headers['retry-after']);
      assert.match(during.body.text['zh-CN'], /拨快了 34560000 秒/);
      assert.match(during.body.text.en, /set forward by 34560000 s.*gate accept-clock/);
      assert.deepEqual([after.status, after.body.order.decidedAt], [201, clock.now()]);
      const again = await office.officer.get(`/v1/orders/${first.body.order.id}`);
      assert.equal(again.body.state, 'approved');
    });

    it('is doubted when it is set back, too, and by more than two minutes only', async () => {
      clock.set({ ms: -120_001 });
      const back = await office.submit(office.order());
      clock.set({ ms: 1 });
      const right = await office.submit(office.order());

      assert.deepEqual([back.status, back.body.code, right.status], [503, 'gate.clock', 201]);
      assert.match(back.body.text['zh-CN'], /拨慢/);
    });

    it('is believed when time has simply gone by', async () => {
      clock.advance({ days: 30 });

      assert.equal((await office.submit(office.order())).status, 201);
    });

    it('is believed when somebody at the machine says why in the log, from then on and no other', async () => {
      clock.set({ days: 2 });
      const without = await acceptClock();
      const accepted = await acceptClock('--reason', '电池更换后时间已校准');
      const taken = await office.submit(office.order());
      clock.set({ days: 2 });
      const again = await office.submit(office.order());

      assert.deepEqual([without.code, accepted.code, taken.status, again.status], [1, 0, 201, 503]);
      assert.equal(taken.body.order.decidedAt, plusMs(clock.now(), -2 * 86_400_000));
      const verified = await runGate(['verify'], { env: env() });
      assert.equal(verified.code, 0, verified.stdout);
    });

    it('keeps a gate from starting only when it is behind the log, until that is accepted', async () => {
      const start = (): Promise<{ close: () => Promise<void> }> =>
        openGate({ config: loadConfig(env()), logger: pino({ level: 'silent' }), clock: clock.now });
      clock.set({ days: 10 });
      await (await start()).close();
      clock.set({ days: -10, ms: -120_001 });

      await assert.rejects(start(), (error: unknown) => error instanceof Refusal && error.code === 'gate.clock');
      assert.equal((await acceptClock('--reason', '日志时间曾被拨快')).code, 0);
      await (await start()).close();
    });
  });
});

describe('a gate whose clock differs from the uptime of its machine', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    it('is not ready, though the database has the same clock', async () => {
      let seconds = 1_000;
      const gate = await startGate({
        engine,
        clock: { now: systemClock, advance: () => undefined, uptime: () => seconds },
      });

      const before = await gate.installer.get('/readyz');
      seconds += 600;
      const { status, body } = await gate.installer.get('/readyz');
      await gate.close();

      const names = body.checks.filter(({ ok }: { ok: boolean }) => !ok).map(({ name }: { name: string }) => name);
      assert.deepEqual([before.status, status, names], [200, 503, ['clock-jump']]);
    });
  });
});

describe('the clock of a database', () => {
  it('is another one where its address names another machine', () => {
    const urls = ['sqlite:gate.db', 'mysql://u:p@localhost/g', 'mysql://u:p@127.0.0.1:1/g', 'mysql://u:p@[::1]/g'];

    assert.deepEqual(urls.filter(isElsewhere), []);
    assert.equal(isElsewhere('mysql://u:p@db.example.gov.cn:3306/g'), true);
  });

  it('overrules the uptime when it agrees with the wall clock, and not when it does not', async () => {
    const clock = testClock();
    const gate = await startGate({ engine: 'sqlite', clock });
    let behindMs = 0;
    const timeElsewhere = async () => plusMs(clock.now(), -behindMs);
    const guard = openClockGuard({ clock: clock.now, uptime: () => 0, timeElsewhere });
    clock.set({ days: 1 });

    const agreed = await inSnapshot(gate.db, guard.findJump);
    behindMs = 120_001;
    const differing = await inSnapshot(gate.db, guard.findJump);
    await gate.close();

    assert.deepEqual([agreed, differing], [0, 86_400_000]);
  });
});
