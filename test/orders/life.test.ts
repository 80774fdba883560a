import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { withoutSystem } from '../support/given.ts';
import { openEntitlement, openOffice } from '../support/office.ts';
import {
  actsOf,
  assertRefused,
  assertStands,
  BARE,
  everyAct,
  idOf,
  movesOf,
  officeForEachTest,
  reservedOn,
  SPARE,
  seatsOf,
  THIN,
  withThinEvidence,
} from './life-support.ts';
import { assertApproved, assertJudged } from './tricky-cases/tricky-orders.ts';

describe('an amendment', () => {
  forEachEngine('locks', (engine) => {
    const here = officeForEachTest(engine);

    const amend = (...args: Parameters<ReturnType<typeof actsOf>['amend']>) =>
      actsOf(here.office.officer).amend(...args);

    describe('of a rejected order', () => {
      it('mends it under the same reference: the new revision is approved and takes the money', async () => {
        const mended = here.office.order();
        const rejected = await here.office.submit(withoutSystem(mended));

        const approved = await amend(rejected, mended);

        assertJudged(rejected, 'rejected', [BARE]);
        assert.equal(approved.status, 201);
        assertApproved(approved);
        assertStands(approved, { state: 'approved', revision: 2 });
        assert.deepEqual(await movesOf(here.gate, here.office.hardwareLine, approved), [
          'reservation 4999.00 available → reserved',
        ]);
      });

      it('keeps both revisions and both decisions to be read', async () => {
        const mended = here.office.order();
        const rejected = await here.office.submit(withoutSystem(mended));
        const approved = await amend(rejected, mended);
        const path = `/v1/orders/${idOf(approved)}`;

        const first = (await here.office.officer.get(`${path}/revisions/1`)).body;
        const second = (await here.office.officer.get(`${path}/revisions/2`)).body;
        const { items } = (await here.office.officer.get(`${path}/decisions`)).body;

        assert.deepEqual([first.outcome, first.stands, first.submission], ['rejected', false, withoutSystem(mended)]);
        assert.deepEqual([second.outcome, second.stands, second.submission], ['approved', true, mended]);
        const read = [rejected, approved].map(({ body }) => ({ ...body.decision, certificate: null }));
        assert.deepEqual(
          items.map(({ actedBy: _actedBy, ...decision }: Record<string, unknown>) => decision),
          read,
        );
        assert.equal((await here.office.officer.get(`${path}/revisions/3`)).status, 404);
      });

      it('leaves the reference to the first body: sent again, it gets the first decision and the order as it stands', async () => {
        const mended = here.office.order();
        const rejected = await here.office.submit(withoutSystem(mended));
        const approved = await amend(rejected, mended);

        const firstAgain = await here.office.submit(withoutSystem(mended));
        const secondAgain = await here.office.submit(mended);

        assert.equal(firstAgain.status, 200);
        assert.deepEqual(firstAgain.body.decision, rejected.body.decision);
        assert.deepEqual(firstAgain.body.order, approved.body.order);
        assertRefused(secondAgain, 422, 'order.reference_used');
      });
    });

    describe('of an approved order', () => {
      for (const { outcome, spoil, finding } of [
        { outcome: 'rejected', spoil: withoutSystem, finding: BARE },
        { outcome: 'referred', spoil: withThinEvidence, finding: THIN },
      ]) {
        it(`that is ${outcome} changes nothing, until a later one is approved and only the difference moves`, async () => {
          const approved = await here.office.submit(here.office.order({ reference: `KEEP-${outcome}` }));
          const larger = here.office.order({ reference: `KEEP-${outcome}`, quantity: 3 });

          const kept = await amend(approved, spoil(larger));
          const keptMoves = await movesOf(here.gate, here.office.hardwareLine, approved);
          const replaced = await amend(kept, larger);

          assertJudged(kept, outcome, [finding]);
          assertStands(kept, { state: 'approved', outcome, revision: 1, latestRevision: 2 });
          assert.equal(kept.body.order.expiresAt, approved.body.order.expiresAt);
          assert.deepEqual(kept.body.decision.budget, []);
          assert.equal(kept.body.decision.expiresAt, null);
          assert.deepEqual(keptMoves, ['reservation 4999.00 available → reserved']);
          assertStands(replaced, { state: 'approved', revision: 3 });
          assert.deepEqual(await movesOf(here.gate, here.office.hardwareLine, approved), [
            ...keptMoves,
            'reservation 9998.00 available → reserved',
          ]);
        });

        it(`that is ${outcome} leaves total, decision and certificate of what stands to be found`, async () => {
          const approved = await here.office.submit(here.office.order({ reference: `STANDS-${outcome}` }));
          const larger = here.office.order({ reference: `STANDS-${outcome}`, quantity: 3 });

          const kept = await amend(approved, spoil(larger));

          const standing = { revision: 1, total: approved.body.order.total, decisionId: approved.body.decision.id };
          const latest = { total: larger.total, decisionId: kept.body.decision.id };
          const [listed] = (await here.office.officer.get(`/v1/orders?reference=STANDS-${outcome}`)).body.items;
          const read = (await here.office.officer.get(`/v1/orders/${idOf(kept)}`)).body;
          for (const order of [kept.body.order, listed, read]) {
            assert.deepEqual(order.standing, standing);
            assert.deepEqual({ total: order.total, decisionId: order.decisionId }, latest);
          }
          const certificateOf = (id: string) => here.office.officer.get(`/v1/decisions/${id}/certificate`);
          assert.equal((await certificateOf(read.standing.decisionId)).status, 200);
          assertRefused(await certificateOf(read.decisionId), 404, 'certificate.none');
        });
      }

      it('downwards gives back the difference', async () => {
        const approved = await here.office.submit(here.office.order({ reference: 'DOWN', quantity: 3 }));

        const smaller = await amend(approved, here.office.order({ reference: 'DOWN', quantity: 2 }));

        assertApproved(smaller);
        assert.deepEqual(await movesOf(here.gate, here.office.hardwareLine, approved), [
          'reservation 14997.00 available → reserved',
          'release 4999.00 reserved → available',
        ]);
        assert.equal(await reservedOn(here.gate, here.office.softwareLine), '1342.00');
      });

      it('does not stand in its own way: its own money and seats count as free', async () => {
        await here.moveTo({ hardwareMoney: '9998.00' });
        const entitlement = await openEntitlement(here.gate, { agencyCode: here.office.agencyCode, seats: 2 });
        const order = here.office.order({ quantity: 2, office: { ...SPARE, entitlementId: entitlement } });
        const approved = await here.office.submit(order);

        const again = await amend(approved, { ...order, justification: '更正说明' });
        const half = here.office.order({
          reference: order.reference,
          office: { ...SPARE, entitlementId: entitlement },
        });
        const one = await amend(again, half);

        for (const answer of [approved, again, one]) assertApproved(answer);
        assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '4999.00');
        assert.deepEqual(await seatsOf(here.gate, entitlement), { held: 1, free: 1 });
      });

      it('for more than there is leaves money and seats as they were', async () => {
        await here.moveTo({ hardwareMoney: '9998.00' });
        const approved = await here.office.submit(here.office.order({ reference: 'MORE', quantity: 2 }));

        const tooMuch = await amend(approved, here.office.order({ reference: 'MORE', quantity: 3 }));

        assertJudged(tooMuch, 'rejected', ['BUD-02 over-available /lines/0/funding/0/amount']);
        assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '9998.00');
      });
    });

    describe('of a referred order', () => {
      it('replaces it: what it held goes, what the new revision takes comes', async () => {
        const referred = await here.office.submit(
          withThinEvidence(here.office.order({ reference: 'REF', quantity: 2 })),
        );
        const held = await movesOf(here.gate, here.office.hardwareLine, referred);

        const approved = await amend(referred, here.office.order({ reference: 'REF' }));

        assertJudged(referred, 'referred', [THIN]);
        assertStands(referred, { state: 'referred', revision: null, latestRevision: 1 });
        assert.equal(referred.body.order.standing, null);
        assert.deepEqual(held, ['reservation 9998.00 available → reserved']);
        assertStands(approved, { state: 'approved', revision: 2 });
        assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '4999.00');
      });

      it('that is rejected gives everything back', async () => {
        const order = here.office.order({ quantity: 2 });
        const referred = await here.office.submit(withThinEvidence(order));

        const rejected = await amend(referred, withoutSystem(order));

        assertStands(rejected, { state: 'rejected', revision: null, latestRevision: 2 });
        assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '0.00');
        assert.equal(rejected.body.order.expiresAt, null);
      });
    });

    it('keeps the agency and the reference of its order', async () => {
      const other = await openOffice(here.gate);
      const approved = await here.office.submit(here.office.order());

      const answer = await amend(approved, { ...here.office.order(), agencyCode: other.agencyCode });

      assertRefused(answer, 422, 'order.identity');
      assert.deepEqual(
        answer.body.errors.map(({ pointer }: { pointer: string }) => pointer),
        ['/agencyCode', '/reference'],
      );
    });

    it('is checked beforehand with the order’s own money and seats added back', async () => {
      await here.moveTo({ hardwareMoney: '4999.00' });
      const order = here.office.order();
      const approved = await here.office.submit(order);
      const other = { ...order, justification: '更正说明' };

      const asAmendment = await here.office.officer.post(`/v1/checks?order=${idOf(approved)}`, other);
      const asNew = await here.office.officer.post('/v1/checks', { ...other, reference: 'ANOTHER' });

      assertApproved(asAmendment);
      assertJudged(asNew, 'rejected', ['BUD-02 over-available /lines/0/funding/0/amount', 'INT-03 twin-order /lines']);
    });
  });
});

describe('any change to an order', () => {
  forEachEngine('locks', (engine) => {
    const here = officeForEachTest(engine);

    for (const name of ['amendments', 'withdrawal', 'decisions'] as const) {
      it(`by ${name} needs the tag of the order as it stands, and leaves it alone without`, async () => {
        const { office } = here;
        const order = office.order();
        const first = await office.submit(withThinEvidence(order));
        const current = await actsOf(office.officer).decideAgain(first);
        const act = everyAct(office.officer, order)[name];
        const path = `/v1/orders/${idOf(first)}`;
        const untagged = { amendments: order, withdrawal: { reason: '无' }, decisions: {} }[name];

        assertRefused(await office.officer.post(`${path}/${name}`, untagged), 428, 'request.precondition_required');
        assertRefused(await act(current, { 'if-match': '*' }), 400, 'request.if_match');
        assertRefused(await act(first), 412, 'order.stale');
        assert.equal((await office.officer.get(path)).headers.etag, current.headers.etag);
        assert.ok((await act(current)).ok);
      });

      it(`by ${name} finds no order of another agency`, async () => {
        const { office } = here;
        const stranger = await openOffice(here.gate);
        const order = office.order();
        const last = await office.submit(withThinEvidence(order));

        assertRefused(await everyAct(stranger.officer, order)[name](last), 404, 'order.not_found');
        assert.deepEqual((await office.officer.get(`/v1/orders/${idOf(last)}`)).body, last.body.order);
      });
    }
  });
});
