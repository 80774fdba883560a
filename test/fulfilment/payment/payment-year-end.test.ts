import assert from 'node:assert/strict';
import { actsOf, assertRefused, idOf, movesOf } from '../../orders/life-support.ts';
import { assertSound, closedByTwo, goOn, nextLineOf } from '../../orders/year-end/close-year-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { assertFindings, contracted } from '../fulfilment-support.ts';
import { assertPaid, came, credit, findingsIn, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

describe('a payment over the end of a year', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    async function partlyPaid(machines = 10) {
      const payers = await payersOf(gate);
      const order = office.order({ quantity: 10 });
      const items = [1, 2].map((item) => ({ item, seats: 10 }));
      const ready = await came(office, await contracted(office, order), { machines, items });
      const paid = await pay(payers.maker, ready, invoice(order, { machines: 6 }));
      assertPaid(paid);
      return { payers, order, paid };
    }

    it('leaves what was spent in its year and pays the rest from the line it was carried to', async () => {
      const next = await nextLineOf(gate, office.hardwareLine);
      await nextLineOf(gate, office.softwareLine);
      const { payers, order, paid } = await partlyPaid();

      await closedByTwo(gate, { encumbered: 'carry-over' });
      await goOn(gate);
      const fresh = await payers.maker.get(`/v1/orders/${idOf(paid)}`);
      const rest = await pay(
        payers.maker,
        fresh,
        invoice(order, {
          machines: 4,
          items: [
            [1, 10],
            [2, 10],
          ],
          final: true,
        }),
      );
      await credit(payers, paid.body.payment.id, {
        amount: '4999.00',
        lines: [{ line: 1, quantity: 1, amount: '4999.00' }],
      });

      assertPaid(rest);
      assert.deepEqual(await movesOf(gate, next, rest), [
        'carry-over 19996.00 outside → encumbered',
        'payment 19996.00 encumbered → spent',
      ]);
      const old = await moneyOf(gate, office.hardwareLine);
      assert.deepEqual([old.encumbered, old.spent], ['0.00', '24995.00']);
      await assertSound(gate);
    });

    it('pays from the closed year what was kept open there', async () => {
      const { payers, order, paid } = await partlyPaid();
      await closedByTwo(gate, { encumbered: 'keep-open' });
      await goOn(gate);
      const fresh = await payers.maker.get(`/v1/orders/${idOf(paid)}`);

      const rest = await pay(
        payers.maker,
        fresh,
        invoice(order, {
          machines: 4,
          items: [
            [1, 10],
            [2, 10],
          ],
          final: true,
        }),
      );

      assertPaid(rest);
      const old = await moneyOf(gate, office.hardwareLine);
      assert.deepEqual([old.encumbered, old.spent], ['0.00', '49990.00']);
      await assertSound(gate);
    });

    it('is kept by a supplement, which names what was paid on its line, also after a carry-over', async () => {
      const next = await nextLineOf(gate, office.hardwareLine, { appropriation: '10000.00' });
      const nextSoftware = await nextLineOf(gate, office.softwareLine, { appropriation: '10000.00' });
      const { payers, order, paid } = await partlyPaid(9);
      const { amend } = actsOf(office.officer);
      const more = office.order({ quantity: 11, reference: order.reference });
      const [line] = more.lines;
      const model = order.lines[0]?.model ?? null;
      assert.ok(line);
      const elsewhere = {
        ...more,
        lines: [{ ...line, model, funding: [{ budgetLine: office.softwareLine, amount: '54989.00' }] }],
      };

      assertRefused(await amend(paid, elsewhere), 422, 'order.below_spent');
      await closedByTwo(gate, { encumbered: 'carry-over' });
      await goOn(gate);
      const fresh = await payers.maker.get(`/v1/orders/${idOf(paid)}`);
      const softwarePlan = more.softwarePlan?.map((item) => ({
        ...item,
        funding: item.funding?.map(({ amount }) => ({ budgetLine: nextSoftware, amount: amount ?? null })) ?? [],
      }));
      const funding = [
        { budgetLine: office.hardwareLine, amount: '29994.00' },
        { budgetLine: next, amount: '24995.00' },
      ];
      const named = {
        ...more,
        fiscalYear: 2027,
        softwarePlan: softwarePlan ?? [],
        lines: [{ ...line, model, funding }],
      };
      const supplement = await amend(fresh, named);

      assertFindings(supplement, 'approved', []);
      assert.deepEqual(await movesOf(gate, next, supplement), [
        'carry-over 19996.00 outside → encumbered',
        'reservation 4999.00 available → reserved',
        'encumbrance 4999.00 reserved → encumbered',
      ]);
      const rest = await pay(payers.maker, supplement, invoice({ ...order, ...named }, { machines: 3 }));
      assert.deepEqual(findingsIn(rest), ['approved']);
      assert.equal((await moneyOf(gate, next)).spent, '14997.00');
      await assertSound(gate);
    });
  });
});
