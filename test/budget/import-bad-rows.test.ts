import assert from 'node:assert/strict';
import { gateForEachTest } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Cells, cellsOf, csv, HEADINGS, importBudget, lineOf, withBureau } from './finance-sheet.ts';

/** Twenty rows, each wrong in its own way: the cells that differ, and the column that must be named. */
const BAD: readonly (readonly [Cells, string | null, string])[] = [
  [{ 指标编码: '' }, '指标编码', 'is missing'],
  [{ 指标编码: 'x'.repeat(101) }, '指标编码', 'must have at most 100 characters'],
  [{ 单位编码: '101001' }, '单位编码', '"101001" is no unified social credit code'],
  [{ 单位编码: '' }, '单位编码', 'the agency is missing'],
  [{ 单位编码: '12421000MB22334456' }, '单位编码', 'There is no such agency.'],
  [{ 年度: '二〇二六' }, '年度', 'must be a whole number'],
  [{ 年度: '1999' }, '年度', 'must be at least 2000'],
  [{ 项目名称: '' }, '项目名称', 'is missing'],
  [{ 功能分类: '办公厅' }, '功能分类', 'does not have the right form'],
  [{ 部门经济分类: '310' }, '部门经济分类', 'does not have the right form'],
  [{ 部门经济分类: '' }, '部门经济分类', 'is missing'],
  [{ 政府经济分类: '31002' }, '政府经济分类', 'does not have the right form'],
  [{ 政采标识: '也许' }, '政采标识', 'must be one of'],
  [{ 财政区划: '荆州' }, '财政区划', 'must be a six-digit region code'],
  [{ '指标额度（元）': '' }, '指标额度（元）', 'is missing'],
  [{ '指标额度（元）': '五十万' }, '指标额度（元）', '"五十万" is no amount'],
  [{ '指标额度（元）': '100.001' }, '指标额度（元）', 'must have at most two decimal places'],
  [{ '指标额度（元）': '-1' }, '指标额度（元）', 'must not be below zero'],
  [{ '已用（元）': '1e3' }, '已用（元）', '"1e3" is no amount'],
  [{ '冻结（元）': '99999999999999' }, '冻结（元）', 'is larger than any budget line'],
];

describe('a budget file with bad rows', () => {
  onOneEngine('files are read before any statement', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withBureau(here.gate));

    it('names all twenty with row, column and reason, in both languages, and takes the good ones', async () => {
      const rows = BAD.map(([cells], at) => cellsOf({ 指标编码: `BAD-${at}`, ...cells }));
      const short = cellsOf({ 指标编码: 'SHORT' }).slice(1);
      const twice = cellsOf({ 指标编码: 'GOOD' });
      const file = csv([HEADINGS, cellsOf({ 指标编码: 'GOOD' }), ...rows, short, twice]);
      const headers = { 'content-type': 'text/csv', 'accept-language': 'en' };
      const path = '/v1/budget-lines/import';

      const zh = await importBudget(here.gate.installer, file, '?dryRun=true');
      const { body } = await here.gate.installer.send('post', path, { bytes: file, headers });

      assert.deepEqual([body.created, body.refused], [1, 22]);
      for (const [at, [, column, message]] of BAD.entries()) {
        const { row, status, errors } = body.rows[at + 1];
        assert.deepEqual([row, status, errors.length, errors[0].column], [at + 3, 'refused', 1, column]);
        assert.ok(errors[0].message.startsWith(message), `row ${row}: ${errors[0].message}`);
        assert.match(zh.body.rows[at + 1].errors[0].message, /[\u4e00-\u9fff]/, `row ${row}`);
      }
      assert.deepEqual(body.rows[21], {
        ...{ row: 23, status: 'refused', key: null },
        errors: [{ column: null, message: 'The row has 14 cells instead of 15.' }],
      });
      assert.deepEqual(body.rows[22].errors, [{ column: '指标编码', message: 'Row 2 has the same code.' }]);
      assert.equal((await lineOf(here.gate, 'GOOD')).appropriation, '500000.00');
    });

    it('names every wrong cell of one row, and a rest that does not add up', async () => {
      const headings = [...HEADINGS, '可用（元）'];
      const wrong = [...cellsOf({ 年度: 'x', 政采标识: '?', '指标额度（元）': 'x' }), ''];
      const off = [...cellsOf({ 指标编码: 'OFF', '已用（元）': '1' }), '500000'];

      const { body } = await importBudget(here.gate.installer, csv([headings, wrong, off]), '?dryRun=true');

      assert.deepEqual(
        body.rows[0].errors.map(({ column }: { column: string }) => column),
        ['政采标识', '指标额度（元）', '年度'],
      );
      assert.deepEqual(body.rows[1].errors, [
        { column: '可用（元）', message: '应等于额度减去已用和冻结，即 499999.00 元' },
      ]);
    });
  });
});
