import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { changePerson, signedIn, signUp } from '../access/sessions/session-people.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import {
  acceptSheet,
  actOn,
  FILED,
  FOUND,
  fileSheet,
  launchAssessment,
  proofOf,
  publishSheet,
  score,
} from './assessment-support.ts';
import { addUnit, COUNTY, type County, done, openCounty, refused, type Unit } from './campaign-support.ts';

forEachEngine('statements', (engine) => {
  describe('the assessment of a county', () => {
    const clock = testClock('2017-11-01T01:00:00.000Z');
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let quiet: Unit;
    let campaign: string;
    let filing: string;
    let quietFiling: string;

    const assessment = async (id = filing) => (await done(county.clerk.get(`/v1/filings/${id}/assessment`))).body;
    const toConfirm = async (...ids: readonly string[]) => {
      const assessments = [];
      for (const id of ids) assessments.push({ filing: id, digest: (await assessment(id)).rounds.at(-1).digest });
      return { assessments };
    };
    const confirmAs = (who: Caller, body: object) => who.post(`/v1/campaigns/${campaign}/confirmations`, body);
    /** The clerk scores, so the other one of the office proposes. */
    const confirm = (body: object) => confirmAs(county.chief, body);

    before(async function () {
      this.timeout(120_000);
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      [unit, quiet] = [await addUnit(gate, { name: '县教育局' }), await addUnit(gate, { name: '县水利局' })];
      await publishSheet(county, 1);
      campaign = await launchAssessment(county, { form: 'county-assessment@1', year: 2017 });
      filing = await fileSheet(unit, campaign);
      quietFiling = await fileSheet(quiet, campaign);
    });
    after(() => gate.close());

    it("leaves the office's cells to the office, and scores only what was accepted", async () => {
      const cells = { ...FILED, 'deduct.pirated': 0 };
      const check = unit.officer.post(`/v1/campaigns/${campaign}/draft/check`, { cells });
      assert.deepEqual(await refused(check), [422, 'filing.form', '/cells/deduct.pirated']);
      assert.deepEqual(await refused(score(county.clerk, filing)), [409, 'filing.state']);

      // Whoever is of the office and works for the unit as well leaves it to the others of the office.
      const roles = [
        { role: 'legalization-office', grant: { region: COUNTY } },
        { role: 'agency-approver', grant: { agencies: [unit.code] } },
      ];
      const both = await signedIn(gate, await signUp(gate, { roles }), { role: 'legalization-office' });
      assert.deepEqual(await refused(actOn(both, filing, 'acceptance', {})), [403, 'filing.same_person']);
      await acceptSheet(county.clerk, filing);
      await acceptSheet(both, quietFiling);
      assert.deepEqual(await refused(score(both, filing)), [403, 'filing.same_person']);
      const own = { ...FOUND, 'use.officeGenuine': 48 };
      assert.deepEqual(await refused(score(county.clerk, filing, own)), [
        422,
        'filing.form',
        '/cells/use.officeGenuine',
      ]);
      const { 'filing.survey': _left, ...rest } = FOUND;
      assert.deepEqual(await refused(score(county.clerk, filing, rest)), [
        422,
        'filing.checks',
        '/cells/filing.survey',
      ]);
      assert.equal((await assessment()).state, null);
    });

    it('says 86.72, B, with one pirated copy, and shows the reason, the proof and the last day for an objection', async () => {
      const proof = await proofOf(gate, county.office);
      const found = { ...FOUND, 'deduct.pirated': 1 };
      const reasons = { 'deduct.pirated': '抽查发现盗版办公软件 1 套' };
      const { body } = await done(score(county.clerk, filing, found, { reasons, files: [proof] }));

      assert.deepEqual([body.state, body.score, body.grade, body.silent], ['scored', '86.72', 'B', false]);
      assert.equal(body.respondBy, '2017-11-08');
      const [round] = body.rounds;
      assert.deepEqual([round.reasons, round.files, round.text], [reasons, [proof], '按检查记录评分']);
      assert.deepEqual(
        ['score.responsibility', 'score.budget', 'score.source', 'score.ledgers', 'score.use', 'score.filing'].map(
          (cell) => round.computed[cell],
        ),
        ['9.88', '13.60', '24.20', '19.00', '16.04', '6.00'],
      );
      assert.equal(round.scoredBy.role, 'legalization-office');
    });

    it('takes an objection of the unit to the pirated copy, which the office has to answer', async () => {
      const words = { text: '该套软件有授权', cells: { 'deduct.pirated': '授权书已补传' } };
      const foreign = await proofOf(gate, quiet.code);
      assert.deepEqual(await refused(actOn(unit.approver, filing, 'objections', { ...words, files: [foreign] })), [
        ...[422, 'evidence.file', '/files/0'],
      ]);
      assert.deepEqual(await refused(actOn(unit.approver, filing, 'objections', { ...words, cells: { none: '无' } })), [
        ...[422, 'filing.form', '/cells/none'],
      ]);
      const proof = await proofOf(gate, unit.code);
      const { body } = await done(actOn(unit.approver, filing, 'objections', { ...words, files: [proof] }));
      assert.deepEqual(
        [body.state, body.rounds[0].answer.answer, body.rounds[0].answer.cells],
        [...['objected', 'objected', words.cells]],
      );

      assert.deepEqual(await refused(score(county.clerk, filing)), [
        ...[422, 'filing.objection_unanswered', '/reasons/deduct.pirated'],
      ]);
      assert.deepEqual(await refused(confirm(await toConfirm(filing))), [409, 'filing.state']);
    });

    it('says 88.72, B, once the office has withdrawn it, and keeps what was scored before', async () => {
      const reasons = { 'deduct.pirated': '经核实有授权，撤销扣分' };
      const roles = [{ role: 'legalization-office', grant: { region: COUNTY } }];
      const scorer = await signUp(gate, { roles });
      const { body } = await done(score(await signedIn(gate, scorer), filing, FOUND, { reasons, text: '采纳异议' }));

      assert.deepEqual([body.state, body.score, body.grade], ['scored', '88.72', 'B']);
      assert.deepEqual(
        body.rounds.map(({ score: total }: { readonly score: string }) => total),
        ['86.72', '88.72'],
      );
      // Who gave the score and has become the unit's approver meanwhile does not agree to it for the unit.
      await changePerson(gate, scorer.id, {
        roles: [...roles, { role: 'agency-approver', grant: { agencies: [unit.code] } }],
      });
      const own = await signedIn(gate, scorer, { role: 'agency-approver' });
      assert.deepEqual(await refused(actOn(own, filing, 'agreement', {})), [403, 'filing.same_person']);
      const agreed = await done(actOn(unit.approver, filing, 'agreement', {}));
      assert.equal(agreed.body.state, 'agreed');
      assert.deepEqual(await refused(score(county.clerk, filing)), [409, 'filing.state']);
    });

    it('is confirmed by an office of two at once with a unit that was silent: one scores, the other proposes', async () => {
      await done(score(county.clerk, quietFiling));
      const stale = await toConfirm(quietFiling);
      assert.deepEqual(await refused(confirm(stale)), [409, 'filing.state']);
      await done(score(county.clerk, quietFiling, { ...FOUND, 'veto.falseReport': true }));
      assert.deepEqual((await assessment(quietFiling)).rounds.length, 2);
      clock.advance({ days: 8 });
      assert.equal((await assessment(quietFiling)).silent, true);
      assert.deepEqual(await refused(actOn(quiet.approver, quietFiling, 'objections', { text: '有异议' })), [
        ...[409, 'filing.objection_late'],
      ]);
      assert.deepEqual(await refused(confirm(stale)), [409, 'filing.assessment_changed']);

      const both = await toConfirm(filing, quietFiling);
      assert.deepEqual(await refused(confirmAs(county.clerk, both)), [403, 'filing.same_person']);
      const proposal = await done(confirm(both), 202);
      const { id, digest } = proposal.body;
      const own = county.chief.post(`/v1/proposals/${id}/signatures`, { digest });
      assert.equal((await refused(own))[0], 403);
      assert.equal((await assessment()).state, 'agreed');
      await done(county.clerk.post(`/v1/proposals/${id}/signatures`, { digest }));

      const [one, other] = [await assessment(), await assessment(quietFiling)];
      assert.deepEqual([one.state, one.score, one.grade, one.silent], ['confirmed', '88.72', 'B', false]);
      assert.deepEqual([other.state, other.score, other.grade, other.silent], ['confirmed', '88.72', 'D', true]);
    });

    it('is final', async () => {
      assert.deepEqual(await refused(score(county.clerk, filing)), [409, 'filing.state']);
      assert.deepEqual(await refused(actOn(unit.approver, filing, 'agreement', {})), [409, 'filing.state']);
      const cells = { 'use.osGenuine': '请核对' };
      assert.deepEqual(await refused(actOn(county.clerk, filing, 'returns', { cells })), [409, 'filing.state']);
      const { assessments } = await toConfirm(filing);
      const unknown = { assessments: assessments.map((each) => ({ ...each, filing: 'fil_none' })) };
      assert.deepEqual(await refused(confirm(unknown)), [422, 'filing.not_found', '/assessments/0/filing']);
      const again = await toConfirm(filing);
      assert.deepEqual(await refused(confirm(again)), [409, 'filing.state']);
    });

    it('is found by how it stands, by the office and by the unit', async () => {
      const listed = async (query: string, who = county.clerk) =>
        (await done(who.get(`/v1/filings?campaign=${campaign}&${query}`))).body.items;

      assert.equal((await listed('assessment=confirmed')).length, 2);
      assert.deepEqual(await listed('assessment=scored'), []);
      const [own] = await listed('assessment=confirmed', unit.officer);
      assert.deepEqual([own.id, own.score, own.grade, own.assessment], [filing, '88.72', 'B', 'confirmed']);
      assert.equal((await quiet.officer.get(`/v1/filings/${filing}/assessment`)).status, 404);
    });

    it('has other weights next year, and last year still says 88.72', async () => {
      clock.advance({ days: 357 });
      await publishSheet(county, 2);
      const next = await launchAssessment(county, { form: 'county-assessment@2', year: 2018 });
      const sheet = await fileSheet(unit, next);
      await acceptSheet(county.clerk, sheet);
      const { body } = await done(score(county.clerk, sheet));

      assert.deepEqual([body.score, body.form], ['89.72', 'county-assessment@2']);
      const last = await assessment();
      assert.deepEqual([last.score, last.grade, last.form], ['88.72', 'B', 'county-assessment@1']);
      assert.equal(last.rounds.at(-1).computed['total.score'], '88.72');
    });

    it('is told by log and tables alike, and a changed score is noticed', async () => {
      const projections = await allProjections();
      const verify = () => inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
      const { isSound, differences, faults } = await verify();
      assert.deepEqual([differences, faults, isSound], [[], [], true]);

      const body = (await assessment()).rounds[0].body as string;
      const other = body.replace('"score":8672', '"score":9672');
      assert.notEqual(other, body);
      await gate.db.writer('filing_assessments').where({ filing_id: filing, round: 1 }).update({ body: other });
      const noticed = await verify();
      assert.deepEqual(
        noticed.differences.map(({ table, key }) => [table, key]),
        [['filing_assessments', `${filing}/1`]],
      );
      await gate.db.writer('filing_assessments').where({ filing_id: filing, round: 1 }).update({ body });
    });
  });

  describe('an assessment at the end of a year whose successor nobody knows', () => {
    it('asks the office to name the day for objections', async function () {
      this.timeout(60_000);
      const clock = testClock('2026-12-28T01:00:00.000Z');
      const gate = await startGate({ engine, clock });
      try {
        const county = await openCounty(gate);
        const unit = await addUnit(gate);
        const campaign = await launchAssessment(county, { form: 'assessment@1', year: 2026 }, '2026-12-31');
        const filing = await fileSheet(unit, campaign);
        await acceptSheet(county.clerk, filing);

        assert.deepEqual(await refused(score(county.clerk, filing)), [422, 'calendar.year_unknown']);
        const soon = score(county.clerk, filing, FOUND, { respondBy: '2026-12-30' });
        assert.deepEqual(await refused(soon), [422, 'campaign.days', '/respondBy']);
        const { body } = await done(score(county.clerk, filing, FOUND, { respondBy: '2027-01-08' }));
        assert.equal(body.respondBy, '2027-01-08');
        const read = await done(county.clerk.get(`/v1/filings/${filing}`));
        assert.equal(etagIn(read) !== undefined, true);
      } finally {
        await gate.close();
      }
    });

    it('is asked by a sheet that has a total, and of no other campaign is anything scored', async function () {
      this.timeout(60_000);
      const gate = await startGate({ engine, clock: testClock('2017-11-01T01:00:00.000Z') });
      try {
        const county = await openCounty(gate);
        await addUnit(gate);
        const launched = launchAssessment(county, { form: 'software-use@1', year: 2017 });
        await assert.rejects(launched, /campaign\.form/);
      } finally {
        await gate.close();
      }
    });
  });
});
