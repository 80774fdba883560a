import assert from 'node:assert/strict';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { actsOf, idOf, officeForEachTest } from '../../orders/life-support.ts';
import { assertApproved } from '../../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../../support/databases.ts';
import { contracted, moneyOn } from '../fulfilment-support.ts';
import { assertPaid, invoice, moneyOf, pay, payersOf } from '../payment/payment-support.ts';
import { assertDelivered, assertSound, deliveriesOf, everything } from './acceptance-support.ts';

/** The items of a plan may leave out their numbers: then they are counted from one. */
describe('a software plan without numbers', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    const withoutNumbers = (order: OrderSubmission): OrderSubmission => ({
      ...order,
      softwarePlan: order.softwarePlan?.map(({ item: _item, ...rest }) => rest) ?? null,
    });
    const openUndertakings = () =>
      here.gate.db.reader('undertakings').where({ agency_code: here.office.agencyCode, state: 'open' });

    it('is contracted, delivered and paid to the end, and keeps no undertaking open', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 2 });
      const signed = await contracted(office, withoutNumbers(order), {
        total: '11300.00',
        softwarePlan: [{ item: 1, unitPrice: '560.00' }],
      });
      const all = await deliveriesOf(office).accept(signed, everything(office, 2));
      assertDelivered(all, 'approved', 'accepted');

      const parts = {
        softwarePlan: [
          { item: 1, seats: 2, amount: '1120.00' },
          { item: 2, seats: 2, amount: '182.00' },
        ],
      };
      const paid = await pay(maker, all, invoice(order, { machines: 2, ...parts, amount: '11300.00', final: true }));

      assertPaid(paid);
      assert.equal(paid.body.order.state, 'closed');
      assert.deepEqual(await moneyOf(gate, office.softwareLine), {
        ...{ available: '498698.00', encumbered: '0.00', spent: '1302.00' },
      });
      assert.deepEqual(await openUndertakings(), []);
      await assertSound(gate);
    });

    it('lets no other item go by the number of one, or licences for the one would be taken for both', async () => {
      const { office } = here;
      const order = office.order();
      const [first, second] = withoutNumbers(order).softwarePlan ?? [];
      const numbered = (one: number | null, other: number | null): OrderSubmission => ({
        ...order,
        softwarePlan: [
          { ...first, item: one },
          { ...second, item: other },
        ],
      });

      for (const body of [numbered(null, 1), numbered(2, null)]) {
        const answer = await office.submit(body);

        assert.equal(answer.status, 400, JSON.stringify(answer.body));
        assert.deepEqual(
          answer.body.errors.map(({ pointer }: { pointer: string }) => pointer),
          ['/softwarePlan/1/item'],
        );
      }
      assertApproved(await office.submit(numbered(null, null)));
    });

    it('undertakes only what a supplement adds, whether that numbers the items or not', async () => {
      const { gate, office } = here;
      const { reference, ...order } = office.order({ quantity: 10 });
      const more = office.order({ reference, quantity: 11 });
      const lines = more.lines.map((line) => ({ ...line, model: order.lines[0]?.model ?? null }));
      const signed = await contracted(office, withoutNumbers({ ...order, reference }));

      const added = await actsOf(office.officer).amend(signed, { ...more, lines });

      assertApproved(added);
      const rows: { item: number; seats: number }[] = await openUndertakings();
      assert.deepEqual(rows.map(({ item, seats }) => `${item}: ${Number(seats)}`).sort(), [
        '1: 1',
        '1: 10',
        '2: 1',
        '2: 10',
      ]);
      assert.equal((await moneyOn(gate, office.softwareLine)).encumbered, '7381.00');
      assert.ok(idOf(added));
      await assertSound(gate);
    });
  });
});
