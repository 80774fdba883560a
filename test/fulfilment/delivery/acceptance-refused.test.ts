import assert from 'node:assert/strict';
import type { DeliveryStatement } from '../../../src/facts/stages/delivery-statement.ts';
import { assertRefused } from '../../orders/life-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { creditCode } from '../../support/given.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
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

describe('a delivery that is not what was contracted', () => {
  onOneEngine('what is refused is told of what was read', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const accept = (...args: Parameters<ReturnType<typeof deliveriesOf>['accept']>) =>
      deliveriesOf(office).accept(...args);
    const onlyMachines = (devices: ReturnType<typeof machines>) => ({ acceptedOn: '2026-06-01', devices });

    it('is refused for more machines or licences than are outstanding, and points at the first too many', async () => {
      const last = await contracted(office, office.order({ quantity: 2 }));

      const three = await accept(last, onlyMachines(machines(3)));
      const seats = await accept(last, { acceptedOn: '2026-06-01', items: [licences(office, 1, 3)] });
      const one = await accept(last, onlyMachines(machines(1)));
      const twoMore = await accept(one, onlyMachines(machines(2)));

      assertRefused(three, 422, 'acceptance.above_ordered');
      assert.deepEqual(
        three.body.errors.map(({ pointer }: { pointer: string }) => pointer),
        ['/devices/2'],
      );
      assertRefused(seats, 422, 'acceptance.above_ordered');
      assert.equal(seats.body.errors[0].pointer, '/items/0/seats');
      assertDelivered(one, 'approved', 'contracted');
      assertRefused(twoMore, 422, 'acceptance.above_ordered');
      assert.equal((await devicesOf(gate, office)).length, 1);
    });

    it('is refused with a serial or an asset number twice, an unknown line or item, a day to come, or nothing', async () => {
      const last = await contracted(office, office.order({ quantity: 3 }));
      const [one, two] = machines(2);
      assert.ok(one && two);
      const cases: readonly (readonly [string, DeliveryStatement, string])[] = [
        ['acceptance.serial_twice', onlyMachines([one, { ...two, serial: one.serial.toLowerCase() }]), '/devices/1'],
        ['acceptance.no_number', onlyMachines([one, { ...two, serial: 'Default string' }]), '/devices/1/serial'],
        [
          'acceptance.asset_number',
          onlyMachines([
            { ...one, assetNumber: 'ZC-1' },
            { ...two, assetNumber: 'ＺＣ-1' },
          ]),
          '/devices/1/assetNumber',
        ],
        ['acceptance.unknown_part', onlyMachines([{ ...one, line: 9 }]), '/devices/0/line'],
        ['acceptance.unknown_part', { acceptedOn: '2026-06-01', items: [licences(office, 9, 1)] }, '/items/0/item'],
        ['acceptance.unknown_part', { acceptedOn: '2026-06-01', goods: [{ line: 1, quantity: 1 }] }, '/goods/0/line'],
        ['acceptance.accepted_on', { ...onlyMachines([one]), acceptedOn: '2026-06-02' }, '/acceptedOn'],
        ['acceptance.empty', { acceptedOn: '2026-06-01' }, ''],
      ];

      for (const [code, statement, pointer] of cases) {
        const answer = await accept(last, statement);

        assertRefused(answer, 422, code);
        assert.equal(answer.body.errors[0].pointer, pointer);
      }
      assert.deepEqual(await devicesOf(gate, office), []);
    });

    it('keeps out a machine whose serial is registered elsewhere, and takes the others', async () => {
      const other = await openOffice(gate);
      const theirs = everything(other, 1);
      const done = await deliveriesOf(other).accept(await contracted(other, other.order()), theirs);
      const last = await contracted(office, office.order({ quantity: 2 }));
      const [good, bad] = machines(2);
      assert.ok(good && bad && theirs.devices?.[0]);

      const answer = await accept(last, onlyMachines([good, { ...bad, serial: theirs.devices[0].serial }]));

      assertDelivered(done, 'approved', 'accepted');
      assertDelivered(answer, 'rejected', 'contracted', ['ACC-01 serial-known /devices/1/serial']);
      assert.deepEqual(await devicesOf(gate, office), [`${good.serial} accepted`]);
    });

    it('keeps out machines without proof of their system until the proof has come', async () => {
      const last = await contracted(office, office.order({ quantity: 1 }));
      const [machine] = machines(1, { operatingSystem: found({ evidence: [] }) });
      assert.ok(machine);

      const unproven = await accept(last, onlyMachines([machine]));
      const proven = await accept(unproven, onlyMachines([{ ...machine, operatingSystem: found() }]));

      assertDelivered(unproven, 'rejected', 'contracted', ['ACC-01 no-proof /devices/0/operatingSystem/evidence']);
      assertDelivered(proven, 'approved', 'contracted');
      assert.deepEqual(await devicesOf(gate, office), [`${machine.serial} accepted`]);
    });

    it('keeps out licences in another body’s name, and of others takes what their proof covers', async () => {
      const last = await contracted(office, office.order({ quantity: 20 }));
      const umbrella = licences(office, 1, 20, { licensee: creditCode() });
      const short = { kind: 'licence-certificate' as const, reference: `Z-${creditCode()}`, seats: 15 };
      const antivirus = licences(office, 2, 20, { evidence: [short] });

      const answer = await accept(last, { acceptedOn: '2026-06-01', items: [umbrella, antivirus] });

      assertDelivered(answer, 'rejected', 'contracted', [
        'ACC-01 proof-short /items/1/evidence',
        'LIC-04 other-licensee /items/0/licensee',
      ]);
      assert.deepEqual(
        answer.body.acceptance.items.map(
          ({ matchedSeats, proofSeats }: { matchedSeats: number; proofSeats: number }) => [matchedSeats, proofSeats],
        ),
        [
          [0, 20],
          [15, 15],
        ],
      );
      assert.deepEqual(await rightsOf(gate, office), ['antivirus-client subscription 15/0/0']);
    });

    it('that is dated before the approval registers nothing at all (INT-06)', async () => {
      const last = await contracted(office, office.order({ quantity: 1 }));

      const answer = await accept(last, everything(office, 1, { acceptedOn: '2026-05-31' }));

      assertDelivered(answer, 'rejected', 'contracted', ['INT-06 accepted-before-approval /acceptedOn']);
      assert.deepEqual([await devicesOf(gate, office), await rightsOf(gate, office)], [[], []]);
    });

    it('cannot be put before the contract, by others, or with a tag that is stale', async () => {
      const order = office.order();
      const approved = await office.submit(order);
      const stranger = await gate.as('procurement-officer', { grant: { agencies: [creditCode()] } });
      const last = await contracted(office, office.order());

      assertRefused(await accept(approved, everything(office, 1)), 409, 'order.state');
      assertRefused(await deliveriesOf(stranger).accept(last, everything(office, 1)), 404, 'order.not_found');
      assertRefused(await accept(last, everything(office, 1), { 'if-match': '"1"' }), 412, 'order.stale');
      assertRefused(await deliveriesOf(office).giveBack(last, ['SN-0']), 422, 'return.unknown_device');
    });
  });
});
