import assert from 'node:assert/strict';
import { openOutbound } from '../../src/connectors/receivers/outbound.ts';
import { allowedHostOf } from '../../src/connectors/receivers/outbound-address.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyWebhook } from '../../src/kernel/verify-webhook.ts';
import { verifyLog } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { until } from '../support/until.ts';
import { type Administrators, administratorsOf, deliveriesOf, WEBHOOK_SECRET } from './connector-support.ts';
import { openReceiver, type ReceiverStub } from './receiver-stub.ts';

/** Longer than any test. */
const NEVER = 3_600_000;

forEachEngine('statements', (engine) => {
  describe('webhooks', () => {
    let gate: Gate;
    let office: Office;
    let receiver: ReceiverStub;
    let both: Administrators;

    before(async () => {
      receiver = await openReceiver();
      gate = await startGate({
        engine,
        clock: testClock(),
        env: { GATE_OUTBOUND_ALLOW: receiver.allowed, GATE_WEBHOOK_SECRET: WEBHOOK_SECRET },
      });
      office = await openOffice(gate, { region: '421000' });
      both = await administratorsOf(gate);
    });
    after(async () => {
      await gate.close();
      await receiver.close();
    });
    const open: string[] = [];
    afterEach(async () => {
      for (const id of open.splice(0)) await end(id);
    });
    beforeEach(() => {
      receiver.taken.length = 0;
      receiver.treat = () => 204;
    });

    const creation = (own: object = {}) => ({
      ...{ label: '资产系统', url: receiver.url, types: ['order.decided'], grant: { region: '421000' } },
      ...own,
    });
    const made = async (own: object = {}) => {
      const { draft, result } = await both.together('/v1/webhook-endpoints', creation(own));
      open.push(String(result.body.id));
      return { id: String(result.body.id), secret: String(draft.body.told.secret) };
    };
    const end = async (id: string) => {
      const read = await both.system.get(`/v1/webhook-endpoints/${id}`);
      const event = { effectiveOn: gate.clock.now().slice(0, 10), reason: '测试结束', changes: { active: false } };
      await both.together(`/v1/webhook-endpoints/${id}/events`, event, { 'if-match': etagIn(read) });
    };
    const tell = () => deliveriesOf(gate, [receiver.allowed]).deliverDue();

    it('are made by two administrators; the secret is told to the drafter, once, and kept sealed', async () => {
      const { id, secret } = await made();
      const { body } = await both.system.get(`/v1/webhook-endpoints/${id}`);
      const rows = JSON.stringify([
        await gate.db.reader('webhook_endpoints'),
        await gate.db.reader('webhook_secrets'),
        await gate.db.reader('log_leaves').select('bytes'),
        await gate.db.reader('proposals'),
      ]);

      assert.match(secret, /^whsec_/);
      assert.equal(body.secrets.length, 1);
      assert.equal(JSON.stringify(body).includes(secret), false);
      assert.equal(rows.includes(secret.slice('whsec_'.length)), false);
    });

    it('tell what happened after they were made, signed, in the order of the log, and once', async () => {
      const { secret } = await made();
      const orders = [];
      for (let n = 0; n < 3; n += 1) orders.push((await office.submit(office.order())).body);

      await tell();
      await tell();

      const { body: keys } = await gate.nobody.get('/v1/webhook-keys');
      const events = receiver.taken.map(({ body }) => JSON.parse(body));
      assert.deepEqual(
        events.map(({ type, subject }) => [type, subject]),
        orders.map(({ order }) => ['order.decided', `order/${order.id}`]),
      );
      for (const [place, { headers, body }] of receiver.taken.entries()) {
        const event = events[place];
        const options = { clock: gate.clock.now };
        assert.deepEqual([event.specversion, event.id, event.source], ['1.0', headers['webhook-id'], gate.deps.origin]);
        assert.deepEqual(event.data, { index: orders[place]?.decision.log.index, agency: office.agencyCode });
        assert.equal(headers['content-type'], 'application/cloudevents+json');
        assert.equal(verifyWebhook(headers, body, secret, options).isGenuine, true);
        assert.equal(verifyWebhook(headers, body, keys.items[0].publicKey, options).isGenuine, true);
        assert.equal(verifyWebhook(headers, `${body} `, [secret, keys.items[0].publicKey], options).isGenuine, false);
      }
    });

    it('have an id that no other leaf has, not even the one that takes its place after a restored backup', async () => {
      await made();
      const { body } = await office.submit(office.order());
      const { index } = body.decision.log;

      await tell();

      const leaf = await gate.db.reader('log_leaves').where({ log_index: index }).first();
      assert.deepEqual(
        receiver.taken.map(({ headers }) => headers['webhook-id']),
        [`${gate.deps.origin}/${index}/${leaf.leaf_hash.slice(0, 16)}`],
      );
    });

    it('try again what failed, with longer and longer pauses, and tell the same id', async () => {
      const { id } = await made();
      await office.submit(office.order());
      await office.submit(office.order());
      receiver.treat = () => 503;

      const pauses: number[] = [];
      for (let n = 0; n < 12; n += 1) {
        await tell();
        const { body } = await both.system.get(`/v1/webhook-endpoints/${id}/deliveries?limit=1`);
        pauses.push(Date.parse(body.state.nextAttemptAt) - Date.parse(gate.clock.now()));
        gate.clock.advance({ ms: pauses.at(-1) ?? 0 });
      }
      const failing = await gate.registry.getSingleMetricAsString('gate_receivers_failing');
      receiver.treat = () => 204;
      await tell();

      assert.ok((pauses[0] ?? 0) <= 5_000 && (pauses[0] ?? 0) > 3_000, String(pauses));
      assert.ok((pauses.at(-1) ?? 0) <= 900_000 && (pauses.at(-1) ?? 0) >= 675_000, String(pauses));
      assert.match(failing, /gate_receivers_failing 1/);
      assert.equal(receiver.taken.length, 2);
      const { body } = await both.system.get(`/v1/webhook-endpoints/${id}/deliveries`);
      assert.deepEqual([body.state.failures, body.state.isFailing], [0, false]);
      assert.deepEqual([body.items.length, body.items[2].status, body.items[2].attempt], [14, 503, 12]);
    });

    it('lose nothing over three days in which the receiver is away', async () => {
      await made();
      const orders: string[] = [];
      receiver.treat = () => 500;
      for (let hour = 0; hour < 72; hour += 6) {
        const { body } = await office.submit(office.order());
        orders.push(`order/${body.order.id}`);
        await tell();
        gate.clock.advance({ hours: 6 });
      }
      receiver.treat = () => 204;

      await tell();

      assert.deepEqual(
        receiver.taken.map(({ body }) => JSON.parse(body).subject),
        orders,
      );
    });

    it('tell again what was taken and not answered, and a receiver knows it by its id', async () => {
      await made();
      await office.submit(office.order());
      receiver.treat = (_call, count) => (count % 2 === 1 ? 'drop' : 204);
      const before = receiver.calls() % 2;
      if (before === 1) receiver.treat = (_call, count) => (count % 2 === 0 ? 'drop' : 204);

      await tell();
      gate.clock.advance({ ms: 5_000 });
      await tell();

      assert.equal(receiver.taken.length, 2);
      assert.equal(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size, 1);
    });

    it('wait for nobody: a receiver that hangs holds up only itself', async () => {
      const slow = await openReceiver(() => 'hang');
      const allowed = [receiver.allowed, slow.allowed];
      // It hangs until the test ends, so whoever is told meanwhile was not held up by it, however slow this machine is.
      const outbound = openOutbound({
        allowed: allowed.flatMap((entry) => allowedHostOf(entry) ?? []),
        timeoutMs: NEVER,
      });
      const deliveries = deliveriesOf(gate, allowed, { outbound });
      const stuck = await made();
      await gate.db.writer('webhook_endpoints').where({ id: stuck.id }).update({ url: slow.url });
      await made();
      await office.submit(office.order());

      try {
        await deliveries.look();
        await until('both are called', () => slow.calls() > 0 && receiver.taken.length > 0);

        assert.deepEqual([slow.calls(), receiver.taken.length], [1, 1]);
      } finally {
        await deliveries.stop();
        outbound.close();
        await slow.close();
        await gate.db.writer('webhook_endpoints').where({ id: stuck.id }).update({ url: receiver.url });
      }
    });

    it('sign with both secrets for a day after a rotation, and with the new one alone after it', async () => {
      const { id, secret } = await made();
      const { draft } = await both.together(`/v1/webhook-endpoints/${id}/secret`, { reason: '年度例行更换' });
      const renewed = draft.body.told.secret;
      const options = { clock: gate.clock.now };
      const genuine = (key: string) => {
        const { headers = {}, body = '' } = receiver.taken.at(-1) ?? {};
        return verifyWebhook(headers, body, key, options).isGenuine;
      };

      await office.submit(office.order());
      await tell();
      const onTheDay = [genuine(secret), genuine(renewed)];
      gate.clock.advance({ days: 1, ms: 1 });
      await office.submit(office.order());
      await tell();

      assert.notEqual(secret, renewed);
      assert.deepEqual([onTheDay, genuine(secret), genuine(renewed)], [[true, true], false, true]);
    });

    it('go on past one that the receiver refuses, and from an earlier leaf when somebody says so', async () => {
      const { id } = await made();
      const first = (await office.submit(office.order())).body;
      const second = (await office.submit(office.order())).body;
      receiver.treat = ({ body }) => (body.includes(first.order.id) ? 400 : 204);
      await tell();
      receiver.treat = () => 204;
      const path = `/v1/webhook-endpoints/${id}/resumption`;
      await both.system.post(path, { from: first.decision.log.index, reason: '对方要求补发' });
      await tell();

      assert.deepEqual(
        receiver.taken.map(({ body }) => JSON.parse(body).subject),
        [second, first, second].map(({ order }) => `order/${order.id}`),
      );
    });

    it('are tried by a call that tells nothing', async () => {
      const { id } = await made();

      const { body } = await both.system.post(`/v1/webhook-endpoints/${id}/test`);

      assert.deepEqual([body.status, body.error], [204, null]);
      assert.equal(JSON.parse(receiver.taken[0]?.body ?? '').type, 'webhook-endpoint.tested');
    });

    it('are refused for an address that the operator has not listed', async () => {
      const answers = await Promise.all(
        ['https://elsewhere.example/', 'http://2130706433/', receiver.url.replace('127.0.0.1', 'localhost')].map(
          (url) => both.system.post('/v1/webhook-endpoints', creation({ url })),
        ),
      );

      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code]),
        [
          [422, 'outbound.not_allowed'],
          [422, 'outbound.spelling'],
          [422, 'outbound.scheme'],
        ],
      );
    });

    it('stand in the log as they stand in the table', async () => {
      const projections = await allProjections();
      const sound = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
      await gate.db.writer('webhook_endpoints').limit(1).update({ url: 'https://elsewhere.example/' });
      const changed = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));

      assert.deepEqual(sound.differences, []);
      assert.ok(changed.differences.some(({ table }) => table === 'webhook_endpoints'));
    });
  });
});
