import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { officeForEachTest, SPARE, seatsOf } from '../../orders/life-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { openEntitlement } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
import { assertPaid, invoice, pay, payersOf } from '../payment/payment-support.ts';
import { assertDelivered, assertSound, deliveriesOf, licences, machines, rightsOf } from './acceptance-support.ts';

describe('deliveries of machines to which something was done by hand', () => {
  forEachEngine('statements', (engine) => {
    const here = officeForEachTest(engine);
    const accept = (...args: Parameters<ReturnType<typeof deliveriesOf>['accept']>) =>
      deliveriesOf(here.office).accept(...args);
    const open = async (what: 'allocations' | 'installations', deviceId: string): Promise<readonly string[]> => {
      const { items } = (await here.office.officer.get(`/v1/${what}?deviceId=${deviceId}&state=open`)).body;
      return items;
    };
    const deviceIn = (answer: Response, place: number): string => answer.body.acceptance.devices[place].deviceId;

    it('a seat that was taken back is given again, and its software is not counted twice', async () => {
      const { gate, office } = here;
      const signed = await contracted(office, office.order({ quantity: 2 }));
      const first = await accept(signed, {
        acceptedOn: '2026-06-01',
        devices: machines(1),
        items: [licences(office, 1, 2), licences(office, 2, 2)],
      });
      const device = deviceIn(first, 0);
      const seat = (await office.officer.get(`/v1/allocations?deviceId=${device}`)).body.items.find(
        ({ takenFrom, entitlementId }: Record<string, string>) =>
          takenFrom === 'free' && entitlementId === first.body.acceptance.items[0].entitlementId,
      );
      const found = await office.officer.get(`/v1/allocations/${seat.id}`);
      const ended = await office.officer.post(
        `/v1/allocations/${seat.id}/end`,
        { reason: '收回' },
        { 'if-match': String(found.headers.etag) },
      );
      assert.equal(ended.status, 200, JSON.stringify(ended.body));

      const second = await accept(first, { acceptedOn: '2026-06-01', devices: machines(1) });

      assertDelivered(second, 'approved', 'accepted');
      assert.equal((await open('allocations', device)).length, 3);
      assert.equal((await open('installations', device)).length, 3);
      await assertSound(gate);
    });

    it('a machine that was retired is given no licence that comes later', async () => {
      const { gate, office } = here;
      const signed = await contracted(office, office.order({ quantity: 2 }));
      const first = await accept(signed, { acceptedOn: '2026-06-01', devices: machines(2) });
      const device = deviceIn(first, 0);
      const { headers } = await office.officer.get(`/v1/devices/${device}`);
      const event = { effectiveOn: '2026-06-01', reason: '进水报废', changes: { state: 'retired' } };
      const path = `/v1/devices/${device}/events`;
      const retired = await office.officer.post(path, event, { 'if-match': String(headers.etag) });
      assert.equal(retired.status, 200, JSON.stringify(retired.body));

      const items = [licences(office, 1, 2), licences(office, 2, 2)];
      const second = await accept(first, { acceptedOn: '2026-06-01', items });

      assertDelivered(second, 'approved', 'accepted');
      assert.deepEqual([await open('allocations', device), await open('installations', device)], [[], []]);
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 2/1/0',
        'office volume 2/1/0',
        'operating-system oem 1/1/0',
      ]);
      await assertSound(gate);
    });

    it('spare seats that no machine took are free again with the final payment', async () => {
      const { gate, office } = here;
      const { agencyCode } = office;
      const entitlementId = await openEntitlement(gate, { agencyCode, seats: 3 });
      const order = office.order({ quantity: 1, office: { ...SPARE, entitlementId, seats: 2 } });
      const signed = await contracted(office, order);
      const came = { acceptedOn: '2026-06-01', devices: machines(1), items: [licences(office, 2, 1)] };
      const all = await accept(signed, came);
      assertDelivered(all, 'approved', 'accepted');
      assert.deepEqual(await seatsOf(gate, entitlementId), { held: 1, free: 1 });
      const { maker } = await payersOf(gate);
      const paid = await pay(maker, all, invoice(order, { machines: 1, items: [[2, 1]], final: true }));

      assertPaid(paid);
      assert.equal(paid.body.order.state, 'closed');
      assert.deepEqual(await seatsOf(gate, entitlementId), { held: 0, free: 2 });
      await assertSound(gate);
    });
  });
});
