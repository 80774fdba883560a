import assert from 'node:assert/strict';
import { openSheet } from '../../src/budget/import/sheet.ts';
import type { MoneyUnit } from '../../src/budget/import/sheet-amount.ts';
import type { SheetHeading } from '../../src/budget/import/sheet-heading.ts';
import { Refusal } from '../../src/kernel/index.ts';

const BASE = ['指标编码', '预算单位', '年度', '项目名称', '部门经济分类', '政采标识'];

function headingOf(rows: readonly (readonly string[])[], asked?: MoneyUnit): SheetHeading {
  const sheet = openSheet(asked);
  for (const [at, cells] of rows.entries()) sheet.take({ row: at + 1, cells });
  return sheet.heading();
}

function refusalOf(rows: readonly (readonly string[])[], asked?: MoneyUnit): readonly [string, string] {
  try {
    headingOf(rows, asked);
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.text.en];
    throw error;
  }
  throw new Error('the heading was not refused');
}

describe('the heading of a finance sheet', () => {
  it('is found below a title and a line with the unit, whatever brackets, spaces and stars it has', () => {
    const heading = headingOf([
      ['2026年部门预算指标表'],
      ['', '', '单位： 万元'],
      ['*指标编码', '预算 单位', '预算年度', '项目', '部门预算支出经济分类', '是否政府采购', '指标\n额度', '备注'],
    ]);

    assert.deepEqual([heading.row, heading.placeOf.get('code'), heading.placeOf.get('economicClass')], [3, 0, 4]);
    assert.equal(heading.unitOf.get('appropriation'), 'wan-yuan');
    assert.deepEqual(heading.ignored, ['备注']);
  });

  for (const [name, unit] of [
    ['金额（万元）', 'wan-yuan'],
    ['金额(元)', 'yuan'],
    ['指标额度（单位：万元）', 'wan-yuan'],
    ['下达金额［元］', 'yuan'],
    ['avi_amt（元）', 'yuan'],
  ] as const) {
    it(`reads ${name} as an appropriation in ${unit}`, () => {
      assert.equal(headingOf([[...BASE, name]]).unitOf.get('appropriation'), unit);
    });
  }

  it('takes the unit that is asked for where the file says none, and yuan for the names of the contract', () => {
    const fields = ['code', 'agencyCode', 'fiscalYear', 'project', 'economicClass', 'governmentProcurement'];

    assert.equal(headingOf([[...BASE, '金额']], 'wan-yuan').unitOf.get('appropriation'), 'wan-yuan');
    assert.equal(headingOf([[...fields, 'appropriation']]).unitOf.get('appropriation'), 'yuan');
    assert.equal(headingOf([[...fields, 'appropriation']], 'wan-yuan').unitOf.get('appropriation'), 'wan-yuan');
  });

  it('is refused where nothing says what an amount counts, also when only one of several does', () => {
    assert.deepEqual(refusalOf([[...BASE, '金额']]), [
      'import.unit',
      'It is not said what "金额" counts: send unit=yuan or unit=wan-yuan, or write it in the heading, as 金额（万元）.',
    ]);
    assert.equal(refusalOf([[...BASE, '金额（万元）', '已用']])[0], 'import.unit');
  });

  it('is refused where the file contradicts the unit that is asked for', () => {
    assert.deepEqual(refusalOf([[...BASE, '金额（万元）']], 'yuan'), [
      'import.unit',
      'In the file "金额（万元）" is in ten thousand yuan, which the parameter unit contradicts.',
    ]);
  });

  it('is refused with the columns that are missing, there twice, or said in two ways', () => {
    assert.deepEqual(refusalOf([['指标编码', '年度', '金额（元）']]), [
      'import.columns',
      'Missing columns: 项目名称 (project), 部门经济分类 (economicClass), 政采标识 (governmentProcurement), 预算单位 (agencyCode).',
    ]);
    assert.equal(
      refusalOf([[...BASE, '金额（元）', '指标额度（元）']])[1],
      'Columns that are there twice: 指标额度（元）.',
    );
    assert.equal(
      refusalOf([[...BASE, '金额（元）', 'elsewhere', '已用（元）']])[1],
      'Columns that are there twice: elsewhere, 已用（元）.',
    );
    assert.equal(refusalOf([])[1], 'The file has no heading.');
  });

  it('in the names of the contract may not have one that nobody knows: there it is a mistake', () => {
    const fields = ['code', 'agencyCode', 'fiscalYear', 'project', 'economicClass', 'governmentProcurement'];

    assert.deepEqual(refusalOf([[...fields, 'appropriation', 'elsewere']]), [
      'import.columns',
      'Unknown columns: elsewere.',
    ]);
  });
});
