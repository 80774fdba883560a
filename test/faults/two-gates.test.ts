import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOWER_CAP } from '../backtests/backtest-support.ts';
import { BOOTSTRAP_KEY } from '../bench/world.ts';
import { openReceiver, type ReceiverStub } from '../connectors/receiver-stub.ts';
import { ENGINES } from '../support/databases.ts';
import * as given from '../support/given.ts';
import { inLongRun } from '../support/long.ts';
import { until } from '../support/until.ts';
import { checkAgreement } from './check-promises.ts';
import type { GateProcess } from './gate-process-control.ts';
import { assertAnswer, callerOf, isInsertUnderWay, type Pair, startPair } from './two-gates-support.ts';

const ORDERS = 40;
/** Longer than any lease. */
const PAST_A_LEASE_MS = 90_000;

if (ENGINES.includes('mysql')) {
  describe('two gates on two machines, with nothing in common but the database and the keys', () => {
    let pair: Pair;
    let receiver: ReceiverStub;
    before(async () => {
      receiver = await openReceiver();
      pair = await startPair({
        GATE_OUTBOUND_ALLOW: receiver.allowed,
        GATE_WEBHOOK_SECRET: 'the_secret_that_seals_secrets_of_webhooks',
      });
    });
    after(async () => {
      // Neither is there where the hook before has failed.
      await Promise.all([(pair as Pair | undefined)?.end(), (receiver as ReceiverStub | undefined)?.close()]);
    });

    const newOrder = (unitPrice = '4999.00') => {
      const [office] = pair.world.offices;
      assert.ok(office);
      return given.order({ ...office, unitPrice, order: { method: 'batch-centralized' } });
    };

    it('give back at the one, byte for byte, the evidence that was sent to the other', async () => {
      const [here, there] = [pair.one, pair.other].map(({ gate }) => callerOf(gate, BOOTSTRAP_KEY));
      const bytes = Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(2_500_000), Buffer.from(' %%EOF')]);
      const path = `/v1/evidence-files?agencyCode=${pair.world.offices[0]?.agencyCode}&name=x.pdf`;

      const sent = await here?.post(path, bytes, { headers: { 'Content-Type': 'application/pdf' } });
      const read = await there?.get(`/v1/evidence-files/${sent?.data.hash}/content`, { responseType: 'arraybuffer' });

      assert.deepEqual([sent?.status, read?.status], [201, 200]);
      assert.equal(Buffer.compare(Buffer.from(read?.data), bytes), 0);
      assert.deepEqual(await readdir(pair.other.dataDir), ['keys']);
    });

    it('read and amend at the one what was submitted at the other', async () => {
      const { key } = pair.world;
      const [here, there] = [callerOf(pair.one.gate, key), callerOf(pair.other.gate, key)];
      const order = newOrder();

      const submitted = await here.post('/v1/orders', order);
      const path = `/v1/orders/${submitted.data.order.id}`;
      const read = await there.get(path);
      const amendment = { ...order, justification: '改在另一台机器上' };
      const headers = { 'If-Match': read.headers.etag, 'Idempotency-Key': 'amended-at-the-other' };
      const amended = await there.post(`${path}/amendments`, amendment, { headers });
      const late = await here.post(`${path}/amendments`, order, { headers: { ...headers, 'Idempotency-Key': 'late' } });
      const after = await here.get(path);

      assert.deepEqual([submitted.status, amended.status, late.status], [201, 201, 412]);
      assert.deepEqual(read.data, submitted.data.order);
      assert.deepEqual([after.data, after.data.revision], [amended.data.order, 2]);
    });

    /** A back-test that has begun, and a receiver that is told of every decision from now on. */
    async function giveWork(): Promise<{ readonly backtest: string; readonly letGo: () => Promise<void> }> {
      const [installer, officer] = [BOOTSTRAP_KEY, pair.world.key].map((key) => callerOf(pair.one.gate, key));
      assert.ok(installer && officer);
      const orders = Array.from({ length: ORDERS }, () => newOrder());
      assertAnswer(await officer.post('/v1/orders/batch', { orders }), 200);
      const drafted = { changeNote: '测试草案', inForceFrom: '2026-07-01', parameters: [LOWER_CAP] };
      const { data } = await installer.post('/v1/rule-sets', drafted);
      const told = { label: '资产系统', url: receiver.url, types: ['order.decided'], grant: { region: '421000' } };
      assertAnswer(await installer.post('/v1/webhook-endpoints', told), 201);
      const letGo = await pair.holdBack('backtest_changes');
      const asked = { ruleSet: data.ruleSet.number, from: '2026-06-01', until: '2026-06-30' };
      const begun = await installer.post('/v1/backtests', asked);
      assertAnswer(begun, 202);
      return { backtest: begun.data.id, letGo };
    }

    /**
     * Frozen while a message of its is on the way, and within the transaction that keeps what a back-test has found; answers
     * how often it has begun to send it. There is no more than the one message, so that none is half sent: what it waits for
     * too long, on either side, it begins anew, until it is frozen while it waits for both.
     */
    async function freezeAtWork(letGo: () => Promise<void>): Promise<number> {
      let answer = (): void => undefined;
      const held = new Promise<number>((resolve) => {
        answer = () => resolve(204);
      });
      receiver.treat = () => held;
      await submitAt(pair.one.gate);
      const isAtWork = async (): Promise<boolean> =>
        receiver.calls() > (await noted(false)).length && (await isInsertUnderWay(pair.db, 'backtest_changes'));
      await until('the one is frozen at work', async () => {
        if (!(await isAtWork())) return false;
        pair.one.gate.freeze();
        if (await isAtWork()) return true;
        pair.one.gate.thaw();
        return false;
      });
      const begun = receiver.calls();
      receiver.treat = () => 204;
      answer();
      await letGo();
      return begun;
    }

    const submitAt = async (gate: GateProcess): Promise<void> =>
      assertAnswer(await callerOf(gate, pair.world.key).post('/v1/orders', newOrder()), 201);
    const toldOf = () => receiver.taken.map(({ headers }) => String(headers['webhook-id']));
    const noted = async (isDelivered: boolean): Promise<readonly number[]> => {
      const rows: { log_index: number; outcome: string }[] = await pair.db.reader('deliveries');
      return rows.filter(({ outcome }) => (outcome === 'delivered') === isDelivered).map((row) => row.log_index);
    };

    inLongRun('backtests/backtests-races.test.ts', () =>
      it('do nothing twice when the one freezes at work for longer than its leases and wakes again', async function () {
        this.slow(140_000).timeout(300_000);
        const { one, db, databaseUrl } = pair;
        // So that it is the first that takes the work.
        await pair.other.gate.stop();
        const { backtest, letGo } = await giveWork();
        const begun = await freezeAtWork(letGo);

        const other = await pair.startOther();
        await sleep(PAST_A_LEASE_MS);
        await until('the other has finished the back-test', async () => {
          const { data } = await callerOf(other, BOOTSTRAP_KEY).get(`/v1/backtests/${backtest}`);
          return data.state === 'finished';
        });
        for (let at = 0; at < 2; at += 1) await submitAt(other);
        await until('the other has told everything', async () => (await noted(true)).length === 3);
        one.gate.thaw();
        await until('the one has seen that it came too late', async () => (await noted(false)).length === begun);
        await submitAt(one.gate);
        await submitAt(other);
        await until('the last orders are told of', async () => (await noted(true)).length === 5);
        await Promise.all([one.gate.stop(), other.stop()]);

        const finished = await db.reader('log_leaves').where({ type: 'backtest.finished' });
        const changes = await db.reader('backtest_changes').where({ backtest_id: backtest });
        // With the two decisions on the order that was amended.
        assert.deepEqual([finished.length, changes.length], [1, ORDERS + 2]);
        // What was on the way is told again, with the same id, and nothing else is.
        assert.deepEqual([toldOf().length, new Set(toldOf()).size], [5 + begun, 5]);
        assert.equal(new Set(toldOf().slice(0, begun + 1)).size, 1);
        assert.equal(new Set(await noted(true)).size, 5);
        // Frozen for long, it has waited too long for the answer; in any case that counts no more.
        assert.equal((await noted(false)).length, begun);
        await checkAgreement(databaseUrl, { rederive: true });
      }),
    );
  });
}
