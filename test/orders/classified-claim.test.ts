import assert from 'node:assert/strict';
import type { Approval } from '../../src/facts/submission.ts';
import { classifiedPaper } from '../support/classified-paper.ts';
import { onOneEngine } from '../support/databases.ts';
import { actsOf, officeForEachTest } from './life-support.ts';
import { assertApproved, assertJudged } from './tricky-cases/tricky-orders.ts';

const CLAIMED = 'EXC-04 claimed /classified';
const INCOMPLETE = 'EXC-04 paper-incomplete /classified';
const BY_PAPER = 'EXC-04 by-paper /classified';

describe('an order that an agency marks as classified', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    const here = officeForEachTest(engine);
    const submit = (approvals: readonly Approval[] | null, classified: boolean | null = true) =>
      here.office.submit({ ...here.office.order(), classified, approvals: approvals && [...approvals] });

    it('goes to a person where the agency is an open one and shows no paper', async () => {
      assertJudged(await submit(null), 'referred', [CLAIMED]);
    });

    it('passes at an open agency with the paper of the project, which is told', async () => {
      assertJudged(await submit([await classifiedPaper(here.office)]), 'approved', [BY_PAPER]);
    });

    for (const [says, changes] of [
      ['has no file', { file: null }],
      ['has run out', { validUntil: '2026-05-31' }],
      ['is of a day to come', { issuedOn: '2027-01-01' }],
    ] as const) {
      it(`goes to a person where its paper ${says}`, async () => {
        const paper = { ...(await classifiedPaper(here.office)), ...changes };

        assertJudged(await submit([paper]), 'referred', [INCOMPLETE]);
      });
    }

    it('goes to a person where the paper is for something else', async () => {
      const paper = { ...(await classifiedPaper(here.office)), kind: 'no-idle-assets' as const };
      const { body } = await submit([paper]);

      assert.ok(body.decision.findings.some(({ clause }: { clause: string }) => clause === 'claimed'));
    });

    it('is judged by its agency where that is a classified one, and by nothing where it is open', async () => {
      assertApproved(await submit(null, false));
      await here.moveTo({ isClassified: true });

      assertApproved(await submit(null));
      assertApproved(await submit(null, null));
    });

    it('is asked for the paper when an amendment marks it', async () => {
      const order = here.office.order();
      const approved = await here.office.submit(order);

      const marked = await actsOf(here.office.officer).amend(approved, { ...order, classified: true });

      assertJudged(marked, 'referred', [CLAIMED]);
    });
  });
});
