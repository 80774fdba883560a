import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { reconcileCounters } from '../../src/ledger/index.ts';
import { creditCode, event, gateForEachTest, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';
import { cellsOf, csv, gb18030, HEADINGS, importBudget, lineOf, sheetOf, withBureau } from './finance-sheet.ts';

async function movesOf(gate: Gate, code: string): Promise<readonly string[]> {
  const { items } = (await gate.installer.get(`/v1/budget-lines/${code}/moves`)).body;
  return items.map((move: Record<string, string>) => `${move.cause} ${move.amount} ${move.from} → ${move.to}`);
}

async function sizeOfLog(gate: Gate): Promise<number> {
  const [head] = await gate.db.reader('log_head').select('size');
  return Number(head.size);
}

const counts = ({ created, revised, unchanged, refused }: Record<string, number>) => [
  ...[created, revised, unchanged, refused],
];

describe('the approved budget, imported from a finance system', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withBureau(here.gate));

    it('becomes lines with all that the sheet says, used and frozen as what is used elsewhere', async () => {
      const file = sheetOf({ '指标额度（元）': '500,000.00', '已用（元）': '3200.5', '冻结（元）': '10' });

      const { status, body } = await importBudget(here.gate.installer, file);

      assert.deepEqual([status, counts(body), body.unit], [200, [1, 0, 0, 0], 'yuan']);
      const { agencyCode, available, threshold, reserved, encumbered, spent, frozen, ...line } = await lineOf(
        here.gate,
      );
      assert.deepEqual(line, {
        ...{ code: 'JZ-2026-1', fiscalYear: 2026, documentNumber: '荆财预〔2026〕15号', project: '办公设备更新' },
        ...{ projectCode: '421000260000000012345', projectKind: 'ordinary', functionalClass: '2010399' },
        ...{ economicClass: '31002', governmentEconomicClass: '50306', fundType: '一般公共预算资金' },
        ...{ governmentProcurement: true, region: '421000', catalogueCodes: [], warnPercent: null },
        ...{ appropriation: '500000.00', elsewhere: '3210.50', state: 'open', closedReason: null },
      });
      assert.deepEqual(await movesOf(here.gate, 'JZ-2026-1'), [
        'appropriation 500000.00 outside → available',
        'used-elsewhere 3210.50 available → elsewhere',
      ]);
      assert.deepEqual((await inSnapshot(here.gate.db, reconcileCounters)).mismatches, []);
    });

    onOneOfThem(engine, 'a file is read before any statement', () => {
      it('is read in GB 18030 without being told, and in ten thousand yuan where the file says so', async () => {
        const rows = [
          ['2026年部门预算指标'],
          ['', '单位：万元'],
          ['指标编码', '预算单位', '年度', '项目名称', '部门经济分类', '政采标识', '金额', '采购品目', '预警比例'],
          [
            'W-1',
            '101001-荆州市文化和旅游局',
            '２０２６年',
            '设备',
            '３１００２-办公设备购置',
            '否',
            '５０．１２３４５６',
            'A02010105；A02010108',
            '８０％',
          ],
          ['合计', '', '', '', '', '', '50.123456', '', ''],
        ];

        const { status, body } = await importBudget(here.gate.installer, gb18030(csv(rows)));

        assert.deepEqual([status, counts(body), body.unit], [200, [1, 0, 0, 0], 'wan-yuan'], JSON.stringify(body));
        const line = await lineOf(here.gate, 'W-1');
        assert.deepEqual([line.appropriation, line.governmentProcurement], ['501234.56', false]);
        assert.deepEqual([line.catalogueCodes, line.warnPercent], [['A02010105', 'A02010108'], 80]);
      });
    });

    it('changes nothing when it comes a second time', async () => {
      const file = sheetOf({ '已用（元）': '1.00' }, { 指标编码: 'JZ-2026-2' });
      await importBudget(here.gate.installer, file);
      const size = await sizeOfLog(here.gate);

      const { body } = await importBudget(here.gate.installer, file);

      assert.deepEqual(counts(body), [0, 0, 2, 0]);
      assert.equal(await sizeOfLog(here.gate), size);
    });

    it('is previewed with what would become of each row, and nothing is written', async () => {
      await importBudget(here.gate.installer, sheetOf({}));
      const size = await sizeOfLog(here.gate);
      const file = sheetOf(
        { '指标额度（元）': '600000' },
        { 指标编码: 'JZ-2026-2' },
        { 指标编码: 'JZ-2026-3', 年度: '26' },
      );

      const { body } = await importBudget(here.gate.installer, file, '?dryRun=true');

      assert.deepEqual([body.dryRun, counts(body)], [true, [1, 1, 0, 1]]);
      assert.deepEqual(body.rows[0], {
        ...{ row: 2, status: 'revised', key: 'JZ-2026-1' },
        changes: [{ column: '指标额度（元）', before: '500000.00', after: '600000.00' }],
      });
      assert.deepEqual(body.rows[1], { row: 3, status: 'created', key: 'JZ-2026-2' });
      assert.deepEqual([body.rows[2].row, body.rows[2].errors[0].column], [4, '年度']);
      assert.equal(await sizeOfLog(here.gate), size);
    });

    it('revises lines that are there: amounts by moves with a revision each, the rest as a description', async () => {
      await importBudget(here.gate.installer, sheetOf({}, { 指标编码: 'JZ-2026-2' }));
      const file = sheetOf(
        { '指标额度（元）': '480000', '已用（元）': '100', 指标文号: '荆财预〔2026〕88号' },
        { 指标编码: 'JZ-2026-2', '冻结（元）': '7' },
      );

      const { body } = await importBudget(here.gate.installer, file);

      assert.deepEqual(counts(body), [0, 2, 0, 0]);
      const line = await lineOf(here.gate);
      assert.deepEqual(
        [line.appropriation, line.elsewhere, line.documentNumber],
        ['480000.00', '100.00', '荆财预〔2026〕88号'],
      );
      assert.deepEqual((await movesOf(here.gate, 'JZ-2026-1')).slice(1), [
        'revision 20000.00 available → outside',
        'used-elsewhere 100.00 available → elsewhere',
      ]);
      const { items } = (await here.gate.installer.get('/v1/budget-revisions')).body;
      assert.deepEqual(
        items.map((item: Record<string, string>) => [item.budgetLine, item.direction, item.amount, item.source]),
        [['JZ-2026-1', 'decrease', '20000.00', 'import']],
      );
      const types = await here.gate.db.reader('log_leaves').select('type').orderBy('log_index', 'desc').limit(3);
      assert.deepEqual(types.map(({ type }) => type).sort(), [
        'budget-line.described',
        'budget.revised',
        'budget.used-elsewhere',
      ]);
      assert.deepEqual((await inSnapshot(here.gate.db, reconcileCounters)).mismatches, []);
    });

    it('overwrites neither what rules judge by, nor agency, year, a closed line, or what is bound', async () => {
      await given(here.gate, '/v1/agencies', library());
      await importBudget(here.gate.installer, sheetOf({ '已用（元）': '100' }));
      const tag = String((await here.gate.installer.get('/v1/budget-lines/JZ-2026-1')).headers.etag);
      const tried = async (cells: object): Promise<readonly string[]> => {
        const { body } = await importBudget(here.gate.installer, sheetOf({ '已用（元）': '100', ...cells }));
        assert.deepEqual(counts(body), [0, 0, 0, 1]);
        return body.rows[0].errors.map(({ column }: { column: string }) => column);
      };

      assert.deepEqual(await tried({ 部门经济分类: '31007', 项目名称: '其他', 政采标识: '否' }), [
        '项目名称',
        '部门经济分类',
        '政采标识',
      ]);
      assert.deepEqual(await tried({ 单位编码: LIBRARY, 年度: '2027' }), ['单位编码', '年度']);
      assert.deepEqual(await tried({ '指标额度（元）': '99.99' }), ['指标额度（元）']);
      await here.gate.installer.post('/v1/budget-lines/JZ-2026-1/events', event({ state: 'closed' }), {
        'if-match': tag,
      });
      assert.deepEqual(await tried({ '指标额度（元）': '600000' }), ['指标额度（元）']);
    });

    it('takes what was used elsewhere as a fact, below zero as well, and says how many lines that leaves there', async () => {
      await importBudget(here.gate.installer, sheetOf({}));

      const { body } = await importBudget(here.gate.installer, sheetOf({ '已用（元）': '500000.01' }));

      const line = await lineOf(here.gate);
      assert.deepEqual([counts(body), body.negative], [[0, 1, 0, 0], 1]);
      assert.deepEqual([line.available, line.threshold], ['-0.01', 'negative']);
    });

    it('says nothing about what has no column: a warning that was set here stays', async () => {
      await importBudget(here.gate.installer, sheetOf({}));
      const tag = String((await here.gate.installer.get('/v1/budget-lines/JZ-2026-1')).headers.etag);
      await here.gate.installer.post('/v1/budget-lines/JZ-2026-1/events', event({ warnPercent: 90 }), {
        'if-match': tag,
      });

      const { body } = await importBudget(here.gate.installer, sheetOf({}));

      assert.deepEqual([counts(body), (await lineOf(here.gate)).warnPercent], [[0, 0, 1, 0], 90]);
    });

    it('names an agency by its name, unless two have it, and knows construction by its class', async () => {
      await given(here.gate, '/v1/agencies', library({ name: '荆州市文化和旅游局' }));
      const columns = ['指标编码', '预算单位', '年度', '项目名称', '部门经济分类', '政采标识', '金额（元）'];
      const row = (code: string, agency: string) => [code, agency, '2026', '设备', '30902', '是', '1'];
      const file = csv([columns, row('A', '荆州市文化和旅游局'), row('B', '不存在局'), row('C', LIBRARY)]);

      const { body } = await importBudget(here.gate.installer, file);

      assert.deepEqual(
        body.rows.map(({ status, errors = [] }: Record<string, { column: string }[]>) => [status, errors[0]?.column]),
        [
          ['refused', '预算单位'],
          ['refused', '预算单位'],
          ['created', undefined],
        ],
      );
      assert.equal((await lineOf(here.gate, 'C')).projectKind, 'capital-construction');
    });

    it('of an agency out of reach looks like one of no agency, row by row', async () => {
      await given(here.gate, '/v1/agencies', library({ region: '511300' }));
      const finance = await here.gate.as('finance', { grant: { region: '421000' } });
      const file = sheetOf({}, { 指标编码: 'X', 单位编码: LIBRARY }, { 指标编码: 'Y', 单位编码: creditCode(7) });

      const { body } = await importBudget(finance, file, '?dryRun=true');

      assert.deepEqual(counts(body), [1, 0, 0, 2]);
      const notFound = [{ column: '单位编码', message: '未找到该单位。' }];
      assert.deepEqual([body.rows[1].errors, body.rows[2].errors], [notFound, notFound]);
    });

    onOneOfThem(engine, 'a file is read before any statement', () => {
      it('is refused as a whole with the unit or the columns that nobody can guess, and leaves nothing behind', async () => {
        const size = await sizeOfLog(here.gate);
        const noUnit = csv([HEADINGS.map((name) => name.replace('（元）', '')), cellsOf()]);

        const unit = await importBudget(here.gate.installer, noUnit);
        const said = await importBudget(here.gate.installer, noUnit, '?unit=yuan&dryRun=true');
        const columns = await importBudget(here.gate.installer, csv([HEADINGS.slice(3), cellsOf().slice(3)]));
        const quotes = await importBudget(here.gate.installer, `${sheetOf({})}\r\n"open`);

        assert.deepEqual(
          [unit.status, unit.body.code, unit.body.errors[0].pointer],
          [400, 'import.unit', '/query/unit'],
        );
        assert.deepEqual([said.status, said.body.created], [200, 1]);
        assert.deepEqual([columns.body.code, quotes.body.code], ['import.columns', 'import.not_csv']);
        assert.equal(await sizeOfLog(here.gate), size);
      });
    });
  });
});
