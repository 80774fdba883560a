import assert from 'node:assert/strict';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import type { Office } from '../support/office.ts';
import { actsOf, assertRefused, idOf, officeForEachTest } from './life-support.ts';
import { assertApproved, onSystems } from './tricky-cases/tricky-orders.ts';

const MASK = '***';
const PROOF = '/lines/0/computer/operatingSystem/evidence/0/reference';

/** An order whose system has a letter. */
function proven(office: Office, reference: string | null): OrderSubmission {
  const evidence = [{ kind: 'vendor-authorization-letter' as const, reference }];
  return onSystems(office.order(), { evidence });
}

describe('a mask in an order', () => {
  onOneEngine('what stands in a body is read before any statement', (engine) => {
    const here = officeForEachTest(engine);
    beforeEach(() => here.moveTo({ isClassified: true }));
    const pointersOf = ({ body }: { body: { errors: readonly { pointer: string }[] } }) =>
      body.errors.map(({ pointer }) => pointer);
    const platform = (): Promise<Caller> => here.gate.as('machine', { scopes: ['orders:read', 'orders:write'] });

    it('that the buyer has typed is no paper, in an order and in a check', async () => {
      const typed = proven(here.office, MASK);

      const submitted = await here.office.submit(typed);
      const checked = await here.office.officer.post('/v1/checks', typed);
      const described = await here.office.submit(here.office.order({ line: { description: MASK } }));

      assertRefused(submitted, 400, 'request.invalid');
      assert.deepEqual(pointersOf(submitted), [PROOF]);
      assertRefused(checked, 422, 'order.typed_mask');
      assert.deepEqual(pointersOf(checked), [PROOF]);
      assertRefused(described, 422, 'order.typed_mask');
      assert.deepEqual(pointersOf(described), ['/lines/0/description']);
    });

    it('that was shown to a platform comes back, and the revision has the text that stood there', async () => {
      const order = proven(here.office, '统信授权〔2026〕0312号');
      const approved = await here.office.submit(order);
      const caller = await platform();
      const shown = (await caller.get(`/v1/orders/${idOf(approved)}`)).body.submission;
      const changed = { ...shown, justification: '补充说明' };

      const checked = await caller.post(`/v1/checks?order=${idOf(approved)}`, changed);
      const amended = await actsOf(caller).amend(approved, changed);

      assert.equal(shown.lines[0].computer.operatingSystem.evidence[0].reference, MASK);
      assertApproved(checked);
      assertApproved(amended);
      const { lines, softwarePlan, supplier } = (await here.office.officer.get(`/v1/orders/${idOf(approved)}`)).body
        .submission;
      assert.deepEqual(lines, order.lines);
      assert.deepEqual([softwarePlan, supplier], [order.softwarePlan, order.supplier]);
    });

    it('is refused where the earlier revision has no text, and on a line of another number', async () => {
      const order = proven(here.office, null);
      const approved = await here.office.submit(order);
      const moved = { ...order, lines: order.lines.map((line) => ({ ...line, line: 7, description: MASK })) };
      const { amend } = actsOf(here.office.officer);

      for (const [body, pointer] of [
        [proven(here.office, MASK), PROOF],
        [{ ...order, justification: MASK }, '/justification'],
        [moved, '/lines/0/description'],
      ] as const) {
        const mended = { ...body, reference: order.reference };
        const answers = [
          await amend(approved, mended),
          await here.office.officer.post(`/v1/checks?order=${idOf(approved)}`, mended),
        ];

        for (const answer of answers) {
          assertRefused(answer, 422, 'order.typed_mask');
          assert.deepEqual(pointersOf(answer), [pointer]);
        }
      }
    });
  });
});
