import assert from 'node:assert/strict';
import { contractFor } from '../fulfilment/fulfilment-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { administratorsOf } from './connector-support.ts';
import { type CallingPlatform, connectPlatform, eventOf } from './platform-support.ts';

const URL = 'http://127.0.0.1:9';

forEachEngine('statements', (engine) => {
  describe('what platforms call back', () => {
    let gate: Gate;
    let office: Office;
    let city: CallingPlatform;
    let province: CallingPlatform;

    before(async () => {
      gate = await startGate({ engine, clock: testClock(), env: { GATE_OUTBOUND_ALLOW: URL } });
      office = await openOffice(gate, { region: '421000' });
      const both = await administratorsOf(gate);
      city = await connectPlatform(gate, both, { url: URL });
      province = await connectPlatform(gate, both, { url: URL, region: '420000' });
    });
    after(() => gate.close());
    beforeEach(() => gate.clock.advance({ ms: 1_000 }));

    const cleared = async () => {
      const order = office.order();
      const { body } = await office.submit(order);
      assert.equal(body.decision.outcome, 'approved', JSON.stringify(body.decision?.findings));
      const id = String(body.order.id);
      const contract = eventOf(gate, 'platform.contract.signed', { orderId: id, contract: contractFor(order) });
      return { id, contract, certificate: String(body.decision.certificate) };
    };
    const cancelled = (orderId: string, own: object = {}) =>
      eventOf(gate, 'platform.order.cancelled', { orderId, note: '平台已撤单', ...own });
    const stateOf = async (id: string) => (await office.officer.get(`/v1/orders/${id}`)).body.state;

    it('keeps its effect when the gate was killed before it was recorded, whatever was reported since', async () => {
      const { id, contract } = await cleared();
      const first = await city.call(contract);
      await gate.db.writer('platform_reports').where({ id: first.body.id }).delete();
      gate.clock.advance({ ms: 1_000 });
      await city.call(cancelled(id));

      const again = await city.call(contract);

      assert.deepEqual([again.body.outcome, again.body.code], ['applied', null]);
      assert.deepEqual(again.body.decision, first.body.decision);
    });

    it('keeps the effect of a cancellation, too, of which nothing was recorded', async () => {
      const { id, certificate } = await cleared();
      const key = await gate.as('platform', { grant: { region: '421000' } });
      await key.post('/v1/certificates/redeem', { certificate, reference: 'CG-1' });
      const event = cancelled(id, { reference: 'CG-1' });
      const first = await city.call(event);
      await gate.db.writer('platform_reports').where({ id: first.body.id }).delete();
      gate.clock.advance({ ms: 1_000 });
      await city.call(cancelled(id));

      const again = await city.call(event);

      assert.deepEqual([again.body.outcome, again.body.code], ['applied', null]);
    });

    it('is overtaken by what the same platform reports, and by no other one', async () => {
      const { id, contract } = await cleared();
      gate.clock.advance({ ms: 1_000 });
      await province.call(cancelled(id));

      const answer = await city.call(contract);

      assert.equal(answer.body.outcome, 'applied');
      assert.equal(await stateOf(id), 'contracted');
    });

    it('ends and begins nothing that another platform is buying', async () => {
      const { id, contract, certificate } = await cleared();
      const key = await gate.as('platform', { grant: { region: '421000' } });
      const redeemed = await key.post('/v1/certificates/redeem', { certificate, reference: 'CG-2' });

      const foreign = [await province.call(cancelled(id, { reference: 'CG-2' })), await province.call(contract)];
      const { body } = await office.officer.get(`/v1/orders/${id}`);
      const own = await city.call({ ...contract, id: 'emall-own' });

      assert.equal(redeemed.status, 200);
      assert.deepEqual(
        foreign.map((answer) => [answer.status, answer.body.code]),
        [
          [409, 'callback.buyer_unclear'],
          [409, 'callback.buyer_unclear'],
        ],
      );
      assert.deepEqual([body.state, body.redemption.cancelledAt], ['approved', null]);
      assert.equal(own.body.outcome, 'applied');
    });

    it('is taken from a platform whose key reaches further than its region, or single agencies', async () => {
      const outcomes: unknown[] = [];
      for (const grant of [{ region: '000000' }, { agencies: [office.agencyCode] }]) {
        const { id, contract, certificate } = await cleared();
        const key = await gate.as('platform', { grant });
        const { status } = await key.post('/v1/certificates/redeem', { certificate, reference: 'CG-3' });
        const { body } = await city.call(contract);
        outcomes.push([status, body.outcome, body.code, await stateOf(id)]);
      }

      assert.deepEqual(outcomes, [
        [200, 'applied', null, 'contracted'],
        [200, 'applied', null, 'contracted'],
      ]);
    });

    it('has its effect after all when it came before it was clear who is buying', async () => {
      const { id, contract, certificate } = await cleared();
      const key = await gate.as('platform', { grant: { region: '420000' } });
      await key.post('/v1/certificates/redeem', { certificate, reference: 'CG-4' });
      const unclear = await city.call(contract);
      const read = await key.get(`/v1/orders/${id}`);
      const cancellation = { reference: 'CG-4', reason: '改用本平台的密钥' };
      const headers = { 'if-match': etagIn(read) };
      const ended = await key.post(`/v1/orders/${id}/redemption-cancellation`, cancellation, headers);
      assert.equal(ended.status, 200, JSON.stringify(ended.body));

      const again = await city.call(contract);

      assert.deepEqual([unclear.status, unclear.body.code], [409, 'callback.buyer_unclear']);
      assert.deepEqual([again.body.outcome, await stateOf(id)], ['applied', 'contracted']);
    });

    it('is not taken from a platform that cannot be the one that is buying', async () => {
      const { id, contract, certificate } = await cleared();
      const key = await gate.as('platform', { grant: { region: '421000' } });
      await key.post('/v1/certificates/redeem', { certificate, reference: 'CG-5' });
      const { key_id: keyId } = await gate.db.writer('redemptions').where({ order_id: id }).first();
      await gate.db
        .writer('api_keys')
        .where({ id: keyId })
        .update({ reach: JSON.stringify({ region: '511300' }) });

      const { body } = await city.call(contract);

      assert.deepEqual(
        [body.outcome, body.code, typeof body.reason['zh-CN'], await stateOf(id)],
        ['refused', 'callback.other_platform', 'string', 'approved'],
      );
    });

    it('has not happened in the future', async () => {
      const { id } = await cleared();
      const at = (ms: number) => new Date(Date.parse(gate.clock.now()) + ms).toISOString();

      const ahead = await city.call({ ...cancelled(id), time: at(300_001) });
      const skewed = await city.call({ ...cancelled(id), time: at(300_000) });

      assert.deepEqual([ahead.status, ahead.body.code, ahead.body.errors[0].pointer], [422, 'callback.time', '/time']);
      assert.deepEqual([skewed.status, skewed.body.outcome], [200, 'applied']);
    });

    it('is asked for again while somebody else keeps changing the order, and not ignored for good', async () => {
      const order = office.order();
      const { body } = await office.submit(order);
      const id = String(body.order.id);
      const contract = eventOf(gate, 'platform.contract.signed', { orderId: id, contract: contractFor(order) });
      const { put } = gate.queue;
      const amendFirst: typeof put = async (act) => {
        if (act.kind === 'fulfil') {
          Object.assign(gate.queue, { put });
          const read = await office.officer.get(`/v1/orders/${id}`);
          const headers = { 'if-match': etagIn(read) };
          const amended = await office.officer.post(`/v1/orders/${id}/amendments`, order, headers);
          assert.equal(amended.status, 201, JSON.stringify(amended.body));
          Object.assign(gate.queue, { put: amendFirst });
        }
        return put(act);
      };
      Object.assign(gate.queue, { put: amendFirst });
      const during = await city.call(contract);
      Object.assign(gate.queue, { put });
      const after = await city.call(contract);

      assert.deepEqual([during.status, during.body.code], [503, 'order.changing']);
      assert.equal(after.body.outcome, 'applied');
    });
  });
});
