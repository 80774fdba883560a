import assert from 'node:assert/strict';
import { gateForEachTest } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import { cellsOf, HEADINGS, importBudget, lineOf, withBureau, XLSX, type XlsxCell, xlsx } from './finance-sheet.ts';

/** A row of the sheet with numbers where a spreadsheet has them. */
function numbers(code: XlsxCell, amount: XlsxCell, used: XlsxCell = 0): readonly XlsxCell[] {
  const cells: XlsxCell[] = [...cellsOf()];
  cells[HEADINGS.indexOf('指标编码')] = code;
  cells[HEADINGS.indexOf('年度')] = 2026;
  cells[HEADINGS.indexOf('指标额度（元）')] = amount;
  cells[HEADINGS.indexOf('已用（元）')] = used;
  return cells;
}

describe('the approved budget in a spreadsheet', () => {
  onOneEngine('files are read before any statement', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withBureau(here.gate));

    it('is read as it is shown: numbers to the fen, without the noise of binary fractions', async () => {
      const title: readonly XlsxCell[] = ['2026年部门预算指标', ...HEADINGS.slice(1).map(() => null)];
      const file = await xlsx([
        title,
        HEADINGS,
        numbers('A', 0.1 + 0.2, 0.3),
        numbers('B', 1234567.1),
        numbers('C', '8,000.50'),
        numbers('D', 12.345),
        numbers('E', 99_999_999_999.99),
        numbers(Number('1234567890123456789'), 5),
      ]);

      const { status, body } = await importBudget(here.gate.installer, file, '', XLSX);

      assert.deepEqual([status, body.created, body.refused], [200, 4, 2], JSON.stringify(body));
      assert.deepEqual(body.rows[3], {
        ...{ row: 6, status: 'refused', key: 'D' },
        errors: [{ column: '指标额度（元）', message: '金额最多两位小数' }],
      });
      const [rounded] = body.rows[5].errors;
      assert.equal(rounded.column, '指标编码');
      assert.match(rounded.message, /“1\.23456789012346E\+18”已被电子表格取整/);
      const amounts = await Promise.all(['A', 'B', 'C', 'E'].map(async (code) => lineOf(here.gate, code)));
      assert.deepEqual(
        amounts.map(({ appropriation, available }) => [appropriation, available]),
        [
          ['0.30', '0.00'],
          ['1234567.10', '1234567.10'],
          ['8000.50', '8000.50'],
          ['99999999999.99', '99999999999.99'],
        ],
      );
    });

    it('says the same as the text file that it came from: whichever is second changes nothing', async () => {
      await importBudget(here.gate.installer, await xlsx([HEADINGS, numbers('A', 500000)]), '', XLSX);

      const text = [HEADINGS, cellsOf({ 指标编码: 'A' })].map((row) => row.join(',')).join('\n');
      const { body } = await importBudget(here.gate.installer, text);

      assert.deepEqual([body.unchanged, body.refused], [1, 0], JSON.stringify(body));
    });

    it('that cannot be read is refused, and says why', async () => {
      const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.alloc(100)]);
      const cut = (await xlsx([HEADINGS])).subarray(0, 900);

      const [ofOld, ofCut] = [
        await importBudget(here.gate.installer, old, '', XLSX),
        await importBudget(here.gate.installer, cut, '', XLSX),
      ];

      assert.deepEqual([ofOld.status, ofOld.body.code], [400, 'import.file_type']);
      assert.deepEqual([ofCut.status, ofCut.body.code], [400, 'import.not_xlsx']);
    });
  });
});
