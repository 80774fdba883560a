import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../../src/db/index.ts';
import { listLapsedOrders } from '../../../src/orders/orders-repository.ts';
import { contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import type { Caller } from '../../support/gate.ts';
import { supplierName, withoutSystem } from '../../support/given.ts';
import { actsOf, assertRefused, assertStands, gateForEachTest, idOf, reservedOn } from '../life-support.ts';
import {
  approvedOrder,
  cancelAt,
  certificateOf,
  partOf,
  reasonFor,
  redeemAt,
  signedAs,
} from './certificate-support.ts';

forEachEngine('statements', (engine) => {
  describe('redeeming a certificate', () => {
    const here = gateForEachTest(engine);
    const platformOf = (region: string, who = ''): Promise<Caller> =>
      here.gate.as('platform', { grant: { region }, who });
    const redeemed = async (reference = 'MALL-1') => {
      const platform = await platformOf('420000');
      const order = await approvedOrder(here.office);
      const answer = await redeemAt(platform, order.certificate, reference);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return { ...order, platform, redeemedAnswer: answer };
    };

    it('ends the clearance and starts the term for the contract; money and seats stay', async () => {
      const { body, answer, redeemedAnswer, decision } = await redeemed();

      const order = redeemedAnswer.body;
      assertStands(redeemedAnswer, { state: 'approved', revision: 1 });
      assert.equal(order.expiresAt, null);
      const { by, ...redemption } = order.redemption;
      assert.match(by, /^key_/);
      assert.deepEqual(redemption, {
        decisionId: decision,
        revision: 1,
        at: '2026-06-01T01:00:00.000Z',
        reference: 'MALL-1',
        contractDueOn: '2026-07-01',
        isOverdue: false,
        cancelledAt: null,
      });
      assert.equal(await reservedOn(here.gate, here.office.hardwareLine), body.lines[0]?.funding?.[0]?.amount);
      here.gate.clock.advance({ days: 365 });
      const lapsing = await inSnapshot(here.gate.db, (tx) =>
        listLapsedOrders(tx, { at: here.gate.clock.now(), limit: 9 }),
      );
      assert.deepEqual(lapsing, []);
      const read = await here.office.officer.get(`/v1/orders/${idOf(answer)}`);
      assert.deepEqual([read.body.state, read.body.redemption.isOverdue], ['approved', true]);
    });

    it('happens once: whoever comes again is refused, and only the same purchase gets its answer again', async () => {
      const { certificate, decision, platform, redeemedAnswer } = await redeemed('MALL-1');
      const other = await platformOf('421000', 'another platform');

      assertRefused(await redeemAt(platform, certificate, 'MALL-2'), 409, 'certificate.redeemed');
      assertRefused(await redeemAt(other, certificate, 'MALL-1'), 409, 'certificate.redeemed');
      const again = await redeemAt(platform, certificate, 'MALL-1');
      assert.deepEqual([again.status, again.body], [200, redeemedAnswer.body]);
      assert.equal(await reasonFor(other, certificate), 'redeemed');
      assertRefused(await certificateOf(here.office.officer, decision), 409, 'certificate.redeemed');
    });

    it('happens once of fifty times at the same moment', async () => {
      const { certificate } = await approvedOrder(here.office);
      const platform = await platformOf('420000');

      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, at) => redeemAt(platform, certificate, `MALL-${at}`)),
      );

      const statuses = answers.map(({ status }) => status).toSorted();
      assert.deepEqual(statuses, [200, ...Array.from({ length: 49 }, () => 409)]);
      const [row, ...more] = await here.gate.db.reader('redemptions');
      assert.equal(more.length, 0);
      assert.equal(row?.reference, answers.find(({ status }) => status === 200)?.body.redemption.reference);
    });

    it('and a withdrawal at the same moment: one of them happens, and what is bought keeps its money', async () => {
      const platform = await platformOf('420000');
      for (let time = 1; time <= 10; time += 1) {
        const { answer, certificate, decision } = await approvedOrder(here.office, { reference: `CG-R${time}` });

        const both = [
          () => actsOf(here.office.officer).withdraw(answer),
          () => redeemAt(platform, certificate, `MALL-${time}`),
        ];
        const inOrder = time % 2 === 0 ? both : both.toReversed();
        const answers = await Promise.all(inOrder.map((ask) => ask()));

        assert.deepEqual(answers.map(({ status }) => status < 300).toSorted(), [false, true]);
        const { state, redemption } = (await here.office.officer.get(`/v1/orders/${idOf(answer)}`)).body;
        assert.equal(state, redemption ? 'approved' : 'withdrawn');
        assert.equal(
          (await here.gate.db.reader('redemptions').where({ decision_id: decision })).length,
          redemption ? 1 : 0,
        );
      }
    });

    it('tells nobody outside where a classified order is bought, but the platform itself and the agency', async () => {
      await here.moveTo({ isClassified: true });
      const { answer } = await redeemed('MALL-7');
      const bureau = await here.gate.as('legalization-office');
      const platform = await platformOf('420000');
      const referenceFor = async (caller: Caller): Promise<string> =>
        (await caller.get(`/v1/orders/${idOf(answer)}`)).body.redemption.reference;

      assert.deepEqual(
        [await referenceFor(here.office.officer), await referenceFor(platform), await referenceFor(bureau)],
        ['MALL-7', 'MALL-7', '***'],
      );
      const [leaf] = await here.gate.db.reader('log_leaves').where({ type: 'certificate.redeemed' });
      assert.equal(String(leaf?.bytes).includes('MALL-7'), false);
    });

    it('is refused when it is not good: forged, expired, withdrawn, replaced, of another region', async () => {
      const platform = await platformOf('420000');
      const { officer } = here.office;
      const withdrawn = await approvedOrder(here.office);
      await actsOf(officer).withdraw(withdrawn.answer);
      const replaced = await approvedOrder(here.office);
      await actsOf(officer).amend(replaced.answer, { ...replaced.body, justification: '补充说明' });
      const good = await approvedOrder(here.office);
      const elsewhere = await platformOf('510000');

      assertRefused(await redeemAt(platform, 'a.b.c', 'MALL-1'), 422, 'certificate.not_genuine');
      assertRefused(await redeemAt(platform, withdrawn.certificate, 'MALL-1'), 409, 'certificate.withdrawn');
      assertRefused(await redeemAt(platform, replaced.certificate, 'MALL-1'), 409, 'certificate.replaced');
      assertRefused(await redeemAt(elsewhere, good.certificate, 'MALL-1'), 404, 'order.not_found');
      here.gate.clock.advance({ days: 90 });
      assertRefused(await redeemAt(platform, good.certificate, 'MALL-1'), 409, 'certificate.expired');
      assert.equal((await here.gate.db.reader('redemptions')).length, 0);
    });

    it('is of one decision: what a gate signed for another of the same revision is refused, used or not', async () => {
      const { certificate, platform } = await redeemed('MALL-1');
      const fresh = await approvedOrder(here.office);
      const lost = (of: string): Promise<string> => signedAs(here.gate, { ...partOf(of, 1), jti: 'dec_lost' });

      for (const token of [await lost(certificate), await lost(fresh.certificate)]) {
        assert.equal(await reasonFor(platform, token), 'unknown');
        assertRefused(await redeemAt(platform, token, 'MALL-2'), 409, 'certificate.unknown');
      }
      assert.equal((await redeemAt(platform, fresh.certificate, 'MALL-2')).status, 200);
    });

    it('keeps the order from being withdrawn or amended until the platform cancels', async () => {
      const { redeemedAnswer, platform, body, certificate } = await redeemed('MALL-1');
      const { withdraw, amend } = actsOf(here.office.officer);

      assertRefused(await withdraw(redeemedAnswer), 409, 'order.redeemed');
      assertRefused(await amend(redeemedAnswer, { ...body, justification: '补充' }), 409, 'order.redeemed');
      assertRefused(await cancelAt(platform, redeemedAnswer, 'MALL-9'), 422, 'redemption.reference');
      const cancelled = await cancelAt(platform, redeemedAnswer, 'MALL-1');
      assert.deepEqual(
        [cancelled.status, cancelled.body.redemption.cancelledAt, cancelled.body.expiresAt],
        [200, '2026-06-01T01:00:00.000Z', '2026-08-30T01:00:00.000Z'],
      );
      assertRefused(await cancelAt(platform, cancelled, 'MALL-1'), 409, 'redemption.none');
      assertRefused(await redeemAt(platform, certificate, 'MALL-1'), 409, 'certificate.cancelled');
      assertStands(await withdraw(cancelled), {
        state: 'withdrawn',
        revision: null,
        outcome: 'approved',
        latestRevision: 1,
      });
      assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '0.00');
    });

    it('is cancelled by nobody but the platform that buys, which has the number of the purchase for itself', async () => {
      const { redeemedAnswer, platform } = await redeemed('MALL-1');
      const other = await platformOf('420000', 'another platform');
      const { reference } = (await other.get(`/v1/orders/${idOf(redeemedAnswer)}`)).body.redemption;

      assert.equal(reference, '***');
      assertRefused(await cancelAt(other, redeemedAnswer, 'MALL-1'), 403, 'redemption.not_yours');
      assert.equal((await cancelAt(platform, redeemedAnswer, 'MALL-1')).status, 200);
    });

    it('is of the key that redeemed, and may be cancelled by a new key of the same owner', async () => {
      const { redeemedAnswer, platform, certificate } = await redeemed('MALL-1');
      const { owner } = (await here.gate.installer.get(`/v1/api-keys/${redeemedAnswer.body.redemption.by}`)).body;
      const creation = {
        label: '新密钥',
        owner,
        role: 'platform',
        grant: { region: '420000' },
        scopes: [],
        expiresAt: null,
      };
      const renewed = here.gate.withKey((await here.gate.installer.post('/v1/api-keys', creation)).body.secret);

      assertRefused(await redeemAt(renewed, certificate, 'MALL-1'), 409, 'certificate.redeemed');
      assert.equal((await redeemAt(platform, certificate, 'MALL-1')).status, 200);
      assert.equal((await cancelAt(renewed, redeemedAnswer, 'MALL-1')).status, 200);
    });

    it('ends with the cancellation where its clearance would have been over by then', async () => {
      const { redeemedAnswer, platform } = await redeemed('MALL-1');
      here.gate.clock.advance({ days: 90 });

      const headers = { 'if-match': String(redeemedAnswer.headers.etag), 'idempotency-key': 'cancel-1' };
      const path = `/v1/orders/${idOf(redeemedAnswer)}/redemption-cancellation`;
      const cancel = () => platform.post(path, { reference: 'MALL-1', reason: '无供应商响应' }, headers);

      const [cancelled, again] = [await cancel(), await cancel()];

      assert.deepEqual([cancelled.status, cancelled.body.state], [200, 'expired']);
      assert.deepEqual([again.status, again.body], [200, cancelled.body]);
      assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '0.00');
    });

    it('may follow a cancellation by the certificate of an amendment', async () => {
      const { redeemedAnswer, platform, body } = await redeemed('MALL-1');
      const cancelled = await cancelAt(platform, redeemedAnswer, 'MALL-1');

      const amended = await actsOf(here.office.officer).amend(cancelled, { ...body, justification: '重新采购' });
      const second = await redeemAt(platform, amended.body.decision.certificate, 'MALL-2');

      assert.deepEqual([second.status, second.body.redemption.reference], [200, 'MALL-2']);
    });

    it('lets an amendment that was rejected before rest, and never decides it behind the platform', async () => {
      const platform = await platformOf('420000');
      const { answer, body, certificate } = await approvedOrder(here.office);
      await actsOf(here.office.officer).amend(answer, withoutSystem(body));

      const bought = await redeemAt(platform, certificate, 'MALL-1');

      assert.equal(bought.status, 200, JSON.stringify(bought.body));
      assertRefused(await actsOf(here.office.officer).decideAgain(bought), 409, 'order.redeemed');
    });

    it('is followed by the contract, after which nothing is overdue', async () => {
      const { redeemedAnswer, body, certificate, platform } = await redeemed();
      const overdue = async (): Promise<readonly string[]> => {
        const list: Response = await here.office.officer.get('/v1/orders?overdue=true');
        return list.body.items.map(({ id }: { id: string }) => id);
      };
      here.gate.clock.advance({ days: 30 });
      assert.deepEqual(await overdue(), []);
      here.gate.clock.advance({ days: 1 });
      assert.deepEqual(await overdue(), [idOf(redeemedAnswer)]);

      const supplier = {
        creditCode: here.office.supplier,
        name: supplierName(here.office.supplier),
        creditCheckedOn: '2026-07-01',
      };
      const signed = await stepsOf(here.office.officer).contract(redeemedAnswer, contractFor(body, { supplier }));

      assert.equal(signed.body.order?.state, 'contracted', JSON.stringify(signed.body));
      assert.equal(signed.body.order.redemption.isOverdue, false);
      assert.deepEqual(await overdue(), []);
      assert.equal(await reasonFor(platform, certificate), 'contracted');
    });
  });
});
