import assert from 'node:assert/strict';
import { assertRefused, idOf, movesOf, officeForEachTest } from '../../orders/life-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { contracted, stepsOf } from '../fulfilment-support.ts';
import { assertPaid, came, delivered, findingsIn, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

describe('the payment of an order under contract', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    it('spends what was encumbered, part by part, and closes the order with the final one', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 20 });
      const ready = await delivered(office, order);

      const machines = await pay(maker, ready, invoice(order, { machines: 16 }));
      const rest = await pay(
        maker,
        machines,
        invoice(order, {
          machines: 4,
          items: [
            [1, 20],
            [2, 20],
          ],
          final: true,
        }),
      );

      assertPaid(machines);
      assertPaid(rest);
      assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
        available: '900020.00',
        encumbered: '0.00',
        spent: '99980.00',
      });
      assert.deepEqual(await moneyOf(gate, office.softwareLine), {
        available: '486580.00',
        encumbered: '0.00',
        spent: '13420.00',
      });
      assert.deepEqual(await movesOf(gate, office.hardwareLine, rest), [
        'reservation 99980.00 available → reserved',
        'encumbrance 99980.00 reserved → encumbered',
        'payment 79984.00 encumbered → spent',
        'payment 19996.00 encumbered → spent',
      ]);
      assert.deepEqual(
        [rest.body.order.state, rest.body.payment.sequence, rest.body.payment.released],
        ['closed', 2, '0.00'],
      );
      assert.deepEqual(
        rest.body.payment.budget,
        [
          { budgetLine: office.hardwareLine, amount: '19996.00' },
          { budgetLine: office.softwareLine, amount: '13420.00' },
        ].sort((a, b) => (a.budgetLine < b.budgetLine ? -1 : 1)),
      );
    });

    it('gives back with the final payment what the contract does not need', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 2 });
      const ready = await delivered(office, order);
      const cheaper = invoice(order, {
        machines: 2,
        items: [
          [1, 2],
          [2, 2],
        ],
        final: true,
      });

      const paid = await pay(maker, ready, {
        ...cheaper,
        amount: '11242.00',
        lines: [{ line: 1, quantity: 2, amount: '9900.00' }],
      });

      assertPaid(paid);
      assert.equal(paid.body.payment.released, '98.00');
      assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
        available: '990100.00',
        encumbered: '0.00',
        spent: '9900.00',
      });
    });

    it('is closed without an invoice when everything was paid already', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order();
      const ready = await delivered(office, order);
      const paid = await pay(
        maker,
        ready,
        invoice(order, {
          machines: 1,
          items: [
            [1, 1],
            [2, 1],
          ],
        }),
      );

      const closed = await pay(maker, paid, { invoiceNumber: null, invoiceOn: null, amount: '0.00', final: true });

      assertPaid(closed);
      assert.deepEqual([paid.body.order.state, closed.body.order.state], ['accepted', 'closed']);
      assertRefused(await pay(maker, closed, invoice(order, { machines: 1 })), 409, 'order.state');
    });

    it('is rejected for what was not accepted or proven; the rejection is recorded and moves nothing', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 20 });
      const signed = await contracted(office, order);
      const ready = await came(office, signed, {
        ...{ machines: 18, differing: 2 },
        items: [{ item: 1, seats: 20, proof: 11 }],
      });
      const before = await moneyOf(gate, office.hardwareLine);

      const all = await pay(maker, ready, invoice(order, { machines: 17, items: [[1, 12]] }));
      const proven = await pay(maker, all, invoice(order, { machines: 16, items: [[1, 11]] }));

      assert.deepEqual(findingsIn(all), [
        'rejected',
        'ACC-01 paid-unaccepted /lines/0',
        'LIC-05 above-proof /softwarePlan/0',
      ]);
      assert.deepEqual([all.body.payment.budget, all.body.order.state], [[], 'contracted']);
      assert.deepEqual(before, { available: '900020.00', encumbered: '99980.00', spent: '0.00' });
      assertPaid(proven);
      const { body } = await maker.get(`/v1/orders/${idOf(signed)}/payments`);
      assert.deepEqual(
        body.items.map(({ sequence, outcome, amount }: Record<string, string>) => `${sequence} ${outcome} ${amount}`),
        ['1 rejected 91943.00', '2 approved 86364.00'],
      );
    });

    it('is never final before every machine and licence is in the register', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 3 });
      const ready = await came(office, await contracted(office, order), {
        machines: 2,
        items: [{ item: 1, seats: 3 }],
      });

      const early = await pay(maker, ready, invoice(order, { machines: 2, final: true }));

      assert.deepEqual(findingsIn(early), ['rejected', 'ACC-02 devices-missing /final']);
    });

    it('is rejected for an invoice from before the approval', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order();
      const ready = await delivered(office, order);

      const early = await pay(maker, ready, invoice(order, { machines: 1, invoiceOn: '2026-05-31' }));
      const sameDay = await pay(maker, early, invoice(order, { machines: 1, invoiceOn: '2026-06-01' }));

      assert.deepEqual(findingsIn(early), ['rejected', 'INT-06 invoiced-before-approval /invoiceOn']);
      assertPaid(sameDay);
    });

    it('says beforehand what it would do, and does nothing of it', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 2 });
      const ready = await delivered(office, order);
      const statement = invoice(order, {
        machines: 2,
        items: [
          [1, 2],
          [2, 2],
        ],
        final: true,
      });

      const plan = await maker.post(`/v1/orders/${idOf(ready)}/payments?dryRun=true`, statement);
      const tooMuch = await maker.post(
        `/v1/orders/${idOf(ready)}/payments?dryRun=true`,
        invoice(order, { machines: 3 }),
      );

      assert.equal(plan.status, 200, JSON.stringify(plan.body));
      assert.deepEqual(
        [plan.body.decision.outcome, plan.body.state, plan.body.budget.length],
        ['approved', 'closed', 2],
      );
      assertRefused(tooMuch, 422, 'payment.above_contract');
      assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
        available: '990002.00',
        encumbered: '9998.00',
        spent: '0.00',
      });
      assertPaid(await pay(maker, ready, statement));
    });

    it('leaves what was paid spent when the contract is terminated, and gives back the rest', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 2 });
      const ready = await came(office, await contracted(office, order), { machines: 1 });
      const paid = await pay(maker, ready, invoice(order, { machines: 1 }));

      const ended = await stepsOf(office.officer).terminate(paid);

      assert.equal(ended.body.state, 'terminated');
      assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
        available: '995001.00',
        encumbered: '0.00',
        spent: '4999.00',
      });
      assertRefused(await pay(maker, ended, invoice(order, { machines: 1 })), 409, 'order.state');
    });
  });
});
