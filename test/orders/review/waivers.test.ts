import assert from 'node:assert/strict';
import { inSnapshot } from '../../../src/db/index.ts';
import { contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { openOffice } from '../../support/office.ts';
import { actsOf, assertRefused, idOf, reservedOn, withThinEvidence } from '../life-support.ts';
import {
  asDecided,
  dearOffice,
  decidedAgain,
  deskForEachTest,
  granted,
  inTrayOf,
  OFFICE_PRICE,
  openFindings,
  propose,
  referredForPrice,
  reviewOf,
  sign,
  THIN_EVIDENCE,
  takenOf,
  waivedFindings,
} from './waivers-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a review', () => {
    const desk = deskForEachTest(engine);

    it('is a referred order’s way out: from the in-tray over two people of finance to an approval', async () => {
      const { office, finance } = desk;
      const referred = await referredForPrice(office);
      const inTray = await inTrayOf(finance.first, office);
      const waiver = await granted(finance, reviewOf(referred));

      const approved = await asDecided(finance.second, referred);

      assert.deepEqual(inTray, [idOf(referred)]);
      assert.equal(approved.body.decision.outcome, 'approved');
      assert.equal(approved.body.order.state, 'approved');
      assert.equal(approved.body.order.revision, 1);
      assert.deepEqual(openFindings(approved), []);
      assert.deepEqual(waivedFindings(approved), [`HW-02 over-standard ${waiver}`]);
      assert.equal(approved.body.decision.findings[0].waiver.until, '2026-08-01');
      assert.equal(await reservedOn(desk.gate, office.softwareLine), '741.00');
      assert.deepEqual(await inTrayOf(finance.first, office), []);
      assert.deepEqual(await takenOf(finance.first, waiver), [1, 1]);
    });

    it('is in the list of what waits with what it asks, whose it is and what its order is called', async () => {
      const { office, finance } = desk;
      const referred = await referredForPrice(office);
      await propose(finance.first, reviewOf(referred));

      const { body } = await finance.second.get('/v1/proposals?awaiting=me');

      const [{ request, ...listed }] = body.items;
      assert.deepEqual(request.body.rules[0].rule, 'HW-02');
      assert.equal(listed.whole, true);
      const { agencyNames, order } = listed;
      const { reference, decisionId } = referred.body.order;
      const agency = (await finance.first.get(`/v1/agencies/${office.agencyCode}`)).body.name;
      assert.deepEqual({ agencyNames, order }, { agencyNames: [agency], order: { reference, decisionId } });
    });

    it('is in the in-tray of every owner whose rules are open, and of nobody else', async () => {
      const { office, finance, legalization } = desk;
      const price = await referredForPrice(office);
      const evidence = await office.submit(withThinEvidence(office.order()));
      const both = await office.submit(withThinEvidence(dearOffice(office)));
      await office.submit(office.order());

      assert.deepEqual(new Set(await inTrayOf(finance.first, office)), new Set([price, both].map(idOf)));
      assert.deepEqual(
        new Set(await inTrayOf(finance.first, office, 'legalization-office')),
        new Set([evidence, both].map(idOf)),
      );
      assert.deepEqual(await inTrayOf(office.officer, office), await inTrayOf(finance.first, office));
      const elsewhere = await desk.gate.as('finance', { grant: { region: '511300' } });
      assert.deepEqual(await inTrayOf(elsewhere, office), []);
      assert.deepEqual(await inTrayOf(legalization.first, office, 'legalization-office'), [both, evidence].map(idOf));
    });

    it('of an approved order’s amendment brings that one to stand', async () => {
      const { office, finance } = desk;
      const approved = await office.submit(office.order());
      const { reference } = approved.body.order;
      const amended = await actsOf(office.officer).amend(approved, { ...dearOffice(office, 2), reference });
      await granted(finance, reviewOf(amended));

      const again = await asDecided(finance.first, amended);

      assert.deepEqual([amended.body.order.state, amended.body.order.outcome], ['approved', 'referred']);
      assert.deepEqual([again.body.order.revision, again.body.order.outcome], [2, 'approved']);
    });

    it('that was revoked covers nothing any more, and what it approved stands', async () => {
      const { office, finance } = desk;
      const approved = await referredForPrice(office);
      const referred = await office.submit(withThinEvidence(dearOffice(office)));
      const used = await granted(finance, reviewOf(approved));
      const unused = await granted(finance, reviewOf(referred));
      for (const id of [used, unused]) {
        const { headers } = await finance.first.get(`/v1/waivers/${id}`);
        const tag = { 'if-match': String(headers.etag) };
        const revoked = await finance.second.post(`/v1/waivers/${id}/revocation`, { reason: '依据已失效' }, tag);
        assert.equal(revoked.body.state, 'revoked', JSON.stringify(revoked.body));
        assert.equal(revoked.body.revocation.reason, '依据已失效');
      }

      const again = await decidedAgain(office.officer, referred);

      assert.deepEqual(openFindings(again), ['HW-02 over-standard', 'OS-04 thin']);
      assert.equal((await finance.first.get(`/v1/orders/${idOf(approved)}`)).body.state, 'approved');
    });

    it('of a classified order is in the log as commitments, and its texts are for its agency and the owner', async () => {
      const { finance } = desk;
      const secret = await openOffice(desk.gate, { isClassified: true });
      const referred = await referredForPrice(secret);
      const scan = { bytes: Buffer.from('%PDF-1.4 scan'), headers: { 'content-type': 'application/pdf' } };
      const path = `/v1/evidence-files?agencyCode=${secret.agencyCode}&name=scan.pdf`;
      const { hash: file } = (await secret.officer.send('post', path, scan)).body;
      const evidence = [{ document: '荆财采核〔2026〕31号', file }];
      const id = await granted(finance, reviewOf(referred, { evidence }));
      const audit = await desk.gate.as('audit');
      const leaf: { bytes: string } = await inSnapshot(desk.gate.db, (tx) =>
        tx('log_leaves')
          .where({ subject: `waiver/${id}` })
          .first(),
      );

      const seen = async (caller: typeof audit) => (await caller.get(`/v1/waivers/${id}`)).body;

      assert.deepEqual([(await seen(audit)).text, (await seen(audit)).evidence[0].document], ['***', '***']);
      assert.deepEqual(
        [(await seen(audit)).evidence[0].file, (await seen(finance.first)).evidence[0].file],
        [undefined, file],
      );
      assert.ok((await seen(finance.first)).text.includes('版式'));
      assert.ok((await seen(secret.officer)).text.includes('版式'));
      for (const word of ['HW-02', 'special-work', '版式', '荆财采核', file])
        assert.ok(!leaf.bytes.includes(word), word);
    });

    onOneOfThem(engine, 'what a review covers is judged of facts, whichever engine they come from', () => {
      it('takes one waiver of each owner; with one of them the order stays referred, with the other', async () => {
        const { office, finance, legalization } = desk;
        const referred = await office.submit(withThinEvidence(dearOffice(office)));
        await granted(finance, reviewOf(referred));

        const half = await asDecided(office.officer, referred);
        const byFinance = await decidedAgain(finance.first, referred);
        const own = { rules: [THIN_EVIDENCE], reasonCode: 'evidence-pending' };
        await granted(legalization, reviewOf(referred, own));
        const whole = await asDecided(office.officer, half);

        assert.equal(half.body.decision.outcome, 'referred');
        assert.deepEqual(openFindings(half), ['OS-04 thin']);
        assert.deepEqual(await inTrayOf(finance.first, office), []);
        assertRefused(byFinance, 403, 'order.not_your_rule');
        assert.equal(whole.body.decision.outcome, 'approved');
        assert.equal(waivedFindings(whole).length, 2);
      });

      it('that the agency asks for takes two people of the owner’s', async () => {
        const { office, finance } = desk;
        const referred = await referredForPrice(office);
        const asked = await propose(office.officer, reviewOf(referred));

        const one = await sign(finance.first, asked);
        const still = await decidedAgain(office.officer, referred);
        const two = await sign(finance.second, asked);

        assert.equal(asked.status, 202);
        assert.equal(one.body.state, 'open');
        assert.equal(still.body.decision.outcome, 'referred');
        assert.equal(two.body.state, 'executed');
        assert.equal(two.body.result.body.decidedAgain.outcome, 'approved');
        const { maker, signers } = two.body.result.body;
        assert.equal(new Set([maker, ...signers]).size, 3);
      });

      it('is of one revision: the next one is referred again', async () => {
        const { office, finance } = desk;
        const referred = await referredForPrice(office);
        const waiver = await granted(finance, reviewOf(referred));
        const { reference } = referred.body.order;
        const approved = await asDecided(office.officer, referred);

        const amended = await actsOf(office.officer).amend(approved, { ...dearOffice(office, 2), reference });

        assert.equal(amended.body.decision.revision, 2);
        assert.equal(amended.body.decision.outcome, 'referred');
        assert.deepEqual(openFindings(amended), ['HW-02 over-standard']);
        assert.deepEqual(await takenOf(finance.first, waiver), [1, 1]);
      });

      it('is of one order: another one stays referred', async () => {
        const { office, finance } = desk;
        const [reviewed, other] = [await referredForPrice(office), await referredForPrice(office)];
        await granted(finance, reviewOf(reviewed));

        const again = await decidedAgain(office.officer, other);

        assert.equal((await asDecided(office.officer, reviewed)).body.decision.outcome, 'approved');
        assert.deepEqual(openFindings(again), ['HW-02 over-standard']);
      });

      it('holds for the contract that repeats what was reviewed, also for rules that run there again', async () => {
        const { office, finance } = desk;
        const order = dearOffice(office);
        const referred = await office.submit(order);
        const waiver = await granted(finance, reviewOf(referred));
        const approved = await asDecided(office.officer, referred);

        const contracted = await stepsOf(office.officer).contract(approved, contractFor(order));

        assert.equal(contracted.body.order.state, 'contracted', JSON.stringify(contracted.body));
        assert.deepEqual(waivedFindings(contracted), [`HW-02 over-standard ${waiver}`]);
        assert.deepEqual(await takenOf(finance.first, waiver), [1, 1]);
      });

      it('lets a rejected order through as well, where its rules may be waived', async () => {
        const { office, finance } = desk;
        const rejected = await office.submit(office.order({ office: { unitPrice: '1500.00' } }));
        assert.equal(rejected.body.decision.outcome, 'rejected');
        const [open] = rejected.body.decision.findings;
        const rules = [{ ...OFFICE_PRICE, clause: open.clause }];
        await granted(finance, reviewOf(rejected, { rules }));

        const approved = await asDecided(office.officer, rejected);

        assert.equal(approved.body.decision.outcome, 'approved');
        assert.equal(approved.body.decision.findings[0].effect, 'reject');
        assert.equal(await reservedOn(desk.gate, office.hardwareLine), '4999.00');
      });
    });
  });
});
