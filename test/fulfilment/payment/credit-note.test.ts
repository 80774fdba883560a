import assert from 'node:assert/strict';
import { actsOf, assertRefused, idOf, movesOf, officeForEachTest } from '../../orders/life-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { openLine, openOffice } from '../../support/office.ts';
import { proposed, sign } from '../../two-people/two-people.ts';
import { assertSound } from '../delivery/acceptance-support.ts';
import { contracted, stepsOf } from '../fulfilment-support.ts';
import { assertPaid, came, credit, creditNote, delivered, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

describe('a credit note', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    async function paidOrder(final = false) {
      const { gate, office } = here;
      const payers = await payersOf(gate);
      const order = office.order({ quantity: 4 });
      const ready = await delivered(office, order);
      const everything = invoice(order, {
        machines: 4,
        items: [
          [1, 4],
          [2, 4],
        ],
        final,
      });
      const paid = await pay(payers.maker, ready, final ? everything : invoice(order, { machines: 4 }));
      assertPaid(paid);
      return { gate, office, payers, order, paid, payment: String(paid.body.payment.id) };
    }
    const machine = (quantity = 1) => ({
      amount: (4999 * quantity).toFixed(2),
      lines: [{ line: 1, quantity, amount: (4999 * quantity).toFixed(2) }],
    });

    it('encumbers again what was paid, so that another invoice can be paid with it', async () => {
      const { gate, office, payers, order, paid, payment } = await paidOrder();

      const credited = await credit(payers, payment, machine(1));
      const last = await payers.maker.get(`/v1/orders/${idOf(paid)}`);
      const again = await pay(payers.maker, last, invoice(order, { machines: 1 }));

      assert.equal(credited.status, 200, JSON.stringify(credited.body));
      assert.equal(credited.body.result.body.goesTo, 'encumbered');
      assertPaid(again);
      assert.deepEqual((await movesOf(gate, office.hardwareLine, again)).slice(2), [
        'payment 19996.00 encumbered → spent',
        'credit 4999.00 spent → encumbered',
        'payment 4999.00 encumbered → spent',
      ]);
      const { body } = await payers.maker.get(`/v1/payments/${payment}`);
      assert.deepEqual(
        [body.credited, body.creditNotes.length, body.creditNotes[0].lines],
        ['4999.00', 1, machine().lines],
      );
    });

    it('takes two people: its maker does not sign it, and one person alone carries out nothing', async () => {
      const { gate, office, payers, payment } = await paidOrder();
      const officerOfAudit = await gate.as('audit');

      const proposal = await proposed(payers.maker, `/v1/payments/${payment}/credit-notes`, creditNote(machine()));

      assertRefused(await sign(payers.maker, proposal.body), 403, 'proposal.same_person');
      assertRefused(
        await office.officer.post(`/v1/payments/${payment}/credit-notes`, creditNote(machine())),
        403,
        'access.role',
      );
      assertRefused(
        await officerOfAudit.post(`/v1/payments/${payment}/credit-notes`, creditNote(machine())),
        403,
        'access.role',
      );
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '19996.00');
      assert.equal((await sign(payers.signer, proposal.body)).status, 200);
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '14997.00');
    });

    it('never takes back more than was paid, whether at once or one after the other', async () => {
      const { gate, office, payers, payment } = await paidOrder();
      const post = (own: Parameters<typeof creditNote>[0]) =>
        payers.maker.post(`/v1/payments/${payment}/credit-notes`, creditNote(own));

      assertRefused(await post(machine(5)), 422, 'credit_note.above_paid');
      assertRefused(
        await post({ amount: '4999.00', lines: [{ line: 1, quantity: 5, amount: '4999.00' }] }),
        422,
        'credit_note.above_paid',
      );
      assertRefused(await post({ ...machine(1), amount: '4998.00' }), 422, 'credit_note.amounts');
      assertRefused(await post({ amount: '0.00' }), 422, 'credit_note.amounts');
      assertRefused(
        await post({ amount: '1.00', softwarePlan: [{ item: 1, seats: 1, amount: '1.00' }] }),
        422,
        'credit_note.unknown_part',
      );
      assertRefused(await post({ ...machine(1), creditedOn: '2026-06-02' }), 422, 'credit_note.credited_on');
      const [three, two] = [
        await proposed(payers.maker, `/v1/payments/${payment}/credit-notes`, creditNote(machine(3))),
        await proposed(payers.maker, `/v1/payments/${payment}/credit-notes`, creditNote(machine(2))),
      ];
      assert.equal((await sign(payers.signer, three.body)).status, 200);
      assertRefused(await sign(payers.signer, two.body), 422, 'credit_note.above_paid');
      assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
        ...{ available: '980004.00', encumbered: '14997.00', spent: '4999.00' },
      });
    });

    it('is recorded once under its number', async () => {
      const { payers, payment } = await paidOrder();
      await credit(payers, payment, { ...machine(1), number: 'hz 1' });

      assertRefused(await credit(payers, payment, { ...machine(1), number: 'HZ1' }), 422, 'credit_note.number_used');
    });

    it('is recorded once however its number is written, and one of another code is another', async () => {
      const { gate, office, payers, payment } = await paidOrder();
      const numbered = (number: string) => credit(payers, payment, { ...machine(1), number });

      const first = await numbered('红字发票代码：144031900111，号码：12345678');
      const bare = await numbered('12345678');
      const signs = await numbered('144031900111-1234-5678');
      const other = await numbered('144031900112 12345678');

      assert.equal(first.status, 200, JSON.stringify(first.body));
      assertRefused(bare, 422, 'credit_note.number_used');
      assert.match(JSON.stringify(bare.body.errors), /若为另一张发票，请连同发票代码填写/);
      assertRefused(signs, 422, 'credit_note.number_used');
      assert.equal(other.status, 200, JSON.stringify(other.body));
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '9998.00');
      await assertSound(gate);
    });

    it('is recorded once also where a supplement that was rejected named another supplier', async () => {
      const { gate, office } = here;
      const payers = await payersOf(gate);
      const order = office.order({ quantity: 4 });
      const ready = await came(office, await contracted(office, order), { machines: 3 });
      const paid = await pay(payers.maker, ready, invoice(order, { machines: 3 }));
      const note = { ...machine(1), number: 'HZ 1' };
      await credit(payers, paid.body.payment.id, note);
      const { supplier: creditCode } = await openOffice(gate);
      const last = await office.officer.get(`/v1/orders/${idOf(paid)}`);
      const supplier = { creditCode, name: '另一供应商', creditCheckedOn: '2026-06-01' };
      const supplement = await actsOf(office.officer).amend(last, { ...order, supplier });

      const again = await credit(payers, paid.body.payment.id, note);

      assert.equal(supplement.body.decision.outcome, 'rejected');
      assertRefused(again, 422, 'credit_note.number_used');
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '9998.00');
    });

    it('goes back first to the line that paid last', async () => {
      const { gate, office } = here;
      const payers = await payersOf(gate);
      const { agencyCode, hardwareLine } = office;
      const second = await openLine(gate, { agencyCode, economicClass: '31002', appropriation: '100000.00' });
      const order = office.order();
      const [line] = order.lines;
      assert.ok(line);
      const funding = [
        { budgetLine: second, amount: '3000.00' },
        { budgetLine: hardwareLine, amount: '1999.00' },
      ];
      const ready = await came(office, await contracted(office, { ...order, lines: [{ ...line, funding }] }), {
        machines: 1,
      });
      const paid = await pay(payers.maker, ready, invoice(order, { machines: 1 }));

      const credited = await credit(payers, paid.body.payment.id, {
        amount: '2000.00',
        lines: [{ line: 1, quantity: 1, amount: '2000.00' }],
      });

      assertPaid(paid);
      assert.ok(second > hardwareLine);
      assert.deepEqual(credited.body.result.body.budget, [
        { budgetLine: hardwareLine, amount: '1999.00' },
        { budgetLine: second, amount: '1.00' },
      ]);
    });

    it('takes nothing back of a payment that was rejected, or of none', async () => {
      const { gate, office } = here;
      const payers = await payersOf(gate);
      const order = office.order();
      const ready = await delivered(office, order);
      const rejected = await pay(payers.maker, ready, invoice(order, { machines: 1, invoiceOn: '2026-05-01' }));

      assertRefused(await credit(payers, rejected.body.payment.id, machine(1)), 409, 'payment.not_paid');
      assertRefused(await credit(payers, 'pay_unknown', machine(1)), 404, 'payment.not_found');
    });

    it('gives back to its line what is credited after the final payment', async () => {
      const { gate, office, payers, paid, payment } = await paidOrder(true);

      const credited = await credit(payers, payment, machine(1));

      assert.equal(credited.body.result.body.goesTo, 'available');
      assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
        ...{ available: '985003.00', encumbered: '0.00', spent: '14997.00' },
      });
      assert.equal((await payers.maker.get(`/v1/orders/${idOf(paid)}`)).body.state, 'closed');
    });

    it('opens the order again when it takes back the whole of the final payment', async () => {
      const { gate, office, payers, order, paid, payment } = await paidOrder(true);
      const { lines, softwarePlan, amount } = invoice(order, {
        machines: 4,
        items: [
          [1, 4],
          [2, 4],
        ],
      });

      const credited = await credit(payers, payment, { lines, softwarePlan, amount });
      const open = await payers.maker.get(`/v1/orders/${idOf(paid)}`);
      const again = await pay(
        payers.maker,
        open,
        invoice(order, {
          machines: 4,
          items: [
            [1, 4],
            [2, 4],
          ],
          final: true,
        }),
      );

      assert.deepEqual([credited.body.result.body.goesTo, open.body.state], ['encumbered', 'accepted']);
      assertPaid(again);
      assert.equal(again.body.order.state, 'closed');
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '19996.00');
    });

    it('gives back to its line what a terminated contract had spent', async () => {
      const { gate, office } = here;
      const payers = await payersOf(gate);
      const order = office.order({ quantity: 5 });
      const ready = await came(office, await contracted(office, order), { machines: 4 });
      const paid = await pay(payers.maker, ready, invoice(order, { machines: 4 }));
      await stepsOf(office.officer).terminate(paid);

      const credited = await credit(payers, paid.body.payment.id, machine(4));

      assert.equal(credited.body.result.body.goesTo, 'available');
      assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
        ...{ available: '1000000.00', encumbered: '0.00', spent: '0.00' },
      });
    });
  });
});
