import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { onOneEngine, onOneOfThem } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { withoutSystem } from '../support/given.ts';
import { openEntitlement, openOffice } from '../support/office.ts';
import {
  actsOf,
  assertRefused,
  assertStands,
  everyAct,
  gateForEachTest,
  grantMore,
  idOf,
  movesOf,
  officeForEachTest,
  reservedOn,
  SPARE,
  seatsOf,
  THIN,
  unchecked,
  withThinEvidence,
} from './life-support.ts';
import { assertApproved, assertJudged, registered } from './tricky-cases/tricky-orders.ts';

describe('the withdrawal of an order', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    it('gives back money, seats, filed plan and undertakings, and says why in no open record', async () => {
      const { agencyCode } = here.office;
      const entitlementId = await openEntitlement(here.gate, { agencyCode, seats: 2 });
      const filing = { agencyCode, fiscalYear: 2026, filedOn: '2026-01-01', amount: '5090.00', items: [] };
      await registered(here.gate, '/v1/plan-filings', { ...filing, number: `BA-${agencyCode}` });
      const wish = { office: { ...SPARE, entitlementId }, order: { planFilingNumber: `BA-${agencyCode}` } };
      const approved = await here.office.submit(here.office.order(wish));

      const withdrawn = await actsOf(here.office.officer).withdraw(approved, {}, '张三说不买了');

      assertApproved(approved);
      assert.equal(withdrawn.status, 200);
      assertStands(withdrawn, { state: 'withdrawn', outcome: 'approved', revision: null, latestRevision: 1 });
      assert.deepEqual(await movesOf(here.gate, here.office.hardwareLine, withdrawn), [
        'reservation 4999.00 available → reserved',
        'withdrawal 4999.00 reserved → available',
      ]);
      assert.deepEqual(await seatsOf(here.gate, entitlementId), { held: 0, free: 2 });
      assertApproved(await here.office.submit(here.office.order(wish)));
      const { items } = (await here.gate.installer.get('/v1/log/entries?limit=200&from=0')).body;
      assert.ok(items.every(({ record }: { record: string }) => !record.includes('张三')));
    });

    it('is seen at once by whoever reads the budget line again and sends back the tag of before', async () => {
      const path = `/v1/budget-lines/${here.office.hardwareLine}`;
      const approved = await here.office.submit(here.office.order());
      const before = await here.gate.installer.get(path);

      await actsOf(here.office.officer).withdraw(approved);
      const after = await here.gate.installer.get(path, { 'if-none-match': String(before.headers.etag) });

      assert.equal(before.body.reserved, '4999.00');
      assert.deepEqual([after.status, after.body.reserved], [200, '0.00']);
    });

    for (const { state, spoil } of [
      { state: 'referred', spoil: withThinEvidence },
      { state: 'rejected', spoil: withoutSystem },
    ]) {
      it(`is possible while it is ${state}, and leaves nothing reserved`, async () => {
        const order = await here.office.submit(spoil(here.office.order()));

        const withdrawn = await actsOf(here.office.officer).withdraw(order);

        assert.equal(order.body.order.state, state);
        assert.equal(withdrawn.body.state, 'withdrawn');
        assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '0.00');
      });
    }

    it('is the end: nothing more can be done to it, and its reference stays used', async () => {
      const order = here.office.order();
      const approved = await here.office.submit(order);
      const withdrawn = await actsOf(here.office.officer).withdraw(approved);
      const acts = everyAct(here.office.officer, order);

      for (const act of Object.values(acts)) assertRefused(await act(withdrawn), 409, 'order.state');
      const again = await here.office.submit(order);
      assert.equal(again.status, 200);
      // Its certificate has ended with the order.
      assert.deepEqual(again.body.decision, { ...approved.body.decision, certificate: null });
      assert.equal(again.body.order.state, 'withdrawn');
      assertRefused(await here.office.submit({ ...order, justification: '再买' }), 422, 'order.reference_used');
    });

    it('makes way for a twin', async () => {
      const order = here.office.order();
      const first = await here.office.submit(order);
      const twin = await here.office.officer.post('/v1/checks', { ...order, reference: 'TWIN' });

      await actsOf(here.office.officer).withdraw(first);

      assertJudged(twin, 'referred', ['INT-03 twin-order /lines']);
      assertApproved(await here.office.submit({ ...order, reference: 'TWIN' }));
    });
  });
});

describe('an order that is decided again', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine, { hardwareMoney: '4998.99' });

    const decideAgain = (order: Response, caller: Caller = here.office.officer) => actsOf(caller).decideAgain(order);

    it('after its budget line was topped up is approved in the same revision, and takes the money', async () => {
      const rejected = await here.office.submit(here.office.order());
      const still = await decideAgain(rejected);
      await grantMore(here.gate, here.office.hardwareLine, '0.01');

      const approved = await decideAgain(still);

      assertJudged(rejected, 'rejected', ['BUD-02 over-available /lines/0/funding/0/amount']);
      assertJudged(still, 'rejected', ['BUD-02 over-available /lines/0/funding/0/amount']);
      assertApproved(approved);
      assert.equal(approved.body.decision.revision, 1);
      assertStands(approved, { state: 'approved', revision: 1 });
      assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '4999.00');
      const record = JSON.parse(
        (await here.office.officer.get(`/v1/decisions/${approved.body.decision.id}/record`)).text,
      );
      assert.equal(record.previousDecision, still.body.decision.id);
    });

    it('is judged by the bans of today, though its submission keeps its day', async () => {
      await here.moveTo();
      const { supplier } = here.office;
      const referred = await here.office.submit(withThinEvidence(here.office.order()));
      here.gate.clock.advance({ days: 1 });
      const ban = { supplier, source: 'mof', reason: '串通投标', from: '2026-06-02', until: null };
      await registered(here.gate, '/v1/debarments', ban);

      const again = await decideAgain(referred);

      assertJudged(again, 'rejected', [THIN, 'SUP-01 debarred /supplier/creditCode']);
      assert.equal(again.body.order.submittedAt, referred.body.order.submittedAt);
      assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '0.00');
    });

    it('and still referred keeps the day on which it lapses, and what it holds', async () => {
      await here.moveTo();
      const referred = await here.office.submit(withThinEvidence(here.office.order()));
      here.gate.clock.advance({ days: 5 });

      const again = await decideAgain(referred);

      assertJudged(again, 'referred', [THIN]);
      assert.equal(referred.body.order.expiresAt, '2026-07-01T01:00:00.000Z');
      assert.equal(again.body.order.expiresAt, referred.body.order.expiresAt);
      assert.deepEqual(await movesOf(here.gate, here.office.hardwareLine, again), [
        'reservation 4999.00 available → reserved',
      ]);
    });

    it('is not an approved one, unless an amendment of it is open: that one is decided', async () => {
      await here.moveTo({ hardwareMoney: '4999.00' });
      const order = here.office.order();
      const approved = await here.office.submit(order);
      const refused = await decideAgain(approved);
      const larger = here.office.order({ reference: order.reference, quantity: 2 });
      const kept = await actsOf(here.office.officer).amend(approved, larger);
      await grantMore(here.gate, here.office.hardwareLine, '4999.00');

      const replaced = await decideAgain(kept);

      assertRefused(refused, 409, 'order.state');
      assertStands(kept, { state: 'approved', outcome: 'rejected', revision: 1, latestRevision: 2 });
      assertApproved(replaced);
      assertStands(replaced, { state: 'approved', revision: 2 });
      assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '9998.00');
    });

    onOneOfThem(engine, 'the rule set tells whose a finding is', () => {
      it('by the finance bureau has an open finding of its rules, by the legalization office one of theirs', async () => {
        const finance = await here.gate.as('finance');
        const legalization = await here.gate.as('legalization-office');
        const lacksMoney = await here.office.submit(here.office.order());
        const rich = await openOffice(here.gate);
        const lacksPapers = await rich.submit(withThinEvidence(rich.order()));

        assertRefused(await decideAgain(lacksMoney, legalization), 403, 'order.not_your_rule');
        assertRefused(await decideAgain(lacksPapers, finance), 403, 'order.not_your_rule');
        assertJudged(await decideAgain(lacksPapers, legalization), 'referred', [THIN]);
        assert.equal((await decideAgain(lacksMoney, finance)).status, 201);
        assert.equal((await here.gate.as('audit').then((audit) => decideAgain(lacksMoney, audit))).status, 403);
      });

      it('by its approver needs no reason to be theirs', async () => {
        const approver = await here.gate.as('agency-approver', { grant: { agencies: [here.office.agencyCode] } });
        const rejected = await here.office.submit(here.office.order());

        assert.equal((await decideAgain(rejected, approver)).status, 201);
      });
    });
  });
});

describe('a clearance or a referral whose time is over', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine, { hardwareMoney: '4999.00' });

    /** An order for the same money, at a time when the first one may have lapsed. */
    const another = () => here.office.submit(here.office.order({ order: { supplier: unchecked(here.office) } }));

    for (const { says, spoil, days } of [
      { says: 'an approval', spoil: <T>(order: T): T => order, days: 90 },
      { says: 'a referral', spoil: withThinEvidence, days: 30 },
    ]) {
      it(`is found when it is used: the money of ${says} goes to the next order though nothing swept`, async () => {
        const first = await here.office.submit(spoil(here.office.order()));
        here.gate.clock.advance({ days, ms: -1 });
        const before = await another();
        here.gate.clock.advance({ ms: 1 });

        const after = await another();

        assertJudged(before, 'rejected', ['BUD-02 over-available /lines/0/funding/0/amount']);
        assertApproved(after);
        const lapsed = await here.office.officer.get(`/v1/orders/${idOf(first)}`);
        const { outcome } = first.body.decision;
        assertStands(lapsed, { state: 'expired', outcome, revision: null, latestRevision: 1 });
        assert.equal(lapsed.body.expiresAt, null);
        assert.deepEqual(await movesOf(here.gate, here.office.hardwareLine, first), [
          'reservation 4999.00 available → reserved',
          'lapse 4999.00 reserved → available',
        ]);
      });
    }

    it('is found by a check as well, which stores nothing', async () => {
      const first = await here.office.submit(here.office.order());
      here.gate.clock.advance({ days: 91 });
      const next = here.office.order({ order: { supplier: unchecked(here.office) } });

      const check = await here.office.officer.post('/v1/checks', next);

      assertApproved(check);
      assert.equal(check.body.decision.budget[0].availableAfter, '0.00');
      assert.equal((await here.office.officer.get(`/v1/orders/${idOf(first)}`)).body.state, 'approved');
    });

    it('can be amended and is then a new chance, but cannot be withdrawn or decided again', async () => {
      const order = here.office.order();
      const approved = await here.office.submit(order);
      here.gate.clock.advance({ days: 91 });

      for (const act of ['withdrawal', 'decisions'] as const) {
        assertRefused(await everyAct(here.office.officer, order)[act](approved), 412, 'order.stale');
        const lapsed = await here.office.officer.get(`/v1/orders/${idOf(approved)}`);
        assertRefused(await everyAct(here.office.officer, order)[act](lapsed), 409, 'order.state');
      }
      const lapsed = await here.office.officer.get(`/v1/orders/${idOf(approved)}`);
      const renewed = await actsOf(here.office.officer).amend(lapsed, { ...order, supplier: unchecked(here.office) });
      assertStands(renewed, { state: 'approved', revision: 2 });
      assert.equal(await reservedOn(here.gate, here.office.hardwareLine), '4999.00');
    });
  });
});
