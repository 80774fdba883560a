import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { actsOf, grantMore, officeForEachTest, withThinEvidence } from '../../orders/life-support.ts';
import { assertApproved, assertJudged, registered } from '../../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../../support/databases.ts';
import { assertSound } from '../delivery/acceptance-support.ts';
import { contracted, contractFor, stepsOf } from '../fulfilment-support.ts';
import { assertPaid, came, credit, invoice, pay, payersOf } from './payment-support.ts';

describe('what orders use of a filed plan', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    async function filed(name: string): Promise<string> {
      const { agencyCode } = here.office;
      const number = `BA-${agencyCode}-${name}`;
      const filing = { agencyCode, fiscalYear: 2026, filedOn: '2026-01-01', amount: '900000.00', items: [] };
      await registered(here.gate, '/v1/plan-filings', { ...filing, number });
      return number;
    }
    /** In fen, as the rule on filed plans sees it. */
    async function usedOf(number: string): Promise<number> {
      const row = await here.gate.db.reader('plan_filings').where({ number }).first();
      return Number(row.used_fen);
    }
    const fenOf = ({ total }: OrderSubmission): number => Math.round(Number(total) * 100);
    const onFiling = (name: string): OrderSubmission =>
      here.office.order({ order: { planFilingNumber: `BA-${here.office.agencyCode}-${name}` } });

    it('is counted once for an order that waited while the plan was registered, however often it is decided again', async () => {
      const order = withThinEvidence(onFiling('A'));
      const { decideAgain, withdraw } = actsOf(here.office.officer);
      const waiting = await here.office.submit(order);
      const number = await filed('A');

      const again = await decideAgain(await decideAgain(waiting));
      const during = await usedOf(number);
      const withdrawn = await withdraw(again);

      assert.equal(again.body.order.state, 'referred');
      assert.equal(during, fenOf(order));
      assert.equal(withdrawn.status, 200);
      assert.equal(await usedOf(number), 0);
      await assertSound(here.gate);
    });

    it('is counted together however the number is typed, and given back to the plan it was taken from', async () => {
      const number = await filed('n1');
      const typed = here.office.order({ order: { planFilingNumber: number.toLowerCase().replace('-n1', '－ Ｎ１') } });

      const [first, second] = [await here.office.submit(onFiling('n1')), await here.office.submit(typed)];
      const during = await usedOf(number);
      await actsOf(here.office.officer).withdraw(second);

      assertApproved(first);
      assertApproved(second);
      assert.equal(during, fenOf(typed) * 2);
      assert.equal(await usedOf(number), fenOf(typed));
      await assertSound(here.gate);
    });

    it('is not guessed from a number that differs by signs: a person looks, and other numbers are nobody’s', async () => {
      await filed('n-2');

      const alike = await here.office.submit(onFiling('n2'));
      const other = await here.office.submit(onFiling('n3'));

      assertJudged(alike, 'referred', ['INT-11 filing-alike /planFilingNumber']);
      assertApproved(other);
    });

    it('is counted once for an order that was cured after the plan was registered, and then contracted', async () => {
      await here.moveTo({ hardwareMoney: '1.00' });
      const order = onFiling('A');
      const rejected = await here.office.submit(order);
      const number = await filed('A');
      await grantMore(here.gate, here.office.hardwareLine, '100000.00');

      const approved = await actsOf(here.office.officer).decideAgain(rejected);
      const signed = await stepsOf(here.office.officer).contract(approved, contractFor(order));
      const during = await usedOf(number);
      await stepsOf(here.office.officer).terminate(signed);

      assert.equal(rejected.body.decision.outcome, 'rejected');
      assertApproved(signed);
      assert.equal(during, fenOf(order));
      assert.equal(await usedOf(number), 0);
      await assertSound(here.gate);
    });

    it('stands on the plan that a supplement names, and a credit note after the termination frees that one', async () => {
      const [first, second] = [await filed('A'), await filed('B')];
      const { officer } = here.office;
      const payers = await payersOf(here.gate);
      const order = { ...onFiling('A') };
      const signed = await contracted(here.office, order);
      const supplement = await actsOf(officer).amend(signed, { ...order, planFilingNumber: second });
      const ready = await came(here.office, supplement, { machines: 1 });
      const paid: Response = await pay(payers.maker, ready, invoice(order, { machines: 1 }));
      await stepsOf(officer).terminate(paid);
      const spent = [await usedOf(first), await usedOf(second)];
      await assertSound(here.gate);

      const credited = await credit(payers, paid.body.payment.id, {
        amount: '4999.00',
        lines: [{ line: 1, quantity: 1, amount: '4999.00' }],
      });

      assertPaid(paid);
      assert.deepEqual(spent, [0, 499_900]);
      assert.equal(credited.status, 200, JSON.stringify(credited.body));
      assert.deepEqual([await usedOf(first), await usedOf(second)], [0, 0]);
      await assertSound(here.gate);
    });
  });
});
