import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { onOneEngine } from '../../support/databases.ts';
import type { Caller, Gate } from '../../support/gate.ts';
import * as given from '../../support/given.ts';
import { openOffice } from '../../support/office.ts';
import { actsOf, assertRefused, idOf } from '../life-support.ts';
import {
  dearOffice,
  deskForEachTest,
  forDesktops,
  gateForEachDesk,
  granted,
  OFFICE_PRICE,
  propose,
  referredForPrice,
  reviewOf,
  sign,
  THIN_EVIDENCE,
} from './waivers-support.ts';

onOneEngine('what is refused is told of what was read', (engine) => {
  describe('a waiver is refused', () => {
    const desk = deskForEachTest(engine);
    let referred: Response;
    beforeEach(async () => {
      referred = await referredForPrice(desk.office);
    });
    afterEach(async () => {
      const { finance, office } = desk;
      const { body } = await finance.first.get(`/v1/waivers?agencyCode=${office.agencyCode}`);
      assert.deepEqual(body.items, []);
    });

    const refusedBy = async (own: object): Promise<Response> => propose(desk.finance.first, reviewOf(referred, own));

    function assertRefusedAt(answer: Response, code: string, pointer: string): void {
      assertRefused(answer, 422, code);
      assert.deepEqual(
        answer.body.errors.map((error: { pointer: string }) => error.pointer),
        [pointer],
      );
    }

    it('on the rules that nobody may waive', async () => {
      for (const [rule, clause] of [
        ['OS-01', 'absent'],
        ['BUD-01', 'none'],
        ['BUD-02', 'over-available'],
        ['SUP-01', 'debarred'],
      ]) {
        const answer = await refusedBy({ rules: [OFFICE_PRICE, { rule, revision: 1, clause }] });
        assertRefusedAt(answer, 'waiver.not_waivable', '/rules/1/rule');
      }
    });

    it('on a rule, a revision or a clause that is not there, and on a warning', async () => {
      const named = (own: object) => refusedBy({ rules: [{ ...OFFICE_PRICE, ...own }] });

      assertRefusedAt(await named({ rule: 'HW-99' }), 'waiver.unknown_rule', '/rules/0/rule');
      assertRefusedAt(await named({ revision: 1 }), 'waiver.other_rule_revision', '/rules/0/revision');
      assertRefusedAt(await named({ clause: 'cheap' }), 'waiver.unknown_clause', '/rules/0/clause');
      assertRefusedAt(
        await named({ rule: 'OS-05', revision: 2, clause: 'home-allowed' }),
        'waiver.warning',
        '/rules/0/clause',
      );
    });

    it('on a clause that is not open on the order', async () => {
      const rules = [{ ...OFFICE_PRICE, clause: 'over-maximum' }];

      assertRefusedAt(await refusedBy({ rules }), 'waiver.finding_not_open', '/rules/0/clause');
    });

    it('on a paper that the agency has not sent', async () => {
      const evidence = [{ document: '荆财采〔2026〕7号', file: 'a'.repeat(64) }];

      assertRefusedAt(await refusedBy({ evidence }), 'evidence.file', '/evidence/0/file');
    });

    it('on rules of two owners', async () => {
      const answer = await refusedBy({ rules: [OFFICE_PRICE, THIN_EVIDENCE] });

      assertRefusedAt(answer, 'waiver.several_owners', '/rules/1/rule');
    });

    it('without grounds enough: a reason that the rule does not know, a text too short, no document, no end', async () => {
      assertRefusedAt(await refusedBy({ reasonCode: 'no-alternative' }), 'waiver.reason_not_allowed', '/reasonCode');
      assertRefusedAt(
        await refusedBy({ text: '专项工作需要专项工作需要专项工作需要  ' }),
        'waiver.text_too_short',
        '/text',
      );
      assert.equal((await refusedBy({ evidence: [] })).status, 400);
      assert.equal((await refusedBy({ until: undefined })).status, 400);
      assert.equal((await refusedBy({ reasonCode: 'because' })).status, 400);
    });

    it('for more days than the rule allows, not one day more, and for a time that is over', async () => {
      const ninety = await refusedBy({ until: '2026-08-29' });

      assert.equal(ninety.status, 202, JSON.stringify(ninety.body));
      assertRefusedAt(await refusedBy({ until: '2026-08-30' }), 'waiver.days_too_many', '/until');
      assertRefusedAt(await refusedBy({ until: '2026-05-31' }), 'waiver.period', '/until');
      assertRefusedAt(await refusedBy({ from: '2026-07-02', until: '2026-07-01' }), 'waiver.period', '/until');
    });

    it('on an order of another revision, and one that is approved', async () => {
      const { office, finance } = desk;
      const approved = await office.submit(office.order());
      const other = { scope: { order: { id: idOf(referred), revision: 2 } } };

      assertRefused(await refusedBy(other), 409, 'waiver.other_revision');
      assertRefused(await propose(finance.first, reviewOf(approved)), 409, 'order.state');
    });

    it('beyond a reach, like one for an agency or an order that does not exist', async () => {
      const { office } = desk;
      const elsewhere = await desk.gate.as('finance', { grant: { region: '511300' } });
      const stranger = await openOffice(desk.gate);

      assertRefused(await propose(elsewhere, reviewOf(referred)), 404, 'order.not_found');
      assertRefused(await propose(elsewhere, forDesktops(office, 3)), 404, 'agency.not_found');
      assertRefused(await propose(stranger.officer, forDesktops(office, 3)), 404, 'agency.not_found');
      const nowhere = reviewOf(referred, { scope: { order: { id: 'ord_none', revision: 1 } } });
      assertRefused(await propose(elsewhere, nowhere), 404, 'order.not_found');
    });

    it('to a bureau that does not own the rule, and by a signer of the other one', async () => {
      const { finance, legalization } = desk;
      const proposed = await propose(finance.first, reviewOf(referred));

      assertRefused(await propose(legalization.first, reviewOf(referred)), 403, 'waiver.not_your_rule');
      for (const other of [legalization.second, desk.office.officer]) {
        assertRefused(await sign(other, proposed), 404, 'proposal.not_found');
      }
    });

    it('when the same person signs, and when the order has changed meanwhile', async () => {
      const { office, finance } = desk;
      const proposed = await propose(finance.first, reviewOf(referred));

      assert.equal((await sign(finance.first, proposed)).status, 403);
      await actsOf(office.officer).withdraw(referred);
      assertRefused(await sign(finance.second, proposed), 409, 'order.state');
    });

    it('when whoever submitted the order signs for the owner, whatever other roles the person has', async () => {
      const { office, finance } = desk;
      const { officer, reviewer } = await personOfBoth(desk.gate, office.agencyCode);
      const order = await officer.post('/v1/orders', dearOffice(office));
      const proposed = await propose(finance.first, reviewOf(order));

      assert.equal(proposed.status, 202, JSON.stringify(proposed.body));
      assertRefused(await sign(reviewer, proposed), 403, 'waiver.own_order');
      assertRefused(await propose(reviewer, reviewOf(order)), 403, 'waiver.own_order');
    });
  });

  describe('revoking a waiver', () => {
    const desk = deskForEachTest(engine);

    it('is the owner’s business, wants the tag last read, and is done once', async () => {
      const { office, finance, legalization } = desk;
      const id = await granted(finance, reviewOf(await referredForPrice(office)));
      const { headers } = await finance.first.get(`/v1/waivers/${id}`);
      const tag = { 'if-match': String(headers.etag) };
      const revoke = (caller: typeof finance.first, own: Record<string, string> = tag) =>
        caller.post(`/v1/waivers/${id}/revocation`, { reason: '依据已失效' }, own);

      assertRefused(await revoke(legalization.first), 403, 'waiver.not_your_rule');
      assertRefused(await revoke(finance.first, { 'if-match': '"1"' }), 412, 'request.stale');
      assertRefused(await revoke(finance.first, {}), 428, 'request.precondition_required');
      const elsewhere = await desk.gate.as('finance', { grant: { region: '511300' } });
      assertRefused(await revoke(elsewhere), 404, 'waiver.not_found');
      const revoked = await revoke(finance.first);
      assert.equal(revoked.status, 200);
      const again = { 'if-match': String(revoked.headers.etag) };
      assertRefused(await revoke(finance.first, again), 409, 'waiver.state');
    });
  });

  describe('over time a waiver', () => {
    const desk = gateForEachDesk(engine);

    it('is not asked for on an order whose referral has lapsed, though nobody swept it', async () => {
      const { office, finance } = desk;
      const lapsed = await referredForPrice(office);
      desk.gate.clock.advance({ days: 31 });

      assertRefused(await propose(finance.first, reviewOf(lapsed)), 409, 'order.state');
    });

    it('is not revoked any more when it is over', async () => {
      const { office, finance } = desk;
      const id = await granted(finance, reviewOf(await referredForPrice(office), { until: '2026-06-01' }));
      const { headers } = await finance.first.get(`/v1/waivers/${id}`);
      desk.gate.clock.advance({ days: 1 });

      const tag = { 'if-match': String(headers.etag) };
      const late = await finance.first.post(`/v1/waivers/${id}/revocation`, { reason: '依据已失效' }, tag);

      assertRefused(late, 409, 'waiver.state');
    });
  });

  describe('a rule that could not be evaluated', () => {
    const desk = deskForEachTest(engine);

    it('is not waived: the order waits for the missing fact', async () => {
      const { finance } = desk;
      const uncounted = await openOffice(desk.gate, { staff: null });
      const referred = await uncounted.submit(uncounted.order());

      const [indeterminate] = referred.body.decision.indeterminate;
      const rules = [{ rule: indeterminate.rule, revision: 1, clause: 'desktops-over' }];
      const answer = await propose(finance.first, reviewOf(referred, { rules }));

      assert.equal(referred.body.decision.outcome, 'referred');
      assertRefused(answer, 422, 'waiver.finding_not_open');
    });
  });
});

/** One person who submits for an agency and reviews for the finance bureau, with a key for each. */
async function personOfBoth(gate: Gate, agencyCode: string): Promise<{ officer: Caller; reviewer: Caller }> {
  const roles = [
    { role: 'procurement-officer', grant: { agencies: [agencyCode] } },
    { role: 'finance', grant: { region: '421000' } },
  ];
  const email = `both.${given.nextNumber()}@gate.test`;
  const { body: person } = await gate.installer.post('/v1/persons', { name: '兼任人员', email, roles });
  const keyFor = async ({ role, grant }: (typeof roles)[number]): Promise<Caller> => {
    const wish = { label: role, owner: person.id, role, grant, scopes: [], expiresAt: null };
    const { status, body } = await gate.installer.post('/v1/api-keys', wish);
    assert.equal(status, 201, JSON.stringify(body));
    return gate.withKey(body.secret);
  };
  const [officer, reviewer] = roles.map(keyFor);
  assert.ok(officer && reviewer);
  return { officer: await officer, reviewer: await reviewer };
}
