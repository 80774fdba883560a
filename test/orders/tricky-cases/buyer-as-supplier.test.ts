import { assertFindings, contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { creditCode } from '../../support/given.ts';
import { openOffice } from '../../support/office.ts';
import { officeForEachTest } from '../life-support.ts';
import { assertApproved, assertJudged } from './tricky-orders.ts';

describe('an order that names the buyer as its supplier', () => {
  onOneEngine('what rules say of an order is the same on both', (engine) => {
    const here = officeForEachTest(engine);

    const of = (code: string) => ({
      supplier: { creditCode: code, name: '本级服务中心', creditCheckedOn: '2026-06-01' },
    });

    it('is refused under its own code, and goes to a person under that of the authority above', async () => {
      const { agencyCode: parentCode } = here.office;
      const office = await openOffice(here.gate, { parentCode });

      const itself = await office.submit(office.order({ order: of(office.agencyCode) }));
      const parent = await office.submit(office.order({ order: of(parentCode) }));
      const firm = await office.submit(office.order({ order: of(creditCode('supplier')) }));

      assertJudged(itself, 'rejected', ['SUP-05 itself /supplier/creditCode']);
      assertJudged(parent, 'referred', ['SUP-05 parent /supplier/creditCode']);
      assertApproved(firm);
    });

    it('is found at the contract where the order named nobody', async () => {
      const { office } = here;
      const approved = await office.submit(office.order({ order: { supplier: null } }));
      const contract = contractFor(office.order(), of(office.agencyCode));

      const answer = await stepsOf(office.officer).contract(approved, contract);

      assertFindings(answer, 'rejected', ['SUP-05 itself /supplier/creditCode']);
    });
  });
});
