import assert from 'node:assert/strict';
import { contracted, contractFor, moneyOn, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { actsOf, assertRefused, idOf, movesOf, SPARE, seatsOf, standingOf } from '../life-support.ts';
import { assertApproved, registered } from '../tricky-cases/tricky-orders.ts';

describe('the termination of a contract', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(() => gate.close());

    it('gives back every fen, seats, the filed plan and what was undertaken, and says why in no open record', async () => {
      const { agencyCode } = office;
      const entitlementId = await openEntitlement(gate, { agencyCode, seats: 3 });
      const filing = { agencyCode, fiscalYear: 2026, filedOn: '2026-01-01', amount: '20000.00', items: [] };
      await registered(gate, '/v1/plan-filings', { ...filing, number: `BA-${agencyCode}` });
      const order = office.order({
        quantity: 3,
        unitPrice: '4999.99',
        office: { ...SPARE, entitlementId },
        order: { planFilingNumber: `BA-${agencyCode}` },
      });
      const signed = await contracted(office, order, { total: '15272.67', lines: [{ line: 1, unitPrice: '4999.89' }] });
      const during = await moneyOn(gate, office.hardwareLine);

      const ended = await stepsOf(office.officer).terminate(signed, {}, '李四的公司倒闭了');

      assert.equal(ended.status, 200);
      assert.deepEqual(standingOf(ended), {
        ...{ state: 'terminated', outcome: 'approved', revision: null, latestRevision: 2 },
      });
      assert.deepEqual(ended.body.contract, signed.body.order.contract);
      assert.deepEqual(during, { available: '985000.33', reserved: '0.00', encumbered: '14999.67' });
      assert.deepEqual(await movesOf(gate, office.hardwareLine, ended), [
        'reservation 14999.97 available → reserved',
        'encumbrance 14999.67 reserved → encumbered',
        'release 0.30 reserved → available',
        'termination 14999.67 encumbered → available',
      ]);
      assert.deepEqual(await moneyOn(gate, office.hardwareLine), {
        ...{ available: '1000000.00', reserved: '0.00', encumbered: '0.00' },
      });
      assert.deepEqual(await seatsOf(gate, entitlementId), { held: 0, free: 3 });
      const undertakings = await gate.db.reader('undertakings').where({ agency_code: agencyCode, state: 'open' });
      assert.deepEqual(undertakings, []);
      const used = await gate.db
        .reader('plan_filings')
        .where({ number: `BA-${agencyCode}` })
        .first();
      assert.equal(Number(used.used_fen), 0);
      const { items } = (await gate.installer.get('/v1/log/entries?limit=200&from=0')).body;
      assert.ok(items.every(({ record }: { record: string }) => !record.includes('李四')));
    });

    it('is the end: nothing more can be done to the order, and a twin may take its place', async () => {
      const order = office.order();
      const signed = await contracted(office, order);
      const ended = await stepsOf(office.officer).terminate(signed);
      const { amend, withdraw, decideAgain } = actsOf(office.officer);

      for (const answer of [await amend(ended, order), await withdraw(ended), await decideAgain(ended)]) {
        assertRefused(answer, 409, 'order.state');
      }
      assertApproved(await office.submit({ ...order, reference: `${order.reference}-B` }));
    });

    it('may be done by the agency’s approver as well, and an order under contract is not withdrawn', async () => {
      const approver = await gate.as('agency-approver', { grant: { agencies: [office.agencyCode] } });
      const finance = await gate.as('finance');
      const signed = await contracted(office, office.order());

      assertRefused(await actsOf(office.officer).withdraw(signed), 409, 'order.state');
      assertRefused(await stepsOf(finance).terminate(signed), 403, 'access.role');
      assert.equal((await stepsOf(approver).terminate(signed)).body.state, 'terminated');
    });

    it('frees the money at once for the next contract', async () => {
      const rich = await openOffice(gate, { hardwareMoney: '9998.00' });
      const first = await contracted(rich, rich.order({ quantity: 2 }));
      const refused = await rich.submit(rich.order());
      await stepsOf(rich.officer).terminate(first);
      const order = rich.order({ quantity: 2 });
      const approved = await rich.submit(order);

      const second = await stepsOf(rich.officer).contract(approved, contractFor(order));

      assert.equal(refused.body.decision.outcome, 'rejected');
      assertApproved(second);
      assert.deepEqual(await moneyOn(gate, rich.hardwareLine), {
        ...{ available: '0.00', reserved: '0.00', encumbered: '9998.00' },
      });
      assert.notEqual(idOf(first), idOf(second));
    });
  });
});
