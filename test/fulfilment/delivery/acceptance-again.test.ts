import assert from 'node:assert/strict';
import { officeForEachTest } from '../../orders/life-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { openOffice } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
import {
  assertDelivered,
  assertSound,
  deliveriesOf,
  devicesOf,
  found,
  licences,
  machines,
  rightsOf,
} from './acceptance-support.ts';

describe('a machine that was repaired and comes again under its own serial', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);
    const came = { acceptedOn: '2026-06-01' };
    const again = (serial: string, own: object = {}) => ({
      ...came,
      devices: [{ line: 1, serial, operatingSystem: found(), ...own }],
    });

    it('is the same device, with a new right to its system and its seats; and may come a third time', async () => {
      const { gate, office } = here;
      const steps = deliveriesOf(office);
      const signed = await contracted(office, office.order({ quantity: 2 }));
      const [first, ...others] = machines(2, { assetNumber: null });
      const serial = String(first?.serial);
      const devices = [...(first ? [{ ...first, assetNumber: 'ZC-1' }] : []), ...others];
      const all = await steps.accept(signed, {
        ...came,
        devices,
        items: [licences(office, 1, 2), licences(office, 2, 2)],
      });
      const { deviceId } = all.body.acceptance.devices[0];

      let last = await steps.giveBack(all, [serial]);
      assert.equal(last.status, 201, JSON.stringify(last.body));
      const planned = await steps.plan(all, again(serial));
      // Typed with small letters this time.
      const repaired = await steps.accept(last, again(serial.toLowerCase()));
      assertDelivered(repaired, 'approved', 'accepted');
      last = await steps.giveBack(repaired, [serial]);
      const third = await steps.accept(last, again(serial, { assetNumber: 'ZC-1' }));

      assertDelivered(third, 'approved', 'accepted');
      assert.equal(planned.body.devices[0].matched, true);
      assert.deepEqual(
        [repaired, third].map(({ body }) => body.acceptance.devices[0].deviceId),
        [deviceId, deviceId],
      );
      const { body: device } = await office.officer.get(`/v1/devices/${deviceId}`);
      assert.deepEqual(
        [device.state, device.assetNumber, device.acceptanceId],
        ['accepted', 'ZC-1', third.body.acceptance.id],
      );
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 2/2/0',
        'office volume 2/2/0',
        'operating-system oem 2/2/0',
      ]);
      await assertSound(gate);
    });

    it('leaves its asset number to no other machine of the delivery', async () => {
      const { gate, office } = here;
      const steps = deliveriesOf(office);
      const signed = await contracted(office, office.order({ quantity: 2 }));
      const [device, other] = machines(2);
      const serial = String(device?.serial);
      const accepted = await steps.accept(signed, again(serial, { assetNumber: 'ZC-1' }));
      const back = await steps.giveBack(accepted, [serial]);
      const taking = { line: 1, serial: String(other?.serial), operatingSystem: found(), assetNumber: 'ZC-1' };

      for (const own of [{}, { assetNumber: 'ZC-9' }]) {
        const { devices } = again(serial, own);
        const refused = await steps.accept(back, { ...came, devices: [...devices, taking] });

        assert.deepEqual([refused.status, refused.body.code], [422, 'acceptance.asset_number']);
        assert.equal(refused.body.errors[0].pointer, '/devices/1/assetNumber');
      }
      assert.deepEqual(await devicesOf(gate, office), [`${serial} retired`]);
      await assertSound(gate);
    });

    it('is refused while it is still there, and for every other order', async () => {
      const { gate, office } = here;
      const steps = deliveriesOf(office);
      const signed = await contracted(office, office.order({ quantity: 2 }));
      const [device] = machines(1);
      const serial = String(device?.serial);
      const accepted = await steps.accept(signed, again(serial));
      const twice = await steps.accept(accepted, again(serial));
      const other = await openOffice(gate);
      const elsewhere = await contracted(other, other.order({ quantity: 1 }));
      const live = await deliveriesOf(other).accept(elsewhere, again(serial));
      const back = await steps.giveBack(twice, [serial]);
      const sold = await deliveriesOf(other).accept(live, again(serial));

      assert.equal(back.status, 201, JSON.stringify(back.body));
      for (const answer of [twice, live, sold]) {
        assertDelivered(answer, 'rejected', 'contracted', ['ACC-01 serial-known /devices/0/serial']);
      }
      assert.deepEqual(await devicesOf(gate, office), [`${serial} retired`]);
      await assertSound(gate);
    });
  });
});
