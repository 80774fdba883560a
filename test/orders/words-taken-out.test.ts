import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { onOneEngine } from '../support/databases.ts';
import { actsOf, gateForEachTest, idOf, unchecked } from './life-support.ts';
import { assertApproved, assertJudged, onSystems } from './tricky-cases/tricky-orders.ts';

const GONE = 'INT-13 words-taken-out /lines';

function described(order: OrderSubmission, description: string): OrderSubmission {
  return { ...order, lines: order.lines.map((line) => ({ ...line, description })) };
}

describe('words of an order that went to a person', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);
    const order = (quantity = 10) => described(here.office.order({ quantity }), '台式计算机');
    const amend = (last: Response, body: OrderSubmission) => actsOf(here.office.officer).amend(last, body);
    const tried = async (body: OrderSubmission): Promise<Response> => {
      const answer = await here.office.submit(body);
      assert.equal(answer.body.decision.outcome, 'referred');
      return answer;
    };

    for (const words of ['台式计算机（裸机）', '台式机 KMS激活', '台式机 预装Windows 10家庭版']) {
      it(`send its amendment to a person when they alone are gone: ${words}`, async () => {
        const referred = await tried(described(order(), words));

        const checked = await here.office.officer.post(
          `/v1/checks?order=${idOf(referred)}`,
          described(referred.body.order.submission, '台式计算机'),
        );
        const amended = await amend(referred, described(referred.body.order.submission, '台式计算机'));

        assertJudged(checked, 'referred', [GONE]);
        assertJudged(amended, 'referred', [GONE]);
        const [finding] = amended.body.decision.findings;
        assert.equal(finding.facts['order.wordsTakenOutOf'], idOf(referred));
        assert.ok(finding.facts['order.wordsTakenOut'].length > 0);
      });
    }

    it('are not forgotten by a second amendment, another number of machines or another decision', async () => {
      const referred = await tried(described(order(), '台式计算机（裸机）'));
      const submission: OrderSubmission = referred.body.order.submission;

      const first = await amend(referred, described(submission, '台式计算机'));
      const second = await amend(first, { ...described(submission, '台式机'), justification: '办公用' });
      const again = await actsOf(here.office.officer).decideAgain(second);

      for (const answer of [first, second, again]) assertJudged(answer, 'referred', [GONE]);
    });

    it('send an order to a person that is sent anew after the first was withdrawn, under another number', async () => {
      const body = described(order(), '台式计算机（裸机）');
      await actsOf(here.office.officer).withdraw(await tried(body));

      const anew = { ...described(body, '台式计算机'), reference: `${body.reference}-2` };

      assertJudged(await here.office.officer.post('/v1/checks', anew), 'referred', [GONE]);
      assertJudged(await here.office.submit(anew), 'referred', [GONE]);
    });

    it('count after the referral has run out, and no more after ninety days', async () => {
      const body = described(order(), '台式计算机（裸机）');
      await tried(body);
      const anew = (reference: string): OrderSubmission => ({
        ...described(body, '台式计算机'),
        ...{ reference, supplier: unchecked(here.office), expectedDeliveryOn: '2026-12-01' },
      });
      const gone = async (reference: string): Promise<boolean> => {
        const { body: told } = await here.office.officer.post('/v1/checks', anew(reference));
        return told.decision.findings.some(({ rule }: { rule: string }) => rule === 'INT-13');
      };

      here.gate.clock.advance({ days: 89 });
      const within = await gone('A');
      here.gate.clock.advance({ days: 3 });

      assert.deepEqual([within, await gone('B')], [true, false]);
    });

    it('are mended by the field that they are about', async () => {
      const referred = await tried(described(order(), '台式机 预装Windows 10家庭版'));
      const mended = onSystems(described(referred.body.order.submission, '台式计算机'), {
        product: '银河麒麟',
        version: 'V10',
      });

      const { findings } = (await amend(referred, mended)).body.decision;

      assert.ok(!findings.some(({ rule }: { rule: string }) => rule === 'INT-13'), JSON.stringify(findings));
    });

    it('are nothing to other goods, other machines and other agencies', async () => {
      const body = described(order(), '台式计算机（裸机）');
      await actsOf(here.office.officer).withdraw(await tried(body));

      assertApproved(await here.office.submit(order(3)));
      await here.moveTo();
      assertApproved(await here.office.submit(order()));
    });

    it('are not asked for where an order had none: a price is mended, a text is written better', async () => {
      const body = described(here.office.order({ quantity: 5, unitPrice: '4999.00' }), '台式机');
      const approved = await here.office.submit(body);
      const cheaper = here.office.order({ quantity: 5, unitPrice: '4990.00' });

      const mended = { ...described(cheaper, '台式计算机（办公用）'), reference: body.reference };

      assertApproved(await amend(approved, mended));
    });
  });
});
