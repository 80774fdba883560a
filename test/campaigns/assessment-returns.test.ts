import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { acceptSheet, actOn, FILED, FOUND, fileSheet, launchAssessment, score } from './assessment-support.ts';
import { addUnit, type County, done, openCounty, refused, signed, type Unit } from './campaign-support.ts';

onOneEngine('what is refused is refused before anything is written', (engine) => {
  describe('a sheet that does not stay as it was scored', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let campaign: string;
    let filing: string;

    const assessment = async () => (await done(county.clerk.get(`/v1/filings/${filing}/assessment`))).body;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-11-01T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate, { classified: true });
      campaign = await launchAssessment(county, { form: 'assessment@1', year: 2017 });
      filing = await fileSheet(unit, campaign);
      await acceptSheet(county.clerk, filing);
      const reasons = { 'score.survey': '自查表逾期' };
      await done(score(county.clerk, filing, FOUND, { reasons }));
    });
    afterEach(() => gate.close());

    it('is scored anew once it was returned and filed again', async () => {
      const cells = { 'use.officeGenuine': '与台账不符' };
      await done(actOn(county.clerk, filing, 'returns', { cells }));
      const { state, score: total, respondBy, rounds } = await assessment();
      assert.deepEqual([state, total, respondBy, rounds.length], [null, null, null, 1]);
      assert.deepEqual(await refused(actOn(unit.approver, filing, 'agreement', {})), [409, 'filing.state']);
      assert.deepEqual(await refused(score(county.clerk, filing)), [409, 'filing.state']);

      await fileSheet(unit, campaign, { ...FILED, 'use.officeGenuine': 48 });
      await acceptSheet(county.clerk, filing);
      const { body } = await done(score(county.clerk, filing));
      assert.deepEqual(
        body.rounds.map(({ round, revision, score: each }: Record<string, unknown>) => [round, revision, each]),
        [
          [1, 1, '88.72'],
          [2, 2, '90.18'],
        ],
      );
      assert.equal(body.grade, 'A');
    });

    it('is scored after its campaign was closed as well, and a correction then asks for another score', async () => {
      await signed(county.clerk.post(`/v1/campaigns/${campaign}/closing`, { reason: '报送结束' }), county.chief);
      const { body } = await done(score(county.clerk, filing, { ...FOUND, 'filing.survey': true }));
      assert.equal(body.score, '92.72');

      const correction = { cells: FILED, reason: '更正' };
      const proposed = unit.officer.post(`/v1/campaigns/${campaign}/filings`, correction);
      const corrected = await signed(proposed, unit.approver, county.chief);
      assert.deepEqual([corrected.assessment, corrected.score], [null, null]);
    });

    it('shows what was written of a classified unit to its own people only', async () => {
      const own = (await done(unit.approver.get(`/v1/filings/${filing}/assessment`))).body;
      const other = await assessment();

      assert.deepEqual(own.rounds[0].reasons, { 'score.survey': '自查表逾期' });
      assert.deepEqual([other.rounds[0].reasons, other.rounds[0].text], [{ 'score.survey': '***' }, '***']);
      assert.equal(other.score, '88.72');
      const sheet = (await done(county.clerk.get(`/v1/filings/${filing}/assessment-sheet`))).body;
      const survey = sheet.items.find(({ cell }: { readonly cell: string }) => cell === 'score.survey');
      assert.deepEqual([survey.found, survey.reason], ['0.00', '***']);
    });

    it('is refused without a text, with more than 500 at once, and with what is no cell', async () => {
      const many = Array.from({ length: 501 }, (_, at) => ({
        filing: `fil_${at}`,
        digest: `sha256:${'0'.repeat(64)}`,
      }));
      const confirm = county.clerk.post(`/v1/campaigns/${campaign}/confirmations`, { assessments: many });
      assert.equal((await confirm).status, 400);
      assert.equal((await actOn(county.clerk, filing, 'scores', { cells: FOUND })).status, 400);
      assert.equal((await actOn(unit.approver, filing, 'objections', { text: ' ' })).status, 400);
      assert.equal((await unit.approver.post(`/v1/filings/${filing}/agreement`, {})).status, 428);
      const reasons = { none: '无' };
      assert.deepEqual(await refused(score(county.clerk, filing, FOUND, { reasons })), [
        ...[422, 'filing.form', '/reasons/none'],
      ]);
      const claim = { ...FOUND, 'deduct.pirated': true };
      assert.deepEqual(await refused(score(county.clerk, filing, claim)), [
        ...[422, 'filing.form', '/cells/deduct.pirated'],
      ]);
      assert.equal((await assessment()).rounds.length, 1);
    });
  });
});
