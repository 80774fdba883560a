import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { DeliveryStatement } from '../../../src/facts/stages/delivery-statement.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { contracted, stepsOf } from '../fulfilment-support.ts';
import {
  assertDelivered,
  assertSound,
  deliveriesOf,
  devicesOf,
  found,
  foundIn,
  machines,
  serials,
} from './acceptance-support.ts';

const at = (place: string): string => `OS-15 used-up ${place}/operatingSystem/evidence`;

describe('a paper that machines come with', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    let office: Office;
    let number: string;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
      number = `SQ-2026-${nextNumber()}`;
    });
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const accept = (last: Response, statement: Partial<DeliveryStatement>) =>
      deliveriesOf(office).accept(last, { acceptedOn: '2026-06-01', ...statement });
    const bought = (quantity: number) =>
      contracted(office, office.order({ quantity, order: { method: 'batch-centralized' } }));
    const letter = (seats: number | null = 5, reference = number) =>
      found({ evidence: [{ kind: 'vendor-authorization-letter', reference, seats }] });
    const certificate = (reference: string) =>
      found({
        evidence: [
          { kind: 'coa', reference },
          { kind: 'vendor-authorization-letter', reference: '统信授权〔2026〕12号' },
        ],
      });
    const withPaper = (count: number, operatingSystem: ReturnType<typeof found>) =>
      machines(count, { operatingSystem });

    it('is a certificate of authenticity of one machine: the others that show it are not accepted', async () => {
      const last = await bought(5);
      const [one, two] = [certificate(`${number}-1`), certificate(`${number}-2`)];
      const devices = [...withPaper(1, one), ...withPaper(1, two), ...withPaper(2, one)];

      const first = await accept(last, { devices });
      const listed = await accept(first, {
        serialLists: [{ line: 1, serials: serials(2), operatingSystem: certificate(`${number}-3`) }],
      });
      const right = await accept(listed, { devices: withPaper(1, certificate(`${number}-4`)) });

      assertDelivered(first, 'rejected', 'contracted', [at('/devices/2')]);
      assertDelivered(listed, 'rejected', 'contracted', ['OS-15 used-up /serialLists/0/serials/1']);
      assertDelivered(right, 'approved', 'contracted');
      assert.equal((await devicesOf(gate, office)).length, 4);
    });

    it('covers what it says over all deliveries of all orders', async () => {
      const [one, other] = [await bought(3), await bought(4)];

      assertDelivered(await accept(one, { devices: withPaper(3, letter()) }), 'approved', 'contracted');
      const second = await accept(other, { devices: withPaper(4, letter(50)) });

      assertDelivered(second, 'rejected', 'contracted', [at('/devices/2')]);
      assert.equal((await devicesOf(gate, office)).length, 5);
      const order = office.order({ quantity: 1, order: { method: 'batch-centralized' } });
      const evidence = [{ kind: 'vendor-authorization-letter' as const, reference: number, seats: 5 }];
      const lines = order.lines.map((line) => ({
        ...line,
        computer: { ...line.computer, operatingSystem: { ...line.computer?.operatingSystem, evidence } },
      }));
      const submitted = await office.submit({ ...order, lines });
      assert.deepEqual(foundIn(submitted), ['OS-15 used-up /lines/0/computer/operatingSystem/evidence']);
    });

    it('is counted once, where its order shows it as well', async () => {
      const order = office.order({ quantity: 3, order: { method: 'batch-centralized' } });
      const evidence = [{ kind: 'vendor-authorization-letter' as const, reference: number, seats: 5 }];
      const lines = order.lines.map((line) => ({
        ...line,
        computer: { ...line.computer, operatingSystem: { ...line.computer?.operatingSystem, evidence } },
      }));
      const last = await contracted(office, { ...order, lines });
      const other = await bought(2);

      const own = await accept(last, { devices: withPaper(3, letter()) });
      const rest = await accept(other, { devices: withPaper(2, letter()) });

      assertDelivered(own, 'approved', 'contracted');
      assertDelivered(rest, 'approved', 'contracted');
    });

    it('is given back by what goes back, and by what never came; what stays keeps it', async () => {
      const last = await bought(5);
      const devices = withPaper(4, letter());
      const came = await accept(last, { devices });
      const back = await deliveriesOf(office).giveBack(
        came,
        devices.slice(0, 2).map(({ serial }) => serial),
      );
      await stepsOf(office.officer).terminate(back);
      const other = await bought(4);

      const second = await accept(other, { devices: withPaper(4, letter()) });

      // Two stay, so three are left.
      assertDelivered(second, 'rejected', 'contracted', [at('/devices/3')]);
    });

    it('that says no number covers all', async () => {
      const last = await bought(5);

      assertDelivered(await accept(last, { devices: withPaper(5, letter(null)) }), 'approved', 'contracted');
    });

    it('is got by one of two deliveries at the same moment', async () => {
      const [one, other] = [await bought(5), await bought(5)];

      const answers = await Promise.all([one, other].map((last) => accept(last, { devices: withPaper(5, letter()) })));

      const outcomes = answers.map(({ body }) => body.decision.outcome).toSorted();
      assert.deepEqual(outcomes, ['approved', 'rejected']);
      assert.equal((await devicesOf(gate, office)).length, 5);
    });
  });
});
