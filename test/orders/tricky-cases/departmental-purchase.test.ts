import { onOneEngine } from '../../support/databases.ts';
import { officeForEachTest } from '../life-support.ts';
import { assertApproved, assertJudged } from './tricky-orders.ts';

describe('goods of the central catalogue that a department buys by itself', () => {
  onOneEngine('what rules say of an order is the same on both', (engine) => {
    const here = officeForEachTest(engine);

    const approval = {
      kind: 'method-change' as const,
      document: '财采函〔2026〕17号',
      issuedBy: '市财政局',
      issuedOn: '2026-05-20',
    };

    it('are refused without the approval of their special requirements', async () => {
      const { office } = here;

      const answer = await office.submit(office.order({ order: { organisationForm: 'departmental' } }));

      assertJudged(answer, 'rejected', ['PRC-01 departmental /lines/0/catalogue/code']);
    });

    it('go to the finance bureau with it, and pass as soon as they are bought centrally', async () => {
      const { office } = here;

      const approved = await office.submit(
        office.order({ order: { organisationForm: 'departmental', approvals: [approval] } }),
      );
      const central = await office.submit(office.order({ order: { organisationForm: 'centralized' } }));

      assertJudged(approved, 'referred', ['PRC-01 departmental-approved /lines/0/catalogue/code']);
      assertApproved(central);
    });
  });
});
