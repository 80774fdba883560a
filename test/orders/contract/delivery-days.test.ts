import assert from 'node:assert/strict';
import { contracted, contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { forEachEngine, onOneOfThem } from '../../support/databases.ts';
import { actsOf, gateForEachTest } from '../life-support.ts';
import { assertApproved, assertJudged } from '../tricky-cases/tricky-orders.ts';

const BEFORE = 'BUD-07 before-order /expectedDeliveryOn';
const LATE = 'BUD-07 after-year /expectedDeliveryOn';

/** The clock of the tests begins on 2026-06-01, and orders are paid with money of 2026. */
forEachEngine('statements', (engine) => {
  onOneOfThem(engine, 'days are judged of facts, whichever engine they come from', () => {
    describe('the day of delivery', () => {
      const place = gateForEachTest(engine);
      const dueOn = (expectedDeliveryOn: string) => {
        const item = { deliverBy: expectedDeliveryOn, licenceType: 'perpetual', validFrom: '2026-05-31' } as const;
        const antivirus = { ...item, serviceMonths: 12, validUntil: null };
        return place.office.order({ office: item, antivirus, order: { expectedDeliveryOn } });
      };

      it('is not before the order', async () => {
        assertJudged(await place.office.submit(dueOn('2026-05-31')), 'rejected', [BEFORE]);
        assertApproved(await place.office.submit(dueOn('2026-06-01')));
      });

      it('may be six months after the year of the money, and goes to a person a day later', async () => {
        assertApproved(await place.office.submit(dueOn('2027-06-30')));
        assertJudged(await place.office.submit(dueOn('2027-07-01')), 'referred', [LATE]);
      });

      it('is not moved by a contract before the order, nor unseen beyond the months', async () => {
        const order = dueOn('2026-09-01');
        const approved = await place.office.submit(order);
        const { contract } = stepsOf(place.office.officer);
        const moved = (expectedDeliveryOn: string) => {
          const softwarePlan = [1, 2].map((item) => ({ item, deliverBy: expectedDeliveryOn }));
          return contractFor(order, { expectedDeliveryOn, softwarePlan });
        };

        const late = await contract(approved, moved('2030-09-01'));
        const early = await contract(late, moved('2026-05-31'));

        assertJudged(late, 'referred', [LATE]);
        assertJudged(early, 'rejected', [BEFORE]);
      });

      it('does not stop a supplement that comes after the goods', async () => {
        const { office, gate } = place;
        const order = office.order({ quantity: 10 });
        const signed = await contracted(office, order);
        gate.clock.advance({ days: 120 });
        const again = office.order({ reference: order.reference, quantity: 11 });
        const lines = again.lines.map((line) => ({ ...line, model: order.lines[0]?.model ?? null }));

        const supplement = await actsOf(office.officer).amend(signed, { ...again, lines });

        const rules = supplement.body.decision.findings.map(({ rule }: { rule: string }) => rule);
        assert.ok(!rules.includes('BUD-07'), JSON.stringify(rules));
        assert.equal(supplement.body.decision.stage, 'contract');
      });
    });
  });
});
