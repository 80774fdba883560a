import assert from 'node:assert/strict';
import type { OrderLine, OrderSubmission } from '../../../src/facts/submission.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { actsOf, unchecked } from '../life-support.ts';
import { assertApproved, assertJudged, composed, itemsOf, LARGE, lineOf } from '../tricky-cases/tricky-orders.ts';

const ABOVE = (line: number) => [`HW-11 above-caps-together /lines/${line}/unitPrice`];

describe('what is bought beside machines', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate, LARGE);
    });
    after(() => gate.close());

    const ordered = (lines: readonly OrderLine[], seats: number): OrderSubmission => {
      const { officeItem, antivirus } = itemsOf(office);
      const items = seats === 0 ? [] : [officeItem, antivirus].map((item) => ({ ...item, seats }));
      return composed(office, { lines, items, order: { supplier: unchecked(office), method: 'e-mall' } });
    };
    const machines = (): OrderLine => ({ ...lineOf(office), quantity: 4 });
    const kit = (line: number, more: Partial<OrderLine> = {}): OrderLine => ({
      ...{
        ...lineOf(office),
        line,
        goods: 'other',
        computer: null,
        description: '主机升级套件',
        brand: null,
        model: null,
      },
      ...{ catalogue: { edition: '2022', code: 'A05010201' }, quantity: 4, unitPrice: '6000.00', ...more },
    });

    it('is found in the order itself', async () => {
      assertJudged(await office.submit(ordered([machines(), kit(2)], 4)), 'referred', ABOVE(1));
    });

    it('is found in a later order, and machines are found that come after it', async () => {
      assertApproved(await office.submit(ordered([machines()], 4)));
      assertJudged(await office.submit(ordered([kit(1)], 0)), 'referred', ABOVE(0));

      office = await openOffice(gate, LARGE);
      assertApproved(await office.submit(ordered([kit(1)], 0)));
      assertJudged(await office.submit(ordered([machines()], 4)), 'referred', ABOVE(0));
    });

    it('is found in two orders of one batch', async () => {
      const orders = [ordered([machines()], 4), ordered([kit(1)], 0)];
      const { body } = await office.officer.post('/v1/orders/batch', { orders });

      const outcomes = body.results.map(({ decision }: { decision: { outcome: string } }) => decision.outcome);
      assert.deepEqual(outcomes, ['approved', 'referred']);
    });

    it('counts no more once its order is withdrawn, nor what another agency bought', async () => {
      const first = await office.submit(ordered([kit(1)], 0));
      assertApproved(first);
      await actsOf(office.officer).withdraw(first);
      assertApproved(await office.submit(ordered([machines()], 4)));

      office = await openOffice(gate, LARGE);
      assertApproved(await office.submit(ordered([kit(1)], 0)));
    });

    it('counts for ninety days', async () => {
      const own = await startGate({ engine });
      try {
        office = await openOffice(own, LARGE);
        assertApproved(await office.submit(ordered([machines()], 4)));
        own.clock.advance({ days: 91 });
        assertApproved(await office.submit(ordered([kit(1)], 0)));
      } finally {
        await own.close();
      }
    });

    it('is amended without the order standing in its own way', async () => {
      const both = ordered([machines(), kit(2, { quantity: 1, unitPrice: '3000.00' })], 4);
      const approved = await office.submit(both);
      assertApproved(approved);
      const again = ordered([machines(), kit(2, { quantity: 1, unitPrice: '3400.00' })], 4);

      assertApproved(await actsOf(office.officer).amend(approved, { ...again, reference: both.reference }));
    });

    it('is not a purchase with months of rent', async () => {
      const { status, body } = await office.submit(ordered([{ ...machines(), leaseMonths: 12 }], 4));

      assert.deepEqual([status, body.code], [422, 'order.lease_months']);
      assert.equal(body.errors[0].pointer, '/lines/0/leaseMonths');
    });
  });
});
