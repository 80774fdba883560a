import assert from 'node:assert/strict';
import { gateForEachTest, idOf } from '../../orders/life-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { contracted } from '../fulfilment-support.ts';
import { came, delivered } from '../payment/payment-support.ts';

describe('what was accepted and is not in the registers', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);

    it('is listed from the thirtieth day after the first acceptance until it is there', async () => {
      const { gate, office } = here;
      const order = office.order({ quantity: 3 });
      const some = await came(office, await contracted(office, order), {
        ...{ machines: 3, differing: 1, items: [{ item: 1, seats: 3 }] },
      });
      await delivered(office, office.order());
      await contracted(office, office.order());
      const audit = await gate.as('audit');
      const listed = async () =>
        (await audit.get(`/v1/unregistered-orders?agencyCode=${office.agencyCode}`)).body.items;

      gate.clock.advance({ days: 29 });
      const early = await listed();
      gate.clock.advance({ days: 1 });
      const late = await listed();

      assert.deepEqual(early, []);
      assert.deepEqual(late, [
        {
          ...{ orderId: idOf(some), reference: order.reference, agencyCode: office.agencyCode },
          ...{ firstAcceptedOn: '2026-06-01', unregisteredDevices: 1, unregisteredLicences: 3 },
        },
      ]);
    });

    it('is listed to whoever reaches the agency, page by page', async () => {
      const { gate, office } = here;
      for (const quantity of [2, 3]) {
        await came(office, await contracted(office, office.order({ quantity })), { machines: 1 });
      }
      gate.clock.advance({ days: 30 });
      const elsewhere = await gate.as('audit', { grant: { region: '110000' }, who: 'far away' });

      const first = (await office.officer.get('/v1/unregistered-orders?limit=1')).body;
      const second = (await office.officer.get(`/v1/unregistered-orders?limit=1&after=${first.next}`)).body;

      const devices = [first, second].map(({ items }) =>
        items.map((one: { unregisteredDevices: number }) => one.unregisteredDevices),
      );
      assert.deepEqual([devices, second.next], [[[1], [2]], null]);
      assert.deepEqual((await elsewhere.get('/v1/unregistered-orders')).body.items, []);
    });
  });
});
