import assert from 'node:assert/strict';
import { inSnapshot } from '../../../src/db/index.ts';
import type { OrderLine, OrderSubmission } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { actsOf, unchecked } from '../life-support.ts';
import { assertApproved, assertJudged, composed, itemsOf, LARGE, lineOf } from '../tricky-cases/tricky-orders.ts';

const TWIN = ['INT-03 twin-order /lines'];

describe('twins', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate, LARGE);
    });
    after(() => gate.close());

    /** Machines of these models, two of each, and perhaps a cabinet of one yuan; always from the same supplier. */
    const order = (models: readonly string[], { withCabinet = false } = {}): OrderSubmission => {
      const machines = models.map((model, at) => ({ ...lineOf(office), line: at + 1, model, quantity: 2 }));
      const { officeItem, antivirus } = itemsOf(office);
      const seats = 2 * models.length;
      return composed(office, {
        lines: [...machines, ...(withCabinet ? [cabinet(models.length + 1)] : [])],
        items: [officeItem, antivirus].map((item) => ({ ...item, seats })),
        order: { supplier: unchecked(office), method: 'e-mall' },
      });
    };
    const cabinet = (line: number): OrderLine => ({
      ...{ ...lineOf(office), line, goods: 'other', computer: null, description: '文件柜' },
      ...{
        catalogue: { edition: '2022', code: 'A05010201' },
        brand: null,
        model: null,
        quantity: 1,
        unitPrice: '1.00',
      },
    });

    it('are found though one has a line more of one yuan', async () => {
      assertApproved(await office.submit(order(['甲'])));
      assertJudged(await office.submit(order(['甲'], { withCabinet: true })), 'referred', TWIN);
    });

    it('are found though one has machines more, and though one has machines less', async () => {
      assertApproved(await office.submit(order(['甲', '乙'])));

      assertJudged(await office.submit(order(['甲', '乙', '丙'])), 'referred', TWIN);
      assertJudged(await office.submit(order(['乙'])), 'referred', TWIN);
    });

    it('are not orders of which each has machines of its own', async () => {
      assertApproved(await office.submit(order(['甲', '乙'])));
      assertApproved(await office.submit(order(['乙', '丙'])));
    });

    it('are not two lines alike beside one such line and another', async () => {
      assertApproved(await office.submit(order(['甲', '甲', '乙'])));
      assertApproved(await office.submit(order(['甲', '丙'])));
      assertJudged(await office.submit(order(['甲', '甲'])), 'referred', TWIN);
    });

    it('are not orders of other agencies, and not those outside the window', async () => {
      assertApproved(await office.submit(order(['甲'])));
      gate.clock.advance({ days: 31 });
      assertApproved(await office.submit(order(['甲'], { withCabinet: true })));
      office = await openOffice(gate, LARGE);
      assertApproved(await office.submit(order(['甲'])));
    });

    it('are not an order that was withdrawn, nor what an order was before it was amended', async () => {
      const withdrawn = await office.submit(order(['甲']));
      await actsOf(office.officer).withdraw(withdrawn);
      const amended = await office.submit(order(['甲'], { withCabinet: true }));
      assertApproved(amended);
      assertApproved(
        await actsOf(office.officer).amend(amended, { ...order(['乙']), reference: amended.body.order.reference }),
      );
      assertApproved(await office.submit(order(['甲'])));
    });

    it('are found inside one batch as well', async () => {
      const answer = await office.officer.post('/v1/orders/batch', {
        orders: [order(['甲']), order(['甲'], { withCabinet: true })],
      });

      const outcomes = answer.body.results.map(({ decision }: { decision: { outcome: string } }) => decision.outcome);
      assert.deepEqual(outcomes, ['approved', 'referred'], JSON.stringify(answer.body).slice(0, 500));
    });

    it('are found by one statement a batch, by an index that the window bounds', async () => {
      const query = 'select order_id from order_machine_lines where line_key in (?, ?) and submitted_on >= ?';
      const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
      const plan = await inSnapshot(gate.db, (tx) => tx.raw(`${explain} ${query}`, ['a', 'b', '2026-06-01']));

      assert.match(JSON.stringify(plan), /order_machine_lines_by_key/);
    });
  });
});
