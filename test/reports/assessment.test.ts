import assert from 'node:assert/strict';
import {
  acceptSheet,
  actOn,
  FILED,
  FOUND,
  fileSheet,
  launchAssessment,
  publishSheet,
  score,
} from '../campaigns/assessment-support.ts';
import { addUnit, type County, done, openCounty, refused, type Unit } from '../campaigns/campaign-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';

onOneEngine('papers are drawn of what was read', (engine) => {
  describe('the papers of an assessment', () => {
    const clock = testClock('2017-11-01T01:00:00.000Z');
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let campaign: string;
    let counted: Unit;
    let filing: string;

    const sheet = async (who = county.clerk) => (await done(who.get(`/v1/filings/${filing}/assessment-sheet`))).body;
    const results = async (who = county.clerk) =>
      (await done(who.get(`/v1/campaigns/${campaign}/assessment-results`))).body.items;

    before(async function () {
      this.timeout(120_000);
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      unit = await addUnit(gate, { name: '县教育局' });
      await addUnit(gate, { name: '县水利局' });
      counted = await addUnit(gate, { name: '县审计局' });
      await publishSheet(county, 1);
      campaign = await launchAssessment(county, { form: 'county-assessment@1', year: 2017 });
      filing = await fileSheet(unit, campaign);
      await acceptSheet(county.clerk, filing);
    });
    after(() => gate.close());

    it('say what the gate and the unit alone come to, before the office has scored', async () => {
      const { items, state } = await sheet();
      const line = (cell: string) => items.find((item: { readonly cell: string }) => item.cell === cell);

      assert.equal(state, null);
      assert.deepEqual(
        [line('score.use').system, line('score.use').own, line('score.use').found],
        [...['16.04', '16.50', null]],
      );
      assert.equal(line('score.budget').system, null);
      assert.deepEqual(
        ['score.head', 'score.letters', 'score.rules'].map((cell) => line(cell).source),
        ['unit', 'unit', 'office'],
      );
      assert.deepEqual([line('total.score').own, line('total.score').points], ['91.10', '100.00']);
    });

    it('say of what the gate counted, and the unit left as it was, that the gate says it', async () => {
      const left = await fileSheet(counted, campaign, { ...FILED, 'source.planDue': 0, 'source.planDelivered': 0 });
      const { items } = (await done(county.clerk.get(`/v1/filings/${left}/assessment-sheet`))).body;

      const plan = items.find((item: { readonly cell: string }) => item.cell === 'score.plan');
      assert.deepEqual([plan.source, plan.system], ['gate', null]);
    });

    it('say what was found, and why points were taken', async () => {
      const reasons = { 'deduct.pirated': '盗版办公软件 1 套', 'score.survey': '自查表逾期' };
      await done(score(county.clerk, filing, { ...FOUND, 'deduct.pirated': 1 }, { reasons }));
      const { items, score: total, grade } = await sheet();
      const line = (cell: string) => items.find((item: { readonly cell: string }) => item.cell === cell);

      assert.deepEqual([total, grade, line('total.score').found], ['86.72', 'B', '86.72']);
      assert.deepEqual([line('score.pirated').found, line('score.pirated').reason], ['2.00', '盗版办公软件 1 套']);
      assert.deepEqual([line('score.survey').found, line('score.survey').reason], ['0.00', '自查表逾期']);
      assert.deepEqual(
        items.map(({ kind }: { readonly kind: string }) => kind).filter((kind: string) => kind === 'subtotal').length,
        6,
      );
    });

    it('list every unit with score, grade and objections', async () => {
      await done(actOn(unit.approver, filing, 'objections', { text: '有授权' }));
      const items = await results();
      const own = await results(unit.officer);
      const of = (code: string) => items.find((item: { agencyCode: string }) => item.agencyCode === code);

      assert.equal(items.length, 3);
      const { state, score: total, grade, objections, silent } = of(unit.code);
      assert.deepEqual([state, total, grade, objections, silent], ['objected', '86.72', 'B', 1, false]);
      assert.deepEqual(items.filter(({ filing: id }: { filing: string | null }) => id === null).length, 1);
      assert.deepEqual(own, [of(unit.code)]);
    });

    it('are written as table, page and file, in both languages', async () => {
      const ask = async (path: string, query: string) => done(county.clerk.get(`${path}?${query}`));
      const paper = `/v1/filings/${filing}/assessment-sheet`;
      const list = `/v1/campaigns/${campaign}/assessment-results`;

      const csv = (await ask(paper, 'format=csv&lang=zh-CN')).text;
      for (const words of ['项目', '评分标准', '自评分', '考评分', '扣分原因', '扣 2.00', '86.72'])
        assert.ok(csv.includes(words), words);
      const page = (await ask(list, 'format=html&lang=en')).text;
      for (const words of [
        'Results of the assessment',
        'objected once',
        'not filed',
        '(county-assessment@1)',
        '<td class="points">86.72</td>',
      ])
        assert.ok(page.includes(words), words);
      for (const path of [paper, list])
        for (const format of ['xlsx', 'pdf']) assert.equal((await ask(path, `format=${format}`)).status, 200);
    });

    it('are of assessments only, and of nobody else', async () => {
      const other = await addUnit(gate, { name: '县商务局' });
      assert.equal((await other.officer.get(`/v1/filings/${filing}/assessment-sheet`)).status, 404);
      assert.deepEqual(await refused(other.officer.get(`/v1/campaigns/${campaign}/assessment-results`)), [
        ...[404, 'campaign.not_found'],
      ]);
    });
  });
});
