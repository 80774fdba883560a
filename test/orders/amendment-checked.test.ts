import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { contracted } from '../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';
import { redeemAt } from './certificates/certificate-support.ts';
import { actsOf, assertRefused, gateForEachTest, idOf, withThinEvidence } from './life-support.ts';
import { assertApproved } from './tricky-cases/tricky-orders.ts';

describe('the check of an order that was submitted already', () => {
  onOneEngine('checks and amendments run their statements on each in life', (engine) => {
    const here = gateForEachTest(engine);

    it('names the order and calls it no second purchase of itself, whether it is the same or was changed', async () => {
      const order = here.office.order();
      const id = idOf(await here.office.submit(order));

      const same = await here.office.officer.post('/v1/checks', order);
      const changed = await here.office.officer.post('/v1/checks', { ...order, justification: '改' });
      const named = await here.office.officer.post(`/v1/checks?order=${id}`, order);

      for (const refused of [same, changed]) {
        assertRefused(refused, 422, 'order.reference_used');
        assert.deepEqual(refused.body.errors.map(pointerOf), ['/reference']);
        assert.ok(refused.body.detail.includes(`?order=${id}`), refused.body.detail);
      }
      assertApproved(named);
    });

    it('says nothing to whom its agency is out of reach', async () => {
      const stranger = await openOffice(here.gate);
      const order = stranger.order();
      await stranger.submit(order);

      assertRefused(await here.office.officer.post('/v1/checks', order), 404, 'agency.not_found');
    });
  });
});

const pointerOf = ({ pointer }: { readonly pointer: string }): string => pointer;

describe('the check of an amendment', () => {
  onOneEngine('checks and amendments run their statements on each in life', (engine) => {
    const here = gateForEachTest(engine);

    const check = (order: Response, body: OrderSubmission): Promise<Response> =>
      here.office.officer.post(`/v1/checks?order=${idOf(order)}`, body);

    /** What is refused beforehand is what the amendment is refused with. */
    const assertBothRefused = async (last: Response, body: OrderSubmission, status: number, code: string) => {
      const checked = await check(last, body);
      const amended = await actsOf(here.office.officer).amend(last, body);

      assertRefused(checked, status, code);
      assertRefused(amended, status, code);
      assert.deepEqual(checked.body.errors, amended.body.errors);
    };

    it('says no to another reference or another agency, as the amendment does', async () => {
      const order = here.office.order();
      const approved = await here.office.submit(order);
      const other = await openOffice(here.gate);

      await assertBothRefused(approved, { ...order, reference: 'ANOTHER' }, 422, 'order.identity');
      await assertBothRefused(approved, { ...order, agencyCode: other.agencyCode }, 422, 'order.identity');
    });

    it('says no once the order is withdrawn, as the amendment does', async () => {
      const order = here.office.order();
      const withdrawn = await actsOf(here.office.officer).withdraw(await here.office.submit(order));

      await assertBothRefused(withdrawn, order, 409, 'order.state');
    });

    it('says no while a platform is buying it, as the amendment does', async () => {
      const order = here.office.order();
      const approved = await here.office.submit(order);
      const platform = await here.gate.as('platform');
      assert.equal((await redeemAt(platform, approved.body.decision.certificate, 'MALL-1')).status, 200);
      const bought = await here.office.officer.get(`/v1/orders/${idOf(approved)}`);

      await assertBothRefused(bought, order, 409, 'order.redeemed');
    });

    it('says nothing of an order that the caller does not reach', async () => {
      const stranger = await openOffice(here.gate);
      const approved = await stranger.submit(stranger.order());

      assertRefused(await check(approved, here.office.order()), 404, 'order.not_found');
      assertRefused(await check(approved, stranger.order()), 404, 'order.not_found');
    });

    it('holds nothing beside an approved revision that stands, as the amendment that is referred does', async () => {
      const order = here.office.order({ quantity: 2 });
      const approved = await here.office.submit(order);

      const checked = await check(approved, withThinEvidence(order));
      const amended = await actsOf(here.office.officer).amend(approved, withThinEvidence(order));

      assert.deepEqual([checked.body.decision.outcome, amended.body.decision.outcome], ['referred', 'referred']);
      assert.deepEqual(checked.body.decision.budget, amended.body.decision.budget);
      assert.deepEqual(amended.body.decision.budget, []);
    });

    it('undertakes what a supplement adds and no more, as the supplement does', async () => {
      const order = here.office.order({ quantity: 10 });
      const more = here.office.order({ reference: order.reference, quantity: 11 });
      const lines = more.lines.map((line) => ({ ...line, model: order.lines[0]?.model ?? null }));
      const signed = await contracted(here.office, order);

      const checked = await check(signed, { ...more, lines });
      const amended = await actsOf(here.office.officer).amend(signed, { ...more, lines });

      assertApproved(amended);
      const [asked, made] = [checked, amended].map(({ body }) => body.decision.register.undertakings);
      const seatsIn = (all: readonly { item: number; seats: number }[]) => all.map(({ item, seats }) => [item, seats]);
      assert.deepEqual(seatsIn(asked), seatsIn(made));
      assert.deepEqual(seatsIn(made), [
        [1, 1],
        [2, 1],
      ]);
    });

    it('takes an order whose clearance, or whose referral, has run out and was not swept', async () => {
      const first = here.office.order();
      const second = here.office.order();
      const approved = await here.office.submit(first);
      const referred = await here.office.submit(withThinEvidence(second));
      here.gate.clock.advance({ days: 91 });

      for (const [order, body] of [
        [approved, first],
        [referred, second],
      ] as const) {
        assert.equal((await check(order, body)).status, 200);
      }
      assertApproved(approved);
    });
  });
});
