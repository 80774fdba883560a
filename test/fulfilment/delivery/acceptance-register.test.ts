import assert from 'node:assert/strict';
import { SPARE, seatsOf } from '../../orders/life-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
import {
  assertDelivered,
  assertSound,
  deliveriesOf,
  devicesOf,
  licences,
  machines,
  rightsOf,
} from './acceptance-support.ts';

describe('what deliveries bring into the register', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    // What an order leaves wrong stays wrong: all of them are looked at once.
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const accept = (...args: Parameters<ReturnType<typeof deliveriesOf>['accept']>) =>
      deliveriesOf(office).accept(...args);
    const undertakings = async (query = ''): Promise<readonly string[]> => {
      const path = `/v1/undertakings?agencyCode=${office.agencyCode}${query}`;
      const { items } = (await office.officer.get(path)).body;
      return items.map(
        (one: Record<string, unknown>) => `${one.category} ${one.deliveredSeats}/${one.seats} ${one.state}`,
      );
    };

    it('spare seats that the order held go to its machines as they come, and the rest stay held', async () => {
      const entitlementId = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 3 });
      const last = await contracted(office, office.order({ quantity: 3, office: { ...SPARE, entitlementId } }));
      const delivery = { acceptedOn: '2026-06-01', devices: machines(2), items: [licences(office, 2, 3)] };

      const two = await accept(last, delivery);

      assertDelivered(two, 'approved', 'contracted');
      assert.deepEqual(await seatsOf(gate, entitlementId), { held: 1, free: 0 });
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 3/2/0',
        'office volume 3/2/1',
        'operating-system oem 2/2/0',
      ]);
      const all = await accept(two, { acceptedOn: '2026-06-01', devices: machines(1) });
      assertDelivered(all, 'approved', 'accepted');
      assert.deepEqual(await seatsOf(gate, entitlementId), { held: 0, free: 0 });
    });

    it('licences that come late go to machines that were accepted before, and close their undertakings', async () => {
      const last = await contracted(office, office.order({ quantity: 2 }));

      const first = await accept(last, { acceptedOn: '2026-06-01', devices: machines(2) });
      assert.deepEqual(await rightsOf(gate, office), ['operating-system oem 2/2/0']);
      const second = await accept(first, { acceptedOn: '2026-06-01', items: [licences(office, 1, 1)] });
      assert.deepEqual(await undertakings(), ['office 1/2 open', 'antivirus-client 0/2 open'].sort().reverse());
      const items = [licences(office, 1, 1), licences(office, 2, 2)];
      const third = await accept(second, { acceptedOn: '2026-06-01', items });

      assertDelivered(third, 'approved', 'accepted');
      assert.deepEqual((await undertakings('&state=open')).length, 0);
      assert.deepEqual((await undertakings('&state=closed')).toSorted(), [
        'antivirus-client 2/2 closed',
        'office 2/2 closed',
      ]);
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 2/2/0',
        'office volume 2/2/0',
        'operating-system oem 2/2/0',
      ]);
    });

    it('a subscription that was bought by its months is over when they are', async () => {
      const months = { validFrom: null, validUntil: null, serviceMonths: 12 };
      const signed = await contracted(office, office.order({ antivirus: months }));

      const accepted = await accept(signed, {
        acceptedOn: '2026-06-01',
        devices: machines(1),
        items: [licences(office, 1, 1), licences(office, 2, 1)],
      });

      assertDelivered(accepted, 'approved', 'accepted');
      const [perpetual, subscription] = accepted.body.acceptance.items;
      const datesOf = async ({ entitlementId }: { entitlementId: string }) => {
        const { validFrom, validUntil } = (await gate.installer.get(`/v1/entitlements/${entitlementId}`)).body;
        return [validFrom, validUntil];
      };
      assert.deepEqual(await datesOf(subscription), ['2026-06-01', '2027-05-31']);
      assert.equal((await datesOf(perpetual))[1], null);
    });

    it('a machine that goes back takes its right along, frees its seats, and its replacement gets them', async () => {
      const entitlementId = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 2 });
      const last = await contracted(office, office.order({ quantity: 2, office: { ...SPARE, entitlementId } }));
      const delivery = { acceptedOn: '2026-06-01', devices: machines(2), items: [licences(office, 2, 2)] };
      const accepted = await accept(last, delivery);
      assertDelivered(accepted, 'approved', 'accepted');
      const broken = String(delivery.devices[0]?.serial);

      const back = await deliveriesOf(office).giveBack(accepted, [broken]);

      assert.equal(back.status, 201, JSON.stringify(back.body));
      assert.equal(back.body.order.state, 'contracted');
      assert.equal(back.body.devices[0].endedEntitlements.length, 1);
      assert.ok(back.body.devices[0].freedSeats.includes(entitlementId));
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 2/1/0',
        'office volume 2/1/1',
        'operating-system oem 1/1/0',
      ]);
      const list = await deliveriesOf(office).checklist(last);
      assert.deepEqual(
        [list.complete, list.unregisteredDevices, list.lines[0].accepted, list.lines[0].returned],
        [false, 1, 1, 1],
      );
      const replaced = await accept(back, { acceptedOn: '2026-06-01', devices: machines(1) });
      assertDelivered(replaced, 'approved', 'accepted');
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 2/2/0',
        'office volume 2/2/0',
        'operating-system oem 2/2/0',
      ]);
      assert.equal((await devicesOf(gate, office)).filter((device) => device === `${broken} retired`).length, 1);
    });
  });
});
