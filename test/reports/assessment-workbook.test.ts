import assert from 'node:assert/strict';
import readExcelFile from 'read-excel-file/node';
import {
  acceptSheet,
  FOUND,
  fileSheet,
  launchAssessment,
  publishSheet,
  score,
} from '../campaigns/assessment-support.ts';
import { addUnit, type County, done, openCounty, type Unit } from '../campaigns/campaign-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { download } from './reports-support.ts';

type Cells = readonly (string | number | boolean | Date | null)[];

onOneEngine('workbooks are drawn of what was read', (engine) => {
  describe('the papers of an assessment (R6) as workbooks', () => {
    const clock = testClock('2017-11-01T01:00:00.000Z');
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let campaign: string;
    let filing: string;

    /** The rows of the only sheet; what stands in its first cell, and the row below the headings on. */
    const opened = async (path: string, lang = 'zh-CN') => {
      const { bytes } = await download({ gate, finance: county.clerk }, `${path}?format=xlsx&lang=${lang}`);
      const [sheet, ...others] = await readExcelFile(bytes);
      assert.equal(others.length, 0);
      const rows = (sheet?.data ?? []) as readonly Cells[];
      const heading = rows.findIndex(([first]) => first === '序号' || first === 'No.');
      const end = rows.findIndex((row, at) => at > heading && row.every((cell) => cell === null));
      const [head, table, foot] = [rows.slice(0, heading), rows.slice(heading + 1, end), rows.slice(end)];
      return { head: head.map(([first]) => first), headings: rows[heading], table, foot: foot.map(([first]) => first) };
    };

    before(async function () {
      this.timeout(120_000);
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      unit = await addUnit(gate, { name: '县教育局' });
      await addUnit(gate, { name: '=县水利局' });
      await publishSheet(county, 1);
      campaign = await launchAssessment(county, { form: 'county-assessment@1', year: 2017 });
      filing = await fileSheet(unit, campaign);
      await acceptSheet(county.clerk, filing);
      const reasons = { 'deduct.pirated': '盗版办公软件 1 套', 'score.survey': '自查表逾期' };
      await done(score(county.clerk, filing, { ...FOUND, 'deduct.pirated': 1 }, { reasons }));
    });
    after(() => gate.close());

    it('are the score sheet with its headings, its items in points, its subtotals and its total', async () => {
      const { head, headings, table } = await opened(`/v1/filings/${filing}/assessment-sheet`);

      assert.deepEqual(head.slice(0, 6), [
        ...['考核评分表', '单位：县教育局', '考核任务：2017年度使用正版软件工作考核'],
        ...['评分表：软件正版化工作考核评分表（county-assessment@1）', '得分：86.72', '等次：B'],
      ]);
      assert.deepEqual(headings, [
        ...['序号', '项目', '分值', '评分标准', '数据来源', '自评分', '系统得分', '考评分', '扣分原因'],
      ]);
      assert.deepEqual(
        table.map(([number]) => number),
        Array.from({ length: 26 }, (_each, at) => at + 1),
      );
      const lineOf = (item: string): Cells => table.find(([, name]) => name === item)?.slice(2) ?? [];
      assert.deepEqual(lineOf('办公软件正版率'), [
        ...[7, '“办公软件正版套数”占“办公软件安装套数”达 100% 得满分，80% 及以下不得分，其间按比例得分'],
        ...['单位填报', null, 5.54, 5.54, null],
      ]);
      assert.deepEqual(lineOf('自查统计表').slice(2), ['考评认定', null, null, 0, '自查表逾期']);
      assert.deepEqual(lineOf('使用状况小计'), [20, null, null, 16.5, 16.04, 16.04, null]);
      assert.deepEqual(lineOf('总分'), [100, null, null, 91.1, null, 86.72, null]);
    });

    it('add up: subtotals are those of their items, and less the deduction they are the total', async () => {
      const { table } = await opened(`/v1/filings/${filing}/assessment-sheet`);
      const found = table.map((row) => ({ item: String(row[1]), points: Number(row[2]), found: row[7] }));
      const hundredths = (number: unknown): number => {
        assert.equal(typeof number, 'number');
        return Math.round(Number(number) * 100);
      };

      let [points, sum, whole] = [0, 0, 0];
      for (const line of found) {
        if (line.item === '总分') assert.deepEqual([whole, line.points], [hundredths(line.found), 100]);
        else if (line.item.endsWith('小计')) {
          assert.deepEqual([points, sum], [line.points, hundredths(line.found)], line.item);
          whole += sum;
          [points, sum] = [0, 0];
        } else if (line.item === '盗版扣分') {
          assert.deepEqual([line.points, line.found], [-10, -2]);
          whole += hundredths(line.found);
        } else {
          points += line.points;
          sum += hundredths(line.found);
        }
      }
      assert.equal(whole, 8_672);
    });

    it('are the list of results, with a score that is a number, words that are no formula, and codes that are texts', async () => {
      const { head, headings, table } = await opened(`/v1/campaigns/${campaign}/assessment-results`);

      assert.deepEqual([head[0], head[1]], ['考核结果汇总表', '考核任务：2017年度使用正版软件工作考核']);
      assert.deepEqual(headings, ['序号', '单位', '统一社会信用代码', '得分', '等次', '异议情况', '状态']);
      const rows = table.map(([number, name, code, ...rest]) => [number, name, typeof code, ...rest]);
      const order = [1, 2].map((number) => rows.find((row) => row[0] === number));
      assert.deepEqual(
        order.toSorted((one, other) => Number(other?.[3]) - Number(one?.[3])).map((row) => row?.slice(1)),
        [
          ['县教育局', 'string', 86.72, 'B', null, '待单位答复'],
          ['=县水利局', 'string', null, null, null, '未报送'],
        ],
      );
      assert.equal(table.find(([, name]) => name === '县教育局')?.[2], unit.code);
    });

    it('have places to sign, and say as of which leaf', async () => {
      const sheet = await opened(`/v1/filings/${filing}/assessment-sheet`);
      const results = await opened(`/v1/campaigns/${campaign}/assessment-results`, 'en');

      assert.match(
        String(sheet.foot.at(-1)),
        /^考评人：＿+　被考评单位（盖章）：＿+　考评机构（盖章）：＿+　日期：＿+$/,
      );
      assert.match(String(results.foot.at(-1)), /^Made by: ＿+　Checked by: ＿+　In charge: ＿+　Seal: ＿+$/);
      for (const { foot } of [sheet, results])
        assert.ok(
          foot.some((line) => /^(?:数据时点：闸口 .* 日志第 \d+ 条|Figures as of leaf \d+)/.test(String(line))),
        );
    });
  });
});
