import assert from 'node:assert/strict';
import { returnStep } from '../../../src/fulfilment/delivery/return/return-step.ts';
import type { Actor } from '../../../src/kernel/actor.ts';
import { actsOf, change, idOf, officeForEachTest, SPARE, seatsOf } from '../../orders/life-support.ts';
import { assertApproved, registered } from '../../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../../support/databases.ts';
import { openEntitlement, rulesIn } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
import { assertDelivered, assertSound, deliveriesOf, licences, machines } from './acceptance-support.ts';

describe('seats that an order held, beside those that were said to be installed', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    const here = officeForEachTest(engine);
    let entitlementId: string;
    beforeEach(async () => {
      const seats = { seats: 10, installedSeats: 5 };
      entitlementId = await openEntitlement(here.gate, { agencyCode: here.office.agencyCode, ...seats });
    });
    afterEach(() => assertSound(here.gate));

    const countedAt = async (query = '') => {
      const { body } = await here.gate.installer.get(`/v1/entitlements/${entitlementId}${query}`);
      const { held, allocated, installed, free } = body;
      return { held, allocated, installed, free };
    };
    const orderOf = (quantity: number) => here.office.order({ quantity, office: { ...SPARE, entitlementId } });
    const lastLeaf = async () => Number((await here.gate.installer.get('/v1/log/head')).body.size) - 1;
    const delivered = async (quantity: number) => {
      const signed = await contracted(here.office, orderOf(quantity));
      const ordered = await lastLeaf();
      const delivery = {
        ...{ acceptedOn: '2026-06-01', devices: machines(quantity) },
        items: [licences(here.office, 2, quantity)],
      };
      const accepted = await deliveriesOf(here.office).accept(signed, delivery);
      assertDelivered(accepted, 'approved', 'accepted');
      return { accepted, ordered, serials: delivery.devices.map(({ serial }) => String(serial)) };
    };

    const takeBackAndGiveAgain = async (): Promise<void> => {
      const open = `/v1/allocations?entitlementId=${entitlementId}&state=open`;
      const { items } = (await here.gate.installer.get(open)).body;
      for (const { id, deviceId } of items) {
        const { headers } = await here.gate.installer.get(`/v1/allocations/${id}`);
        const because = { reason: '误收回' };
        await here.gate.installer.post(`/v1/allocations/${id}/end`, because, { 'if-match': String(headers.etag) });
        const body = { agencyCode: here.office.agencyCode, entitlementId, deviceId };
        assert.equal((await here.gate.installer.post('/v1/allocations', body)).status, 201);
      }
    };

    const retire = async (serial: string): Promise<void> => {
      const { items } = (await here.gate.installer.get(`/v1/devices?agencyCode=${here.office.agencyCode}`)).body;
      const { id } = items.find((device: { serial: string }) => device.serial === serial);
      await change(here.gate, `/v1/devices/${id}`, { state: 'retired' });
    };

    it('are used beside them by the new machines: ten seats, five installed and five delivered are none to spare', async () => {
      await delivered(5);

      const again = await here.office.officer.post('/v1/orders', orderOf(1));

      assert.ok(rulesIn(again).includes('LIC-02'), JSON.stringify(again.body.decision.findings));
      assert.deepEqual(await countedAt(), { held: 0, allocated: 5, installed: 10, free: 0 });
      const { items } = (
        await here.gate.installer.get(`/v1/entitlements?agencyCode=${here.office.agencyCode}&category=office`)
      ).body;
      assert.deepEqual(
        items.map(({ free }: { free: number }) => free),
        [0],
      );
    });

    it('are offered and told as spare only as far as nobody uses them', async () => {
      await delivered(3);

      const { body } = await here.office.officer.post('/v1/checks', here.office.order({ quantity: 4 }));

      const [offer] = body.decision.register.offers;
      assert.deepEqual(
        offer.entitlements.map(({ freeSeats }: { freeSeats: number }) => freeSeats),
        [2],
      );
      assert.deepEqual(await seatsOf(here.gate, entitlementId), { held: 0, free: 2 });
    });

    it('are used as they were after each act', async () => {
      const { accepted, serials, ordered } = await delivered(5);
      const given = await lastLeaf();
      const back = await deliveriesOf(here.office).giveBack(accepted, serials.slice(0, 2));
      assert.equal(back.status, 201, JSON.stringify(back.body));

      assert.deepEqual(await countedAt(`?asOf=${ordered}`), { held: 5, allocated: 0, installed: 5, free: 0 });
      assert.deepEqual(await countedAt(`?asOf=${given}`), { held: 0, allocated: 5, installed: 10, free: 0 });
      assert.deepEqual(await countedAt(`?asOf=${await lastLeaf()}`), { held: 2, allocated: 3, installed: 8, free: 0 });
      assert.deepEqual(await countedAt(), { held: 2, allocated: 3, installed: 8, free: 0 });
    });

    it('are still those of the order, when it is judged again after some of them went to its machines', async () => {
      const order = orderOf(5);
      const signed = await contracted(here.office, order);
      const delivery = { acceptedOn: '2026-06-01', devices: machines(3), items: [licences(here.office, 2, 5)] };
      const last = await deliveriesOf(here.office).accept(signed, delivery);
      assertDelivered(last, 'approved', 'contracted');

      const again = await actsOf(here.office.officer).amend(last, { ...order, justification: '改为北楼收货' });

      assertApproved(again);
      assert.deepEqual(await countedAt(), { held: 2, allocated: 3, installed: 8, free: 0 });
    });

    it('are free again once their machine is retired', async () => {
      const { serials } = await delivered(5);

      await retire(String(serials[0]));

      assert.deepEqual(await countedAt(), { held: 0, allocated: 4, installed: 9, free: 1 });
      const again = await here.office.officer.post('/v1/orders', orderOf(1));
      assert.ok(!rulesIn(again).includes('LIC-02'), JSON.stringify(again.body.decision.findings));
    });

    it('go back with their machine and are held again, although more is said to be installed than there is by now', async () => {
      const { accepted, serials } = await delivered(5);
      await change(here.gate, `/v1/entitlements/${entitlementId}`, { installedSeats: 8 });

      const back = await deliveriesOf(here.office).giveBack(accepted, serials.slice(0, 1));

      assert.equal(back.status, 201, JSON.stringify(back.body));
      assert.deepEqual(await countedAt(), { held: 1, allocated: 4, installed: 12, free: -3 });
    });

    it('stay used when they are taken back by mistake and given to the same machines again', async () => {
      await delivered(5);
      await takeBackAndGiveAgain();

      assert.deepEqual(await countedAt(), { held: 0, allocated: 5, installed: 10, free: 0 });
      assert.deepEqual(await countedAt(`?asOf=${await lastLeaf()}`), { held: 0, allocated: 5, installed: 10, free: 0 });
    });

    it('are free at once for the next order of a batch in which their machine goes back, also when they were given again', async () => {
      const { accepted, serials } = await delivered(5);
      await takeBackAndGiveAgain();
      const { agencyCode } = here.office;
      const grant = { agencies: [agencyCode] };
      const actor: Actor = { keyId: 'key_local', personId: null, role: 'procurement-officer', grant, scopes: [] };
      const back = { returnedOn: '2026-06-01', reason: '主板故障', serials: serials.slice(0, 1) };
      const asking = { operation: 'returnDevices', actor, key: agencyCode, inputDigest: agencyCode };

      const [returned, decided] = await here.gate.queue.putAll([
        {
          ...{
            kind: 'fulfil',
            actor,
            orderId: idOf(accepted),
            ifMatch: Number(JSON.parse(String(accepted.headers.etag))),
            asking,
          },
          ...returnStep(actor, back),
        },
        { kind: 'submit', actor, body: orderOf(1) },
      ]);

      assert.equal(returned?.kind, 'changed');
      assert.ok(decided?.kind === 'decided');
      assert.deepEqual(
        decided.record.detail.findings.filter(({ rule }) => rule === 'LIC-02'),
        [],
      );
      assert.deepEqual(await countedAt(), { held: 1, allocated: 4, installed: 9, free: 0 });
    });

    it('leave to other devices what was there before: to say which of them use it takes nothing more', async () => {
      await delivered(4);
      const old = {
        agencyCode: here.office.agencyCode,
        category: 'desktop',
        acquiredOn: '2020-01-01',
        state: 'in-use',
      };
      const { id: deviceId } = await registered(here.gate, '/v1/devices', old);

      const given = await here.gate.installer.post('/v1/allocations', {
        agencyCode: here.office.agencyCode,
        entitlementId,
        deviceId,
      });

      assert.equal(given.status, 201, JSON.stringify(given.body));
      assert.deepEqual(await countedAt(), { held: 0, allocated: 5, installed: 9, free: 1 });
    });
  });
});
