import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { assertJudged } from '../../orders/tricky-cases/tricky-orders.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate, type TestClock, testClock } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
import {
  assertDelivered,
  assertSound,
  deliveriesOf,
  devicesOf,
  everything,
  licences,
  machines,
} from './acceptance-support.ts';

describe('deliveries that come late', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let office: Office;
    let clock: TestClock;
    beforeEach(async () => {
      clock = testClock();
      gate = await startGate({ engine, clock });
      office = await openOffice(gate);
    });
    afterEach(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const accept = (...args: Parameters<ReturnType<typeof deliveriesOf>['accept']>) =>
      deliveriesOf(office).accept(...args);
    const undertakings = async (query = ''): Promise<readonly string[]> => {
      const path = `/v1/undertakings?agencyCode=${office.agencyCode}${query}`;
      const { items } = (await office.officer.get(path)).body;
      return items
        .map((one: Record<string, unknown>) => `${one.category} ${one.deliveredSeats}/${one.seats} ${one.state}`)
        .sort();
    };

    it('an overdue undertaking stops the next order until a delivery ends it (ACC-03)', async () => {
      const last = await contracted(office, office.order({ quantity: 1 }));
      const machinesOnly = await accept(last, { acceptedOn: '2026-06-01', devices: machines(1) });
      clock.advance({ days: 153 });
      const wish = { order: { expectedDeliveryOn: '2026-12-31', supplier: null } };
      const late = { deliverBy: '2026-12-31', validFrom: '2026-12-31' };
      const next = () =>
        office.submit(office.order({ ...wish, office: late, antivirus: { ...late, validUntil: '2027-12-30' } }));

      const stopped: Response = await next();
      assert.deepEqual(await undertakings('&overdue=true&dueBefore=2026-11-01'), [
        'antivirus-client 0/1 open',
        'office 0/1 open',
      ]);
      const items = [
        licences(office, 1, 1),
        licences(office, 2, 1, { validFrom: '2026-11-01', validUntil: '2027-10-31' }),
      ];
      const delivered = await accept(machinesOnly, { acceptedOn: '2026-11-01', items });

      assertJudged(stopped, 'rejected', ['ACC-03 overdue-beyond-grace /agencyCode']);
      assertDelivered(delivered, 'approved', 'accepted');
      assertJudged(await next(), 'approved', []);
    });

    it('what is overdue counts no more, so machines without office seats are found short (PLN-02), and are registered', async () => {
      const last = await contracted(office, office.order({ quantity: 2 }));
      clock.advance({ days: 93 });

      const answer = await accept(last, {
        ...everything(office, 2),
        acceptedOn: '2026-09-02',
        items: [licences(office, 2, 2, { validFrom: '2026-09-02', validUntil: '2027-09-01' })],
      });

      assertDelivered(answer, 'rejected', 'contracted', ['PLN-02 office-short /items']);
      assert.equal((await devicesOf(gate, office)).length, 2);
    });
  });
});
