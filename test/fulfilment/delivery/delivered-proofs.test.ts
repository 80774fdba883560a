import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
import { assertDelivered, assertSound, deliveriesOf, everything, licences, rightsOf } from './acceptance-support.ts';

describe('a paper that comes with a delivery', () => {
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
    const certificate = (reference: string, seats: number | null = null) => ({
      evidence: [{ kind: 'licence-certificate' as const, reference, seats }],
    });
    const refusal = ({ status, body }: Response): readonly unknown[] => [status, body.code, body.errors?.[0]?.pointer];

    it('that proves other seats already is refused: of another item, another order, or what an agency has declared', async () => {
      const number = `ZS-${office.agencyCode}`;
      const last = await contracted(office, office.order({ quantity: 2 }));
      const twice = [licences(office, 1, 2, certificate(number)), licences(office, 2, 2, certificate(number))];
      const declared = { ...{ agencyCode: office.agencyCode, licensee: office.agencyCode, category: 'office' } };
      const own = { product: 'Yozo', metric: 'device', seats: 2, channel: 'volume', ...certificate(`${number}-2`) };
      await office.officer.post('/v1/entitlements', { ...declared, ...own });

      const ofItem = await accept(last, everything(office, 2, { items: twice }));
      const ofOwn = await accept(
        last,
        everything(office, 2, { items: [licences(office, 1, 2, certificate(`${number}-2`))] }),
      );
      const taken = await accept(last, everything(office, 2, { items: [licences(office, 1, 2, certificate(number))] }));
      const other = await contracted(office, office.order({ quantity: 1 }));
      const ofOrder = await accept(
        other,
        everything(office, 1, { items: [licences(office, 1, 1, certificate(number))] }),
      );

      assert.deepEqual(refusal(ofItem), [422, 'acceptance.proof_used', '/items/1/evidence']);
      assert.deepEqual(refusal(ofOwn), [422, 'acceptance.proof_used', '/items/0/evidence']);
      assertDelivered(taken, 'approved', 'contracted');
      assert.deepEqual(refusal(ofOrder), [422, 'acceptance.proof_used', '/items/0/evidence']);
      // Two declared and two delivered, of which the machines have theirs.
      assert.deepEqual(await rightsOf(gate, office), ['office volume 4/2/0', 'operating-system oem 2/2/0']);
    });

    it('serves two deliveries of its item up to the seats that it covers', async () => {
      const paper = certificate(`ZS-${office.agencyCode}`, 3);
      const last = await contracted(office, office.order({ quantity: 4 }));

      const first = await accept(last, everything(office, 2, { items: [licences(office, 1, 2, paper)] }));
      const tooMany = await accept(first, everything(office, 2, { items: [licences(office, 1, 2, paper)] }));
      const second = await accept(first, everything(office, 2, { items: [licences(office, 1, 1, paper)] }));

      assert.deepEqual([first.status, second.status], [201, 201]);
      assert.deepEqual(refusal(tooMany), [422, 'acceptance.proof_seats', '/items/0/evidence']);
    });

    it('is there, where it is named by its file', async () => {
      const last = await contracted(office, office.order({ quantity: 1 }));
      const evidence = [{ kind: 'licence-certificate' as const, file: 'a'.repeat(64) }];

      const missing = await accept(last, everything(office, 1, { items: [licences(office, 1, 1, { evidence })] }));

      assert.deepEqual(refusal(missing), [422, 'acceptance.proof_file', '/items/0/evidence']);
    });
  });
});
