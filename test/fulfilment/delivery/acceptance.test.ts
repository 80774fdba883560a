import assert from 'node:assert/strict';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { contracted, moneyOn } from '../fulfilment-support.ts';
import {
  assertDelivered,
  assertSound,
  deliveriesOf,
  devicesOf,
  everything,
  found,
  licences,
  machines,
  rightsOf,
} from './acceptance-support.ts';

describe('a delivery of an order under contract', () => {
  onOneEngine('other files run its statements on both', (engine) => {
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

    it('that is all that was ordered is registered at once: machines, rights, seats, what is installed; no money moves', async () => {
      const last = await contracted(office, office.order({ quantity: 2 }));
      const delivery = everything(office, 2);

      const answer = await accept(last, delivery);

      assertDelivered(answer, 'approved', 'accepted');
      assert.equal(answer.body.acceptance.sequence, 1);
      assert.deepEqual(
        answer.body.acceptance.devices.map(({ matched, serial }: { matched: boolean; serial: string }) => [
          serial,
          matched,
        ]),
        delivery.devices?.map(({ serial }) => [serial, true]),
      );
      assert.deepEqual(
        await devicesOf(gate, office),
        delivery.devices?.map(({ serial }) => `${serial} accepted`).sort(),
      );
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 2/2/0',
        'office volume 2/2/0',
        'operating-system oem 2/2/0',
      ]);
      assert.deepEqual(await moneyOn(gate, office.hardwareLine), {
        ...{ available: '990002.00', reserved: '0.00', encumbered: '9998.00' },
      });
    });

    it('in two parts registers what matches of each: 18 of 20 machines, since two came with the Home edition', async () => {
      const last = await contracted(office, office.order({ quantity: 20 }));
      const home = machines(2, { operatingSystem: found({ edition: 'Home' }) });
      const first = { acceptedOn: '2026-06-01', devices: machines(10), items: [licences(office, 1, 20)] };
      const second = { ...first, devices: [...machines(8), ...home], items: [licences(office, 2, 20)] };

      const one = await accept(last, first);
      const two = await accept(one, second);

      assertDelivered(one, 'approved', 'contracted');
      assertDelivered(two, 'rejected', 'contracted', [
        'ACC-01 other-system /devices/8/operatingSystem',
        'OS-05 home-not-allowed /devices/8/operatingSystem/edition',
      ]);
      const kept = two.body.acceptance.devices.filter(({ matched }: { matched: boolean }) => !matched);
      assert.deepEqual(
        kept.map(({ serial, differences }: { serial: string; differences: string[] }) => [serial, differences]),
        home.map(({ serial }) => [serial, ['ACC-01/other-system', 'OS-05/home-not-allowed']]),
      );
      assert.equal((await devicesOf(gate, office)).length, 18);
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 20/18/0',
        'office volume 20/18/0',
        'operating-system oem 18/18/0',
      ]);
    });
  });
});
