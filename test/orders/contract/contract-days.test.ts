import assert from 'node:assert/strict';
import { assertFindings, contractFor, moneyOn, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { supplierName } from '../../support/given.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { actsOf, standingOf, unchecked } from '../life-support.ts';
import { assertApproved, LARGE, registered } from '../tricky-cases/tricky-orders.ts';

describe('a contract some days after the approval', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    const contract = (...args: Parameters<ReturnType<typeof stepsOf>['contract']>) =>
      stepsOf(office.officer).contract(...args);

    it('is held against the first approval, not against a later one', async () => {
      const order = office.order();
      const approved = await office.submit(order);
      gate.clock.advance({ days: 2 });
      const amended = await actsOf(office.officer).amend(approved, { ...order, justification: '更正说明' });
      const supplier = {
        creditCode: office.supplier,
        name: supplierName(office.supplier),
        creditCheckedOn: '2026-06-02',
      };

      const answer = await contract(amended, contractFor(order, { signedOn: '2026-06-02', supplier }));

      assertApproved(answer);
    });

    it('is decided again when the reason has gone, and then encumbers', async () => {
      const order = office.order();
      const approved = await office.submit(order);
      const ban = {
        supplier: office.supplier,
        source: 'mof',
        reason: '串通投标',
        from: '2026-06-01',
        until: '2026-06-01',
      };
      await registered(gate, '/v1/debarments', ban);
      const rejected = await contract(approved, contractFor(order));
      gate.clock.advance({ days: 1 });

      const again = await actsOf(office.officer).decideAgain(rejected);

      assertFindings(rejected, 'rejected', ['SUP-01 debarred /supplier/creditCode']);
      assertApproved(again);
      assert.deepEqual(standingOf(again), {
        ...{ state: 'contracted', outcome: 'approved', revision: 2, latestRevision: 2 },
      });
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '4999.00');
    });

    it('is not held against what was bought more than thirty days after the order', async () => {
      const rich = await openOffice(gate, LARGE);
      const order = rich.order({ quantity: 70, unitPrice: '5000.00' });
      const approved = await rich.submit(order);
      gate.clock.advance({ days: 35 });
      const later = await rich.submit(
        rich.order({ quantity: 70, unitPrice: '5000.00', order: { supplier: unchecked(rich) } }),
      );
      const supplier = { creditCode: rich.supplier, name: supplierName(rich.supplier), creditCheckedOn: '2026-07-06' };

      const answer = await stepsOf(rich.officer).contract(
        approved,
        contractFor(order, { signedOn: '2026-07-06', supplier }),
      );

      assertApproved(later);
      assertApproved(answer);
    });

    it('is judged by the price caps of the day on which the order was submitted, as the approval was', async () => {
      const order = office.order({ unitPrice: '5000.00' });
      const approved = await office.submit(order);
      gate.clock.advance({ days: 30 });
      const supplier = {
        creditCode: office.supplier,
        name: supplierName(office.supplier),
        creditCheckedOn: '2026-07-01',
      };

      const answer = await contract(approved, contractFor(order, { signedOn: '2026-07-01', supplier }));

      assertApproved(answer);
      assert.equal(answer.body.order.submittedAt, approved.body.order.submittedAt);
      const record = JSON.parse((await office.officer.get(`/v1/decisions/${answer.body.decision.id}/record`)).text);
      const { recordedFacts } = (await office.officer.get(`/v1/rule-sets/${record.ruleSet.number}`)).body;
      const fact = (name: string) => record.detail.facts.order[recordedFacts.order.indexOf(name)];
      assert.equal(fact('order.submittedOn'), '2026-06-01');
      assert.equal(fact('order.decidedOn'), '2026-07-01');
      assert.equal(fact('decision.approvedOn'), '2026-06-01');
    });
  });
});
