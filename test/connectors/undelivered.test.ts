import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTransaction } from '../../src/db/index.ts';
import { governed, keyFolder, recordSigningKey } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { type Administrators, administratorsOf, deliveriesOf } from './connector-support.ts';
import { type CallingPlatform, connectPlatform } from './platform-support.ts';
import { openReceiver, type ReceiverStub, type Treatment } from './receiver-stub.ts';

forEachEngine('statements', (engine) => {
  describe('what a receiver does not take', () => {
    let gate: Gate;
    let office: Office;
    let stub: ReceiverStub;
    let both: Administrators;
    let platform: CallingPlatform;

    before(async () => {
      stub = await openReceiver();
      gate = await startGate({ engine, clock: testClock(), env: { GATE_OUTBOUND_ALLOW: stub.allowed } });
      office = await openOffice(gate, { region: '421000' });
      both = await administratorsOf(gate);
    });
    after(async () => {
      await gate.close();
      await stub.close();
    });
    beforeEach(async () => {
      platform = await connectPlatform(gate, both, { url: stub.url });
      stub.treat = () => 204;
      stub.taken.length = 0;
    });
    afterEach(() => endPlatform(platform.id));

    const endPlatform = async (id: string) => {
      const read = await both.system.get(`/v1/platforms/${id}`);
      const event = { effectiveOn: gate.clock.now().slice(0, 10), reason: '测试结束', changes: { active: false } };
      await both.together(`/v1/platforms/${id}/events`, event, { 'if-match': etagIn(read) });
    };
    const cleared = async () => {
      const { body } = await office.submit(office.order());
      assert.equal(body.decision.outcome, 'approved', JSON.stringify(body.decision?.findings));
      return String(body.order.id);
    };
    const withdraw = async (id: string) => {
      const read = await office.officer.get(`/v1/orders/${id}`);
      const headers = { 'if-match': etagIn(read) };
      const { status } = await office.officer.post(`/v1/orders/${id}/withdrawal`, { reason: '不再需要' }, headers);
      assert.equal(status, 200);
    };
    const alarms: string[] = [];
    const errors: unknown[] = [];
    const tell = () =>
      deliveriesOf(gate, [stub.allowed], {
        onFailing: ({ id }, reason) => alarms.push(`${id} ${reason}`),
        onError: (error) => errors.push(error),
      }).deliverDue();
    const standing = async (path = `/v1/platforms/${platform.id}`) =>
      (await both.system.get(`${path}/deliveries`)).body.state;
    const told = () => stub.taken.map(({ body }) => JSON.parse(body)).map(({ type, subject }) => [type, subject]);
    const refusing = (orderId: string, treatment: Treatment) => {
      stub.treat = ({ body }) => (body.includes(orderId) ? treatment : 204);
    };

    it('waits, while others are told, and comes as soon as it is taken', async () => {
      const refused = await cleared();
      refusing(refused, 422);
      await tell();
      const others = [await cleared(), await cleared()];
      await tell();
      const before = await standing();
      gate.clock.advance({ ms: 5_000 });
      stub.treat = () => 204;
      await tell();

      const subjects = told().map(([, subject]) => subject);
      assert.deepEqual(subjects.slice(0, 2).toSorted(), others.map((id) => `order/${id}`).toSorted());
      assert.deepEqual(subjects.slice(2), [`order/${refused}`]);
      assert.deepEqual([before.failures, before.nextAttemptAt], [0, null]);
      assert.deepEqual(
        before.undelivered.map((leaf: Record<string, unknown>) => [leaf.failures, leaf.status]),
        [[1, 422]],
      );
      assert.ok(!JSON.stringify(before).includes(refused), 'whoever connects systems learns of no order');
      assert.deepEqual((await standing()).undelivered, []);
    });

    it('holds back what came later of the same order, so that its end never comes before it', async () => {
      const refused = await cleared();
      refusing(refused, 400);
      await tell();
      await withdraw(refused);
      await tell();
      const before = await standing();
      gate.clock.advance({ ms: 5_000 });
      stub.treat = () => 204;
      await tell();

      assert.equal(before.undelivered.length, 2);
      assert.deepEqual(told(), [
        ['order.decided', `order/${refused}`],
        ['order.withdrawn', `order/${refused}`],
      ]);
    });

    it('holds up nobody else either when it makes the platform fail, and not only refuse', async () => {
      const poison = await cleared();
      const others = [await cleared(), await cleared()];
      refusing(poison, 500);
      await tell();
      const { failures, undelivered } = await standing();

      assert.deepEqual(told().toSorted(), others.map((id) => ['order.decided', `order/${id}`]).toSorted());
      assert.deepEqual([failures, undelivered.length, undelivered[0].status], [0, 1, 500]);
    });

    it('is tried again with longer and longer pauses, and people are told', async () => {
      const refused = await cleared();
      refusing(refused, 422);
      alarms.length = 0;
      const pauses: number[] = [];
      for (let n = 0; n < 10; n += 1) {
        await tell();
        const [leaf] = (await standing()).undelivered;
        pauses.push(Date.parse(leaf.nextAttemptAt) - Date.parse(gate.clock.now()));
        await tell();
        gate.clock.advance({ ms: pauses.at(-1) ?? 0 });
      }
      const { isFailing, undelivered } = await standing();
      const metrics = await gate.registry.metrics();

      assert.equal(undelivered[0].failures, 10);
      assert.ok((pauses[0] ?? 0) <= 5_000, String(pauses));
      assert.ok((pauses.at(-1) ?? 0) >= 675_000 && (pauses.at(-1) ?? 0) <= 900_000, String(pauses));
      assert.deepEqual([isFailing, alarms], [true, [`${platform.id} 422`]]);
      assert.match(metrics, /gate_receivers_failing 1\n/);
      assert.match(metrics, /gate_undelivered_leaves 1\n/);
    });

    it('hides no outage that begins after it was refused for long, and counts anew when it is to be tried again', async () => {
      const refused = await cleared();
      const alarmsOf = async (treatment: Treatment) => {
        refusing(treatment === 422 ? refused : '', treatment);
        alarms.length = 0;
        for (let n = 0; n < 6; n += 1) {
          await tell();
          gate.clock.advance({ ms: 900_000 });
        }
        return [...alarms];
      };
      const first = await alarmsOf(422);
      await cleared();
      const outage = await alarmsOf(503);
      await both.system.post(`/v1/platforms/${platform.id}/resumption`, { reason: '对方已修复' });
      const { isFailing } = await standing();

      assert.deepEqual([first, outage], [[`${platform.id} 422`], [`${platform.id} 503`]]);
      assert.deepEqual([isFailing, await alarmsOf(422)], [false, [`${platform.id} 422`]]);
    });

    it('is tried at once when somebody says so, and told again with the rest from an earlier leaf on', async () => {
      const refused = await cleared();
      const other = await cleared();
      refusing(refused, 409);
      await tell();
      stub.treat = () => 204;
      const path = `/v1/platforms/${platform.id}/resumption`;
      await both.system.post(path, { reason: '对方已修复' });
      await tell();
      const { nextIndex } = await standing();
      const [first] = stub.taken.map(({ body }) => JSON.parse(body).data.index).toSorted((a, b) => a - b);
      await both.system.post(path, { from: first, reason: '对方要求补发' });
      await tell();

      const subjects = told().map(([, subject]) => subject);
      assert.deepEqual(subjects.slice(0, 2), [`order/${other}`, `order/${refused}`]);
      assert.deepEqual(subjects.slice(2).toSorted(), [`order/${other}`, `order/${refused}`].toSorted());
      assert.ok(first < nextIndex);
    });

    it('is told again from where somebody said, although others were being told at that very moment', async () => {
      const orders = [await cleared(), await cleared()];
      await tell();
      const [first] = stub.taken.map(({ body }) => JSON.parse(body).data.index).toSorted((a, b) => a - b);
      orders.push(await cleared());
      stub.taken.length = 0;
      stub.treat = async () => {
        stub.treat = () => 204;
        await both.system.post(`/v1/platforms/${platform.id}/resumption`, { from: first, reason: '对方要求补发' });
        return 204;
      };

      await tell();
      const { body } = await both.system.get(`/v1/platforms/${platform.id}/deliveries`);
      await tell();

      assert.deepEqual([body.items[0].outcome, body.state.nextIndex], ['repeated', first]);
      const subjects = told().map(([, subject]) => subject);
      assert.deepEqual(subjects.slice(0, 1), [`order/${orders[2]}`]);
      assert.deepEqual(subjects.slice(1).toSorted(), orders.map((id) => `order/${id}`).toSorted());
    });

    it('is never passed over', async () => {
      await cleared();
      stub.treat = () => 503;
      await tell();
      const { nextIndex } = await standing();

      const answer = await both.system.post(`/v1/platforms/${platform.id}/resumption`, {
        from: nextIndex + 1,
        reason: '跳过',
      });

      assert.deepEqual(
        [answer.status, answer.body.code, answer.body.errors[0].pointer],
        [422, 'receiver.not_told', '/from'],
      );
    });

    it('makes pauses no longer while a receiver takes other things', async () => {
      const endpoint = { label: '资产系统', url: stub.url, types: ['order.decided'], grant: { region: '421000' } };
      const { result } = await both.together('/v1/webhook-endpoints', endpoint);
      const path = `/v1/webhook-endpoints/${result.body.id}`;
      await endPlatform(platform.id);
      const failures: number[] = [];
      for (let n = 0; n < 3; n += 1) {
        const [taken, failing] = [await cleared(), await cleared()];
        stub.treat = ({ body }) => (body.includes(failing) && !body.includes(taken) ? 503 : 204);
        await tell();
        failures.push((await standing(path)).failures);
        gate.clock.advance({ ms: 5_000 });
      }
      const read = await both.system.get(path);
      const event = { effectiveOn: gate.clock.now().slice(0, 10), reason: '测试结束', changes: { active: false } };
      await both.together(`${path}/events`, event, { 'if-match': etagIn(read) });
      await both.together(
        `/v1/platforms/${platform.id}/events`,
        { ...event, changes: { active: true } },
        { 'if-match': etagIn(await both.system.get(`/v1/platforms/${platform.id}`)) },
      );

      assert.deepEqual(failures, [1, 1, 1]);
    });

    it('is left for as long as the receiver asks, a quarter of an hour at most', async () => {
      await cleared();
      const asked: number[] = [];
      for (const retryAfter of ['120', '86400', new Date(Date.parse(gate.clock.now()) + 60_000).toUTCString()]) {
        stub.treat = () => 429;
        stub.headers = { 'retry-after': retryAfter };
        await tell();
        const { nextAttemptAt } = await standing();
        asked.push(Math.ceil((Date.parse(nextAttemptAt) - Date.parse(gate.clock.now())) / 1_000));
        await both.system.post(`/v1/platforms/${platform.id}/resumption`, { reason: '重试' });
      }
      stub.headers = {};

      assert.deepEqual(asked, [120, 900, 60]);
    });

    it('may be a message that the gate cannot make: then it pauses, says why, and goes on when it can', async () => {
      const { kid } = (await gate.nobody.get('/v1/webhook-keys')).body.items.at(-1);
      const pem = join(gate.dataDir, 'keys', `webhook-${kid}.pem`);
      const order = await cleared();
      const kept = readFileSync(pem);
      rmSync(pem);
      errors.length = 0;

      await tell();
      await tell();
      const { body } = await both.system.get(`/v1/platforms/${platform.id}/deliveries`);
      writeFileSync(pem, kept);
      gate.clock.advance({ ms: 5_000 });
      await tell();

      assert.equal(errors.length, 1);
      assert.deepEqual([body.state.failures, body.items[0].error, body.items[0].attempt], [1, 'not-made', 1]);
      assert.deepEqual(told(), [['order.decided', `order/${order}`]]);
    });

    it('is signed with the key before while this process has not yet got the file of the new one', async () => {
      const key = keyFolder(`${gate.dataDir}-elsewhere`).make('webhook');
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, async (entry) => {
          const about = { purpose: 'webhook', key, by: null, isReplacedCompromised: false, reason: '测试' } as const;
          recordSigningKey(entry, about);
        }),
      );
      rmSync(`${gate.dataDir}-elsewhere`, { recursive: true });
      const order = await cleared();

      await tell();

      assert.deepEqual(told(), [['order.decided', `order/${order}`]]);
    });
  });
});
