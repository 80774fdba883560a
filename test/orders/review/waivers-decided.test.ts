import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../../src/db/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { approvedOrder, redeemAt } from '../certificates/certificate-support.ts';
import { actsOf, idOf, reservedOn } from '../life-support.ts';
import {
  asDecided,
  dearOffice,
  deskForEachTest,
  inTrayOf,
  OFFICE_PRICE,
  openFindings,
  propose,
  referredForPrice,
  reviewOf,
  sign,
  takenOf,
  waivedFindings,
} from './waivers-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('with the last signature of a review its order', () => {
    const desk = deskForEachTest(engine);

    it('is decided in the same act, in the name of who proposed it', async () => {
      const { office, finance, gate } = desk;
      const referred = await referredForPrice(office);
      const { size } = (await gate.installer.get('/v1/log/head')).body;

      const proposed = await propose(finance.first, reviewOf(referred));
      const { body } = await sign(finance.second, proposed);

      const { id, uses, devicesUsed, maker, decidedAgain } = body.result.body;
      const approved = await asDecided(office.officer, referred);
      assert.equal(proposed.body.preview.body.decidedAgain.outcome, 'approved');
      assert.deepEqual(
        [decidedAgain.state, decidedAgain.outcome, decidedAgain.refusal],
        ['approved', 'approved', null],
      );
      assert.equal(decidedAgain.decision, approved.body.decision.id);
      assert.equal(`"${decidedAgain.logIndex}"`, approved.headers.etag);
      assert.deepEqual([uses, devicesUsed], [1, 1]);
      const leaves: { type: string; subject: string; bytes: string }[] = await inSnapshot(gate.db, (tx) =>
        tx('log_leaves').where('log_index', '>=', size).orderBy('log_index'),
      );
      const told = leaves.map(({ type, subject }) => `${type} ${subject}`);
      assert.deepEqual(told.slice(1), [`waiver.granted waiver/${id}`, `order.decided order/${idOf(referred)}`]);
      const decided = JSON.parse(leaves[2]?.bytes ?? '');
      assert.deepEqual([decided.by.person, decided.signed], [maker, undefined]);
    });

    it('is decided by what is so by then: where the money is gone it stays rejected, and the waiver stands', async () => {
      const { office, finance, gate } = desk;
      const rejected = await office.submit(office.order({ office: { unitPrice: '1500.00' } }));
      const { rule, clause } = { ...OFFICE_PRICE, clause: 'over-maximum' };
      const proposed = await propose(finance.first, reviewOf(rejected, { rules: [{ ...OFFICE_PRICE, clause }] }));
      const document = { documentNumber: '荆财预〔2026〕89号', reason: '年中调减' };
      const less = { budgetLine: office.hardwareLine, direction: 'decrease', amount: '999000.00', ...document };
      assert.equal((await gate.installer.post('/v1/budget-revisions', less)).status, 201);

      const { body } = await sign(finance.second, proposed);

      const { id, state, decidedAgain } = body.result.body;
      const again = await asDecided(office.officer, rejected);
      assert.equal(proposed.body.preview.body.decidedAgain.outcome, 'approved');
      assert.deepEqual([body.state, state, decidedAgain.outcome], ['executed', 'in-force', 'rejected']);
      assert.deepEqual(waivedFindings(again), [`${rule} ${clause} ${id}`]);
      assert.deepEqual(
        openFindings(again).map((finding) => finding.slice(0, 4)),
        ['BUD-'],
      );
      assert.equal(await reservedOn(gate, office.hardwareLine), '0.00');
      assert.deepEqual(await takenOf(finance.first, id), [0, 0]);
    });

    it('is left alone where it may not be decided as things stand; the waiver stands and says why', async () => {
      const { office, finance, gate } = desk;
      const { answer, body: order, certificate } = await approvedOrder(office);
      const amended = await actsOf(office.officer).amend(answer, { ...dearOffice(office), reference: order.reference });
      const bought = await redeemAt(await gate.as('platform', { grant: { region: '420000' } }), certificate, 'MALL-1');
      assert.equal(bought.status, 200, JSON.stringify(bought.body));

      const { body } = await sign(finance.second, await propose(finance.first, reviewOf(amended)));

      const { state, decidedAgain } = body.result.body;
      assert.deepEqual([body.state, state], ['executed', 'in-force']);
      assert.deepEqual([decidedAgain.outcome, decidedAgain.refusal.code], [null, 'order.redeemed']);
      const now = await office.officer.get(`/v1/orders/${idOf(amended)}`);
      assert.equal(now.headers.etag, bought.headers.etag);
    });

    it('waits where the review begins on a later day', async () => {
      const { office, finance } = desk;
      const referred = await referredForPrice(office);

      const { body } = await sign(
        finance.second,
        await propose(finance.first, reviewOf(referred, { from: '2026-06-02' })),
      );

      assert.deepEqual([body.result.body.state, body.result.body.decidedAgain], ['upcoming', undefined]);
      assert.deepEqual(await inTrayOf(finance.first, office), [idOf(referred)]);
      const now: Response = await office.officer.get(`/v1/orders/${idOf(referred)}`);
      assert.equal(now.headers.etag, referred.headers.etag);
    });
  });
});
