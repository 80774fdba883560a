import assert from 'node:assert/strict';
import { besideWithoutReaders } from '../../gate/readers/readers-support.ts';
import { assertRefused, officeForEachTest } from '../../orders/life-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { callerWith } from '../../support/gate.ts';
import { assertSound } from '../delivery/acceptance-support.ts';
import { assertPaid, delivered, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

describe('one tax invoice', () => {
  forEachEngine('locks', (engine) => {
    const here = officeForEachTest(engine);

    it('is paid once, with words before its number, signs in it or its code left out', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 4 });
      const ready = await delivered(office, order);
      const written = (invoiceNumber: string) => invoice(order, { machines: 1, invoiceNumber });

      const paid = await pay(maker, ready, written('发票代码：144031900111，发票号码：12345678'));
      const bare = await pay(maker, paid, written('12345678'));
      const signs = await pay(maker, paid, written('144031900111-1234-5678'));
      const ofAnotherCode = await pay(maker, paid, written('144031900112 12345678'));

      assertPaid(paid);
      assertRefused(bare, 422, 'payment.invoice_used');
      assert.match(JSON.stringify(bare.body.errors), /若为另一张发票，请连同发票代码填写/);
      assertRefused(signs, 422, 'payment.invoice_used');
      assertPaid(ofAnotherCode);
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '9998.00');
      await assertSound(gate);
    });

    it('is paid once when two gates pay it at once for two orders under two writings', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const [one, other] = [office.order(), office.order()];
      const [first, second] = [await delivered(office, one), await delivered(office, other)];
      const beside = await besideWithoutReaders(gate);
      const there = callerWith({ url: beside.url, secret: maker.secret, faults: [] });

      const answers = await Promise.all([
        pay(maker, first, invoice(one, { machines: 1, invoiceNumber: '26442000000012345678' })),
        pay(there, second, invoice(other, { machines: 1, invoiceNumber: '发票号码：12345678' })),
      ]);
      await beside.close();

      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422]);
      assert.equal((await moneyOf(gate, office.hardwareLine)).spent, '4999.00');
      await assertSound(gate);
    });

    it('that was paid without its code is not paid once more with it, whatever day it is said to be of', async () => {
      const { gate, office } = here;
      const { maker } = await payersOf(gate);
      const order = office.order({ quantity: 4 });
      const ready = await delivered(office, order);
      const written = (invoiceNumber: string, invoiceOn: string) =>
        invoice(order, { machines: 1, invoiceNumber, invoiceOn });

      gate.clock.advance({ days: 3 });

      const bare = await pay(maker, ready, written('12345678', '2026-06-01'));
      const sameDay = await pay(maker, bare, written('144031900111 12345678', '2026-06-01'));
      const otherDay = await pay(maker, bare, written('144031900111 12345678', '2026-06-02'));
      const otherDigits = await pay(maker, bare, written('144031900111 12345679', '2026-06-02'));

      assertPaid(bare);
      assertRefused(sameDay, 422, 'payment.invoice_used');
      assertRefused(otherDay, 422, 'payment.invoice_used');
      assertPaid(otherDigits);
      await assertSound(gate);
    });
  });
});
