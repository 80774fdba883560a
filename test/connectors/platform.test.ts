import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyWebhook } from '../../src/kernel/verify-webhook.ts';
import { verifyLog } from '../../src/log/index.ts';
import { contracted, contractFor } from '../fulfilment/fulfilment-support.ts';
import { actsOf } from '../orders/life-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { type Administrators, administratorsOf, deliveriesOf } from './connector-support.ts';
import { type CallingPlatform, connectPlatform, eventOf, newPlatformKey } from './platform-support.ts';
import { openReceiver, type ReceiverStub } from './receiver-stub.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a procurement platform', () => {
    let gate: Gate;
    let office: Office;
    let elsewhere: Office;
    let stub: ReceiverStub;
    let both: Administrators;
    let platform: CallingPlatform;

    before(async () => {
      stub = await openReceiver();
      gate = await startGate({ engine, env: { GATE_OUTBOUND_ALLOW: stub.allowed } });
      office = await openOffice(gate, { region: '421000' });
      elsewhere = await openOffice(gate, { region: '511300' });
      both = await administratorsOf(gate);
      platform = await connectPlatform(gate, both, { url: stub.url });
    });
    after(async () => {
      await gate.close();
      await stub.close();
    });
    beforeEach(async () => {
      await tell();
      stub.taken.length = 0;
    });

    const tell = () => deliveriesOf(gate, [stub.allowed]).deliverDue();
    const cleared = async () => {
      const order = office.order();
      const { body } = await office.submit(order);
      assert.equal(body.decision.outcome, 'approved');
      return { order, id: String(body.order.id), body };
    };
    const signed = (id: string, order: Parameters<typeof contractFor>[0], own: object = {}) =>
      eventOf(gate, 'platform.contract.signed', { orderId: id, contract: contractFor(order) }, own);
    const news = (id: string, own: object = {}) =>
      eventOf(gate, 'platform.delivery.reported', { orderId: id, note: '供应商已发货' }, own);
    const cancelled = (id: string, own: object = {}) =>
      eventOf(gate, 'platform.order.cancelled', { orderId: id, note: '平台已撤单' }, own);

    it('is given each cleared order of its region with its decision, and told when the clearance ends', async () => {
      const { id, order, body } = await cleared();
      await elsewhere.submit(elsewhere.order());
      await office.submit(office.order({ order: { softwarePlan: [] } }));
      const read = await office.officer.get(`/v1/orders/${id}`);
      await office.officer.post(`/v1/orders/${id}/withdrawal`, { reason: '不再需要' }, { 'if-match': etagIn(read) });

      await tell();

      const { body: keys } = await gate.nobody.get('/v1/webhook-keys');
      const events = stub.taken.map((call) => JSON.parse(call.body));
      assert.deepEqual(
        events.map(({ type, subject }) => [type, subject]),
        [
          ['order.decided', `order/${id}`],
          ['order.withdrawn', `order/${id}`],
        ],
      );
      assert.deepEqual(events[0].data.order.submission.lines[0].description, order.lines[0]?.description);
      assert.deepEqual(events[0].data.decision.id, body.decision.id);
      // It was withdrawn by the time that it was told, so the certificate is worth nothing any more.
      assert.deepEqual(events[0].data.certificate, null);
      for (const { headers, body: bytes } of stub.taken) {
        assert.equal(headers['idempotency-key'], JSON.parse(bytes).id);
        const key = keys.items[0].publicKey;
        assert.equal(verifyWebhook(headers, bytes, key, { clock: gate.clock.now }).isGenuine, true);
      }
    });

    it('is given the certificate with the order, which the gate knows as its own', async () => {
      const { body } = await cleared();

      await tell();

      const { certificate } = JSON.parse(stub.taken[0]?.body ?? '').data;
      const verified = await office.officer.post('/v1/certificates/verify', { certificate });
      assert.deepEqual([verified.body.valid, verified.body.claims?.sub], [true, body.order.id]);
    });

    it('is given a supplement when its contract allows it, and nothing of one that is beyond it', async () => {
      const order = office.order({ quantity: 20 });
      const signedOrder = await contracted(office, order);
      await tell();
      stub.taken.length = 0;
      const more = (quantity: number) => ({
        ...office.order({ quantity, line: { model: order.lines[0]?.model } }),
        reference: order.reference,
      });
      const { amend } = actsOf(office.officer);

      const beyond = await amend(signedOrder, more(40));
      const within = await amend(beyond, more(21));
      await tell();

      assert.deepEqual([beyond.body.decision.outcome, within.body.decision.outcome], ['rejected', 'approved']);
      const told = stub.taken.map(({ body }) => JSON.parse(body).data);
      assert.deepEqual(
        told.map(({ order: { revision, expiresAt }, decision, certificate }) => {
          return [revision, expiresAt, decision.id, decision.stage, certificate];
        }),
        [[within.body.decision.revision, null, within.body.decision.id, 'contract', null]],
      );
    });

    it('puts an order under contract by what it calls back, once, however often and at once it does', async () => {
      const { id, order } = await cleared();
      const event = signed(id, order);

      const answers = await Promise.all(Array.from({ length: 50 }, () => platform.call(event)));
      const { body } = await office.officer.get(`/v1/orders/${id}`);

      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
      assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
      assert.deepEqual([answers[0]?.body.outcome, answers[0]?.body.decision.outcome], ['applied', 'approved']);
      assert.equal(body.state, 'contracted');
      const decisions = (await office.officer.get(`/v1/orders/${id}/decisions`)).body.items;
      assert.equal(decisions.filter(({ stage }: { stage: string }) => stage === 'contract').length, 1);
    });

    it('is told what it called back that has no effect: another contract, one that cannot be, one for nobody', async () => {
      const { id, order } = await cleared();
      await platform.call(signed(id, order));
      const other = await cleared();
      const tooDear = signed(other.id, { ...other.order, total: '999999.00' });

      const again = await platform.call(signed(id, order));
      const wrong = await platform.call(tooDear);
      const nobody = await platform.call(news('ord_unknown'));

      assert.deepEqual([again.body.outcome, again.body.code], ['ignored', 'order.state']);
      assert.deepEqual([wrong.status, wrong.body.outcome], [200, 'refused']);
      assert.match(wrong.body.code, /^contract\./);
      assert.deepEqual([nobody.status, nobody.body.code], [422, 'order.not_found']);
    });

    it('brings news of deliveries, which accept nothing', async () => {
      const { id, order } = await cleared();
      await platform.call(signed(id, order));

      const answer = await platform.call(news(id));

      assert.equal(answer.body.outcome, 'applied');
      assert.equal((await office.officer.get(`/v1/orders/${id}`)).body.state, 'contracted');
    });

    it('cancels what it has redeemed, and the agency may withdraw the order then', async () => {
      const { id, body } = await cleared();
      const own = await gate.as('platform', { grant: { region: '421000' } });
      const certificate = { certificate: body.decision.certificate, reference: 'CG-1' };
      const redeemed = await own.post('/v1/certificates/redeem', certificate);
      const withdraw = async () => {
        const read = await office.officer.get(`/v1/orders/${id}`);
        return office.officer.post(`/v1/orders/${id}/withdrawal`, { reason: '不再需要' }, { 'if-match': etagIn(read) });
      };

      const before = await withdraw();
      const answer = await platform.call(
        eventOf(gate, 'platform.order.cancelled', { orderId: id, note: '平台已撤单', reference: 'CG-1' }),
      );
      const after = await withdraw();

      assert.equal(redeemed.status, 200, JSON.stringify(redeemed.body));
      assert.deepEqual([before.status, answer.body.outcome, after.status], [409, 'applied', 200]);
    });

    it('is ignored, with a reason, in what something later has overtaken', async () => {
      const { id, order } = await cleared();
      const late = signed(id, order);
      const lateNews = news(id);
      gate.clock.advance({ ms: 1_000 });

      const answers = [await platform.call(cancelled(id)), await platform.call(late), await platform.call(lateNews)];

      assert.deepEqual(
        answers.map(({ body }) => [body.outcome, body.code]),
        [
          ['applied', null],
          ['ignored', 'callback.overtaken'],
          ['ignored', 'callback.overtaken'],
        ],
      );
      assert.ok(answers[1]?.body.reason['zh-CN']);
      assert.equal((await office.officer.get(`/v1/orders/${id}`)).body.state, 'approved');
    });

    it('is believed only by its signature, for five minutes', async () => {
      const { id } = await cleared();
      const now = Math.floor(Date.parse(gate.clock.now()) / 1_000);
      const event = news(id);

      const answers = [
        await platform.call(event, { key: newPlatformKey() }),
        await platform.call(event, { timestamp: now - 301 }),
        await platform.call(event, { timestamp: now + 301 }),
        await platform.call(event, { body: JSON.stringify(event).replace('发货', '到货') }),
        await gate.nobody.send('post', `/v1/platforms/${platform.id}/callbacks`, {
          bytes: JSON.stringify(event),
          headers: { 'content-type': 'application/cloudevents+json' },
        }),
        await platform.call(event, { timestamp: now - 299 }),
      ];

      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code]),
        [
          [403, 'callback.signature'],
          [403, 'callback.timestamp'],
          [403, 'callback.timestamp'],
          [403, 'callback.signature'],
          [403, 'callback.headers'],
          [200, null],
        ],
      );
    });

    it('is refused an id that it has used for something else, and an event that follows no schema', async () => {
      const { id } = await cleared();
      const event = news(id);
      await platform.call(event);

      const reused = await platform.call({ ...event, data: { orderId: id, note: '另一条消息' } });
      const malformed = await platform.call(eventOf(gate, 'platform.order.approved', { orderId: id }));

      assert.deepEqual([reused.status, reused.body.code], [422, 'callback.id_reused']);
      assert.deepEqual([malformed.status, malformed.body.code], [400, 'request.invalid']);
    });

    it('reaches no order outside its region, and none that was never cleared', async () => {
      const foreign = (await elsewhere.submit(elsewhere.order())).body;
      const rejected = (await office.submit(office.order({ order: { softwarePlan: [] } }))).body;

      const answers = [await platform.call(news(foreign.order.id)), await platform.call(news(rejected.order.id))];

      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code]),
        [
          [422, 'order.not_found'],
          [422, 'order.not_found'],
        ],
      );
    });

    it('is seen by its own key, and by no key of another region', async () => {
      const own = await gate.as('platform', { grant: { region: '421000' } });
      const foreign = await gate.as('platform', { grant: { region: '511300' } });
      const path = `/v1/platforms/${platform.id}`;

      const answers = [await own.get(path), await own.get(`${path}/deliveries`), await foreign.get(path)];

      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 404],
      );
    });

    it('leaves a log that verifies, and verify finds a report that was changed behind its back', async () => {
      const projections = await allProjections();
      const sound = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
      await gate.db.writer('platform_reports').limit(1).update({ outcome: 'refused' });
      const changed = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));

      assert.deepEqual(sound.differences, []);
      assert.ok(changed.differences.some(({ table }) => table === 'platform_reports'));
    });
  });
});
