import type { ContractStatement } from '../../../src/orders/contract/contract-body.ts';
import { contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { assertApproved, assertJudged } from './tricky-orders.ts';

describe('contracts that differ from what was approved', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const contract = async (own: Partial<ContractStatement>) => {
      const office = await openOffice(gate);
      const order = office.order();
      const approved = await office.submit(order);
      assertApproved(approved);
      return stepsOf(office.officer).contract(approved, contractFor(order, own));
    };

    it('a model that says it comes without a system goes to a person', async () => {
      const answer = await contract({ lines: [{ line: 1, model: '世恒 TD120A2 DOS版' }] });
      assertJudged(answer, 'referred', ['INT-09 bare-machine /lines/0/description']);
    });

    it('a laptop on the line of a desktop goes to a person', async () => {
      const answer = await contract({ lines: [{ line: 1, brand: 'ThinkPad', model: 'E14' }] });
      // The family also says another processor than the field.
      assertJudged(answer, 'referred', [
        'INT-09 other-category /lines/0/description',
        'INT-10 other-processor /lines/0/computer/cpu',
      ]);
    });

    it('a model with another processor than the field goes to a person, and one with the same does not', async () => {
      const other = await contract({ lines: [{ line: 1, model: '启天M455 i5-12400' }] });
      const same = await contract({ lines: [{ line: 1, model: '世恒 TD120A2 鲲鹏920' }] });

      assertJudged(other, 'referred', ['INT-10 other-processor /lines/0/computer/cpu']);
      assertApproved(same);
    });

    it('software that comes later than its machines goes to a person', async () => {
      const answer = await contract({ softwarePlan: [{ item: 1, deliverBy: '2026-09-02' }] });
      assertJudged(answer, 'referred', ['PLN-05 late-at-contract /softwarePlan/0/deliverBy']);
    });

    it('machines and software that come in many years go to a person', async () => {
      const far = { expectedDeliveryOn: '2032-01-01', softwarePlan: [{ item: 1, deliverBy: '2032-01-01' }] };
      const antivirus = { item: 2, validUntil: '2033-08-31', serviceMonths: 12 };
      const answer = await contract({ ...far, softwarePlan: [...far.softwarePlan, antivirus] });

      assertJudged(answer, 'referred', [
        'BUD-07 after-year /expectedDeliveryOn',
        'HW-03 not-split /softwarePlan/1/firstYearUnitPrice',
        'PLN-05 far-off /softwarePlan/0/deliverBy',
      ]);
    });

    it('licences whose term is over when the machines come are refused', async () => {
      const answer = await contract({ softwarePlan: [{ item: 2, validUntil: '2026-09-01' }] });
      assertJudged(answer, 'rejected', ['LIC-03 expired /softwarePlan/1/validUntil']);
    });
  });
});
