import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { openOffice } from '../support/office.ts';
import { deliveriesOf } from './acceptance-support.ts';
import { assertSound } from './close-year-support.ts';
import { contracted } from './fulfilment-support.ts';
import { assertPaid, findingsIn, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

describe('a contract for 2,000 licences with a proof of 1,100 in another body’s name', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('is paid for the 1,100 that were allocated in writing and proven, and for not one more', async function () {
      this.timeout(60_000);
      const office = await openOffice(gate, {
        staff: 5_000,
        hardwareMoney: '20000000.00',
        softwareMoney: '2000000.00',
      });
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 2_000, order: { method: 'batch-centralized' } });
      const signed = await contracted(office, order);
      const licensee = given.creditCode();
      const certificate = { kind: 'licence-certificate' as const, reference: 'WPS-XN-1', seats: 1_100 };
      const papers = [
        certificate,
        { kind: 'allocation-letter' as const, reference: 'XN-2013-7' },
        { kind: 'purchase-contract' as const, reference: 'HT-2000' },
      ];
      const delivery = { acceptedOn: '2026-06-01', items: [{ item: 1, seats: 2_000, licensee, evidence: papers }] };
      const ready = await deliveriesOf(office.officer).accept(signed, delivery);

      const whole = await pay(maker, ready, invoice(order, { items: [[1, 2_000]] }));
      const oneMore = await pay(maker, whole, invoice(order, { items: [[1, 1_101]] }));
      const proven = await pay(maker, oneMore, invoice(order, { items: [[1, 1_100]] }));
      const another = await pay(maker, proven, invoice(order, { items: [[1, 1]] }));

      assert.equal(ready.body.acceptance.items[0].matchedSeats, 1_100, JSON.stringify(ready.body.decision.findings));
      for (const answer of [whole, oneMore, another]) {
        assert.deepEqual(findingsIn(answer), ['rejected', 'LIC-05 above-proof /softwarePlan/0']);
      }
      assertPaid(proven);
      assert.equal((await moneyOf(gate, office.softwareLine)).spent, '638000.00');
      await assertSound(gate);
    });

    it('is not paid at all where nobody allocated the licences to the agency', async () => {
      const office = await openOffice(gate);
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 20 });
      const licensee = given.creditCode();
      const evidence = [{ kind: 'licence-certificate' as const, reference: 'WPS-XN-2', seats: 11 }];
      const delivery = { acceptedOn: '2026-06-01', items: [{ item: 1, seats: 20, licensee, evidence }] };
      const ready = await deliveriesOf(office.officer).accept(await contracted(office, order), delivery);

      const paid = await pay(maker, ready, invoice(order, { items: [[1, 1]] }));

      assert.deepEqual(findingsIn(paid), ['rejected', 'ACC-01 paid-unaccepted /softwarePlan/0']);
    });
  });
});
