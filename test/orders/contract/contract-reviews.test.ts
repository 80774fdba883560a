import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { contracted, contractFor, moneyOn, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { openOffice } from '../../support/office.ts';
import { actsOf, assertRefused, idOf, standingOf } from '../life-support.ts';
import {
  asDecided,
  dearOffice,
  deskForEachTest,
  forDesktops,
  granted,
  inTrayOf,
  openFindings,
  reviewOf,
  THIN_EVIDENCE,
  takenOf,
  turnDown,
  waivedFindings,
} from '../review/waivers-support.ts';
import { assertApproved } from '../tricky-cases/tricky-orders.ts';

describe('a contract and its reviews', () => {
  forEachEngine('statements', (engine) => {
    const here = deskForEachTest(engine);

    const contract = (...args: Parameters<ReturnType<typeof stepsOf>['contract']>) =>
      stepsOf(here.office.officer).contract(...args);
    const now = (last: Response): Promise<Response> => here.office.officer.get(`/v1/orders/${idOf(last)}`);

    /** An approved order whose contract offers a system on thin evidence. */
    async function referredContract(): Promise<Response> {
      const order = here.office.order();
      const system = { ...order.lines[0]?.computer?.operatingSystem, evidence: [] };
      const approved = await here.office.submit(order);
      return contract(approved, contractFor(order, { lines: [{ line: 1, operatingSystem: system }] }));
    }

    it('that was referred is in the in-tray, waived for its revision, decided again, and then stands', async () => {
      const referred = await referredContract();
      const inTray = await inTrayOf(here.legalization.first, here.office, 'legalization-office');
      const waiver = await granted(
        here.legalization,
        reviewOf(referred, { rules: [THIN_EVIDENCE], reasonCode: 'evidence-pending' }),
      );

      const again = await asDecided(here.office.officer, referred);

      assert.deepEqual(openFindings(referred), ['OS-04 thin']);
      assert.ok(inTray.includes(idOf(referred)));
      assert.deepEqual(waivedFindings(again), [`OS-04 thin ${waiver}`]);
      assert.deepEqual(openFindings(again), []);
      assert.deepEqual(standingOf(again), {
        ...{ state: 'contracted', outcome: 'approved', revision: 2, latestRevision: 2 },
      });
      assert.equal((await moneyOn(here.gate, here.office.hardwareLine)).encumbered, '4999.00');
      assert.equal(
        (await inTrayOf(here.legalization.first, here.office, 'legalization-office')).includes(idOf(referred)),
        false,
      );
    });

    it('that was referred may be turned down: the order stays approved with its money', async () => {
      const referred = await referredContract();

      const turnedDown = await turnDown(here.legalization.first, await now(referred));

      assert.equal(turnedDown.status, 200, JSON.stringify(turnedDown.body));
      assert.deepEqual(standingOf(turnedDown), {
        ...{ state: 'approved', outcome: 'rejected', revision: 1, latestRevision: 2 },
      });
      assert.deepEqual(await moneyOn(here.gate, here.office.hardwareLine), {
        ...{ available: '995001.00', reserved: '4999.00', encumbered: '0.00' },
      });
      assertRefused(await turnDown(here.legalization.first, turnedDown), 409, 'order.state');
    });

    it('as the order was approved keeps the review of it, and another one needs a review of its own', async () => {
      const order = dearOffice(here.office);
      const referred = await here.office.submit(order);
      const waiver = await granted(here.finance, reviewOf(referred));
      const approved = await asDecided(here.office.officer, referred);
      const other = { total: '5730.00', softwarePlan: [{ item: 1, unitPrice: '640.00' }] };

      const changed = await contract(approved, contractFor(order, other));
      const asApproved = await contract(changed, contractFor(order));

      assertWaived(approved, waiver);
      assert.deepEqual(openFindings(changed), ['HW-02 over-standard']);
      assert.equal(changed.body.order.state, 'approved');
      assertWaived(asApproved, waiver);
      assert.equal(asApproved.body.order.state, 'contracted');
    });

    it('stands on a waiver for machines once, and gives it back when it is terminated', async () => {
      const waiver = await granted(here.finance, forDesktops(here.office, 3));
      const order = dearOffice(here.office, 2);
      const approved = await here.office.submit(order);
      const afterApproval = await takenOf(here.finance.first, waiver);

      const signed = await contract(approved, contractFor(order));
      const afterContract = await takenOf(here.finance.first, waiver);
      await stepsOf(here.office.officer).terminate(signed);

      assertWaived(signed, waiver);
      assert.deepEqual(
        [afterApproval, afterContract],
        [
          [1, 2],
          [1, 2],
        ],
      );
      assert.deepEqual(await takenOf(here.finance.first, waiver), [0, 0]);
    });

    it('below the standard no longer needs what the approval stood on, and still counts it', async () => {
      const waiver = await granted(here.finance, forDesktops(here.office, 3));
      const order = dearOffice(here.office, 2);
      const approved = await here.office.submit(order);

      const signed = await contract(
        approved,
        contractFor(order, { total: '11380.00', softwarePlan: [{ item: 1, unitPrice: '600.00' }] }),
      );

      assertApproved(signed);
      assert.deepEqual(await takenOf(here.finance.first, waiver), [1, 2]);
    });

    it('and a supplement to it stand on what the supplement needed as a submission as well', async () => {
      const office = await openOffice(here.gate, { staff: 10 });
      const quota = { rules: [{ rule: 'HW-05', revision: 1, clause: 'desktops-over' }] };
      const order = office.order({ quantity: 10 });
      const signed = await contracted(office, order);
      const waiver = await granted(here.finance, forDesktops(office, 20, quota));
      const more = office.order({ reference: order.reference, quantity: 11 });
      const lines = more.lines.map((line) => ({ ...line, model: order.lines[0]?.model ?? null }));

      const supplement = await actsOf(office.officer).amend(signed, { ...more, lines });

      assertApproved(supplement);
      assert.equal(supplement.body.decision.stage, 'contract');
      assert.deepEqual(await takenOf(here.finance.first, waiver), [1, 11]);
    });
  });
});

function assertWaived(answer: Response, waiver: string): void {
  assert.equal(answer.body.decision?.outcome, 'approved', JSON.stringify(answer.body));
  assert.deepEqual(waivedFindings(answer), [`HW-02 over-standard ${waiver}`]);
}
