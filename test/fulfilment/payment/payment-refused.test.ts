import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inTransaction } from '../../../src/db/index.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { freezeAccounts } from '../../../src/ledger/index.ts';
import { governed } from '../../../src/log/index.ts';
import { assertRefused, idOf, officeForEachTest } from '../../orders/life-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { contracted } from '../fulfilment-support.ts';
import { assertPaid, came, delivered, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

describe('a payment that cannot be judged', () => {
  onOneEngine('what is refused is told of what was read', (engine) => {
    const here = officeForEachTest(engine);

    type Change = (order: OrderSubmission) => Parameters<typeof invoice>[1] | ReturnType<typeof invoice>;
    const refused: readonly (readonly [string, string, readonly string[], Change])[] = [
      [
        'names a line that the order does not have',
        'unknown_part',
        ['/lines/0'],
        () => ({
          amount: '1.00',
          lines: [{ line: 9, quantity: 1, amount: '1.00' }],
        }),
      ],
      [
        'names a line twice',
        'unknown_part',
        ['/lines/1'],
        () => ({
          amount: '2.00',
          lines: [
            { line: 1, quantity: 1, amount: '1.00' },
            { line: 1, quantity: 1, amount: '1.00' },
          ],
        }),
      ],
      [
        'names an item that the order does not have',
        'unknown_part',
        ['/softwarePlan/0'],
        () => ({
          amount: '1.00',
          softwarePlan: [{ item: 9, seats: 1, amount: '1.00' }],
        }),
      ],
      ['does not add up', 'amounts', ['/amount'], () => ({ machines: 1, amount: '4998.99' })],
      ['is for nothing and not the last', 'amounts', ['/amount'], () => ({ amount: '0.00' })],
      [
        'has no invoice',
        'invoice_missing',
        ['/invoiceNumber', '/invoiceOn'],
        () => ({
          machines: 1,
          invoiceNumber: null,
          invoiceOn: null,
        }),
      ],
      ['is of tomorrow', 'invoice_on', ['/invoiceOn'], () => ({ machines: 1, invoiceOn: '2026-06-02' })],
      ['is for more than was contracted', 'above_contract', ['/lines/0/quantity'], () => ({ machines: 21 })],
      [
        'is for more seats than were contracted',
        'above_contract',
        ['/softwarePlan/0/seats'],
        () => ({ items: [[1, 21]] }),
      ],
      [
        'is a fen dearer than the contract',
        'above_contract',
        ['/lines/0/amount'],
        () => ({
          amount: '4999.01',
          lines: [{ line: 1, quantity: 1, amount: '4999.01' }],
        }),
      ],
      [
        'is money for nothing',
        'above_contract',
        ['/lines/0/amount'],
        () => ({
          amount: '0.01',
          lines: [{ line: 1, quantity: 0, amount: '0.01' }],
        }),
      ],
      ['is for what has not come', 'above_accepted', ['/lines/0/quantity'], () => ({ machines: 19 })],
      ['is for licences that have not come', 'above_accepted', ['/softwarePlan/0/seats'], () => ({ items: [[2, 1]] })],
    ];
    it('says what the pieces that are paid may cost at most, together with those of before', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 20 });
      const ready = await came(office, await contracted(office, order), { machines: 18, items: [] });
      const parts = { amount: '20000.00', lines: [{ line: 1, quantity: 4, amount: '20000.00' }] };

      const answer = await pay(maker, ready, invoice(order, parts));

      assert.match(JSON.stringify(answer.body.errors), /连同已付共 4 件（套），按合同单价最多 19,996\.00 元。/);
    });

    for (const [what, code, pointers, change] of refused) {
      it(`is refused when it ${what}`, async () => {
        const { gate, office } = here;
        const { maker } = await payersOf(gate);
        const order = office.order({ quantity: 20 });
        const ready = await came(office, await contracted(office, order), {
          ...{ machines: 18, items: [{ item: 1, seats: 20 }] },
        });

        const answer = await pay(maker, ready, invoice(order, change(order)));

        assertRefused(answer, 422, `payment.${code}`);
        assert.deepEqual(pointersOf(answer), pointers);
        assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
          ...{ available: '900020.00', encumbered: '99980.00', spent: '0.00' },
        });
        assert.deepEqual((await maker.get(`/v1/orders/${idOf(ready)}/payments`)).body.items, []);
      });
    }

    it('is refused before anything has come and before there is a contract', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order();
      const approved = await office.submit(order);
      const signed = await contracted(office, office.order());

      assertRefused(await pay(maker, approved, invoice(order, { machines: 1 })), 409, 'order.state');
      assertRefused(await pay(maker, signed, invoice(order, { machines: 1 })), 422, 'payment.above_accepted');
    });

    it('pays an invoice of a supplier once, for whatever order and however it is written', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order();
      const other = office.order();
      const first = await delivered(office, order);
      const second = await delivered(office, other);
      const rejected = await pay(
        maker,
        first,
        invoice(order, { machines: 1, invoiceNumber: 'fp 77a', invoiceOn: '2026-05-30' }),
      );
      const paid = await pay(maker, rejected, invoice(order, { machines: 1, invoiceNumber: 'fp 77a' }));

      assertPaid(paid);
      const again = invoice(order, { items: [[1, 1]], invoiceNumber: 'ＦＰ77A' });
      assertRefused(await pay(maker, paid, again), 422, 'payment.invoice_used');
      assertRefused(
        await pay(maker, second, invoice(other, { machines: 1, invoiceNumber: 'FP77a ' })),
        422,
        'payment.invoice_used',
      );
      await here.moveTo();
      const elsewhere = here.office.order();
      const ready = await delivered(here.office, elsewhere);
      assertPaid(await pay(maker, ready, invoice(elsewhere, { machines: 1, invoiceNumber: 'fp 77a' })));
    });

    it('is refused while its budget line does not reconcile', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order();
      const ready = await delivered(office, order);
      const name = { accountKind: 'budget-line' as const, account: office.hardwareLine };
      const fault = { check: 'counter' as const, subject: 'x', of: 'spent_fen', expected: '0', found: '1' };
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, (entry) => freezeAccounts(entry, [{ ...name, faults: [fault] }])),
      );

      assertRefused(await pay(maker, ready, invoice(order, { machines: 1 })), 409, 'account.frozen');
      assertPaid(await pay(maker, ready, invoice(order, { items: [[1, 1]] })));
    });

    it('wants the order as it stands, a person of the finance bureau, and an order within reach', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 2 });
      const ready = await delivered(office, order);
      const elsewhere = await gate.as('finance', { grant: { region: '110000' }, who: 'far away' });
      const paid = await pay(maker, ready, invoice(order, { machines: 1 }));

      assertRefused(await pay(maker, ready, invoice(order, { machines: 1 })), 412, 'order.stale');
      assertRefused(await pay(office.officer, paid, invoice(order, { machines: 1 })), 403, 'access.role');
      assertRefused(await pay(elsewhere, paid, invoice(order, { machines: 1 })), 404, 'order.not_found');
      assertRefused(await elsewhere.get(`/v1/payments/${paid.body.payment.id}`), 404, 'payment.not_found');
    });

    it('is done once when it is asked for twice', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 2 });
      const ready = await delivered(office, order);
      const statement = invoice(order, { machines: 1 });
      const key = { 'idempotency-key': `pay-${idOf(ready)}` };

      const answers = await Promise.all([1, 2, 3].map(() => pay(maker, ready, statement, key)));
      const later = await pay(maker, ready, statement, key);

      assert.deepEqual(
        [...answers, later].map(({ status }) => status),
        [201, 201, 201, 201],
      );
      assert.equal(new Set([...answers, later].map(({ body }) => body.payment.id)).size, 1);
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '4999.00');
      assertRefused(await pay(maker, ready, { ...statement, final: true }, key), 422, 'idempotency_key.reused');
    });

    it('twenty at once for the last fen of a commitment spend it once', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order();
      const ready = await delivered(office, order);

      const answers = await Promise.all(
        Array.from({ length: 20 }, () => pay(maker, ready, invoice(order, { machines: 1 }))),
      );
      const fresh = await maker.get(`/v1/orders/${idOf(ready)}`);
      const later = await pay(maker, fresh, invoice(order, { machines: 1 }));

      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array.from({ length: 19 }, () => 412)]);
      assertRefused(later, 422, 'payment.above_contract');
      assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
        ...{ available: '995001.00', encumbered: '0.00', spent: '4999.00' },
      });
    });
  });
});

function pointersOf({ body }: Response): readonly string[] {
  return body.errors.map(({ pointer }: { pointer: string }) => pointer);
}
