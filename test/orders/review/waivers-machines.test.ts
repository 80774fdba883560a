import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { packUnderTest } from '../../rules/pack-under-test.ts';
import { onOneEngine } from '../../support/databases.ts';
import { openEntitlement, openOffice } from '../../support/office.ts';
import { actsOf, idOf, seatsOf } from '../life-support.ts';
import {
  asDecided,
  dearOffice,
  deskForEachTest,
  forDesktops,
  gateForEachDesk,
  granted,
  openFindings,
  reviewOf,
  takenOf,
  waivedFindings,
} from './waivers-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a waiver for machines of an agency', () => {
    const desk = deskForEachTest(engine);

    const submit = (quantity: number): Promise<Response> => desk.office.submit(dearOffice(desk.office, quantity));
    const outcomeOf = ({ body }: Response): string => body.decision.outcome;

    it('lets orders through until its machines are used up, exactly', async () => {
      const { office, finance } = desk;
      const waiver = await granted(finance, forDesktops(office, 5));

      const three = await submit(3);
      const overByOne = await submit(3);
      const two = await submit(2);
      const one = await submit(1);

      assert.deepEqual([three, overByOne, two, one].map(outcomeOf), ['approved', 'referred', 'approved', 'referred']);
      assert.deepEqual(waivedFindings(three), [`HW-02 over-standard ${waiver}`]);
      assert.deepEqual(openFindings(overByOne), ['HW-02 over-standard']);
      assert.deepEqual(await takenOf(finance.first, waiver), [2, 5]);
    });

    it('counts inside one batch: order k sees what orders 1…k−1 took', async () => {
      const { office, finance } = desk;
      const waiver = await granted(finance, forDesktops(office, 4));

      const orders = [2, 2, 2, 1].map((quantity) => dearOffice(office, quantity));
      const { body } = await office.officer.post('/v1/orders/batch', { orders });

      assert.deepEqual(
        body.results.map(({ decision }: { decision: { outcome: string } }) => decision.outcome),
        ['approved', 'approved', 'referred', 'referred'],
      );
      assert.deepEqual(await takenOf(finance.first, waiver), [2, 4]);
    });

    it('has a last machine for one of two orders at once, and never for both', async () => {
      const { office, finance } = desk;
      const waiver = await granted(finance, forDesktops(office, 1));

      const both = await Promise.all([submit(1), submit(1)]);

      assert.deepEqual(both.map(outcomeOf).sort(), ['approved', 'referred']);
      assert.deepEqual(await takenOf(finance.first, waiver), [1, 1]);
    });

    it('is for so many orders as it says, however few their machines', async () => {
      const { office, finance } = desk;
      await granted(finance, forDesktops(office, 100, { usesMax: 2 }));

      const outcomes = [await submit(1), await submit(1), await submit(1)].map(outcomeOf);

      assert.deepEqual(outcomes, ['approved', 'approved', 'referred']);
    });

    it('gets its machines back when an order ends, and counts an amended one anew', async () => {
      const { office, finance } = desk;
      const waiver = await granted(finance, forDesktops(office, 3));
      const withdrawn = await submit(2);
      await actsOf(office.officer).withdraw(withdrawn);
      const afterWithdrawal = await takenOf(finance.first, waiver);

      const first = await submit(3);
      const { reference } = first.body.order;
      const smaller = await actsOf(office.officer).amend(first, { ...dearOffice(office, 2), reference });
      const afterAmendment = await takenOf(finance.first, waiver);
      const larger = await actsOf(office.officer).amend(smaller, { ...dearOffice(office, 4), reference });

      assert.deepEqual(afterWithdrawal, [0, 0]);
      assert.equal(outcomeOf(smaller), 'approved');
      assert.deepEqual(afterAmendment, [1, 2]);
      assert.equal(outcomeOf(larger), 'referred');
      assert.equal(larger.body.order.state, 'approved');
      assert.deepEqual(await takenOf(finance.first, waiver), [1, 2]);
    });

    it('counts a referred order too, while it waits', async () => {
      const { office, finance } = desk;
      const waiver = await granted(finance, forDesktops(office, 1));
      const thin = dearOffice(office);
      const system = { ...thin.lines[0]?.computer?.operatingSystem, state: 'preinstalled' as const, evidence: [] };
      const lines = thin.lines.map((line) => ({ ...line, computer: { ...line.computer, operatingSystem: system } }));

      const waiting = await office.submit({ ...thin, lines } as typeof thin);

      assert.equal(outcomeOf(waiting), 'referred');
      assert.deepEqual(openFindings(waiting), ['OS-04 thin']);
      assert.deepEqual(await takenOf(finance.first, waiver), [1, 1]);
      assert.equal(outcomeOf(await submit(1)), 'referred');
    });

    it('is not for another agency, nor for machines of another category', async () => {
      const { office, finance } = desk;
      const stranger = await openOffice(desk.gate);
      const agency = { agencyCode: office.agencyCode, category: 'laptop', devices: 9 };
      await granted(finance, forDesktops(office, 9, { scope: { agency } }));
      await granted(finance, forDesktops(stranger, 9));

      assert.equal(outcomeOf(await submit(1)), 'referred');
      assert.equal(outcomeOf(await stranger.submit(dearOffice(stranger))), 'approved');
    });

    it('is seen by a check, which gives an amended order its own machines back', async () => {
      const { office, finance } = desk;
      await granted(finance, forDesktops(office, 2));
      const check = async (query = '', same = {}) =>
        outcomeOf(await office.officer.post(`/v1/checks${query}`, { ...dearOffice(office, 2), ...same }));

      const before = await check();
      const order = await submit(2);
      const after = await check();
      const { reference } = order.body.order;
      const asAmendment = await check(`?order=${idOf(order)}`, { reference });

      assert.deepEqual([before, after, asAmendment], ['approved', 'referred', 'approved']);
      assert.equal(outcomeOf(await submit(1)), 'referred');
    });

    it('goes on counting under contract, more with a supplement, and gets all back when that is terminated', async () => {
      const { office, finance } = desk;
      // The origin of the machines is asked for at submission only, so the contract’s own decision sets nothing aside.
      const origin = { rule: 'PRC-05', revision: revisionOf('PRC-05'), clause: 'origin-not-stated' };
      const own = { rules: [origin], reasonCode: 'explained' };
      const waiver = await granted(finance, forDesktops(office, 40, own));
      const ofSets = (quantity: number) => office.order({ quantity, line: { domestic: null } });
      const order = ofSets(20);
      const approved = await office.submit(order);
      const { contract, terminate } = stepsOf(office.officer);

      const contracted = await contract(approved, contractFor(order));
      const underContract = await takenOf(finance.first, waiver);
      const larger = { ...ofSets(21), reference: order.reference };
      const lines = larger.lines.map((line) => ({ ...line, model: order.lines[0]?.model ?? null }));
      const supplement = await actsOf(office.officer).amend(contracted, { ...larger, lines });
      const withSupplement = await takenOf(finance.first, waiver);
      const terminated = await terminate(supplement);

      assert.equal(contracted.body.order.state, 'contracted', JSON.stringify(contracted.body));
      assert.deepEqual(contracted.body.decision.findings, []);
      assert.deepEqual(underContract, [1, 20]);
      assert.equal(supplement.body.decision.outcome, 'approved', JSON.stringify(supplement.body));
      assert.deepEqual(withSupplement, [1, 21]);
      assert.equal(terminated.body.state, 'terminated');
      assert.deepEqual(await takenOf(finance.first, waiver), [0, 0]);
    });

    it('comes after a review, which takes nothing of it', async () => {
      const { office, finance } = desk;
      const referred = await submit(1);
      const machines = await granted(finance, forDesktops(office, 1));
      const review = await granted(finance, reviewOf(referred));

      const approved = await asDecided(office.officer, referred);

      assert.deepEqual(waivedFindings(approved), [`HW-02 over-standard ${review}`]);
      assert.deepEqual(await takenOf(finance.first, machines), [0, 0]);
    });
  });

  describe('a waiver for machines, over time', () => {
    const desk = gateForEachDesk(engine);

    it('gets its machines back when a clearance lapses, also before anybody has swept', async () => {
      const { office, finance } = desk;
      const waiver = await granted(finance, forDesktops(office, 1, { until: '2026-06-01' }));
      await office.submit(dearOffice(office));
      desk.gate.clock.advance({ days: 91 });
      const later = await granted(finance, forDesktops(office, 1, { until: '2026-09-15' }));

      await office.submit(dearOffice(office));

      assert.deepEqual(await takenOf(finance.first, waiver), [0, 0]);
      assert.deepEqual(await takenOf(finance.first, later), [1, 1]);
    });
  });

  describe('a waived want of spare seats', () => {
    const desk = deskForEachTest(engine);

    it('lets the order hold what the register has, and not one seat more', async () => {
      const { office, legalization } = desk;
      const entitlement = await openEntitlement(desk.gate, { agencyCode: office.agencyCode, seats: 2 });
      const spare = {
        provision: 'spare-entitlement',
        entitlementId: entitlement,
        unitPrice: null,
        deliverBy: null,
      } as const;
      const short = await office.submit(office.order({ quantity: 3, office: spare }));
      const rules = short.body.decision.findings.map(({ rule, clause }: { rule: string; clause: string }) => ({
        ...{ rule, revision: 1, clause },
      }));
      for (const rule of rules) {
        const reasonCode = rule.rule === 'LIC-02' ? 'register-correction' : 'special-work';
        await granted(legalization, reviewOf(short, { rules: [rule], reasonCode }));
      }

      const approved = await asDecided(office.officer, short);

      assert.ok(openFindings(short).includes('LIC-02 not-enough-free'), JSON.stringify(openFindings(short)));
      assert.equal(approved.body.decision?.outcome, 'approved', JSON.stringify(approved.body));
      assert.deepEqual(approved.body.decision.register.holds, [{ entitlementId: entitlement, seats: 2 }]);
      assert.deepEqual(await seatsOf(desk.gate, entitlement), { held: 2, free: 0 });
    });
  });
});

/** The revision that a rule of the shipped pack has. */
function revisionOf(rule: string): number {
  const found = packUnderTest().findRule(rule);
  assert.ok(found);
  return found.revision;
}
