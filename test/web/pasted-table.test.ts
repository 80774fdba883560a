import assert from 'node:assert/strict';
import { byWord, readPasted } from '../../src/web/orders/workspace/grid/pasted-grid.ts';
import { type CopiedTable, tableOfText } from '../../src/web/table/table-of-text.ts';

describe('a table that is pasted', () => {
  const headings = new Map([
    ['kind', ['类别', 'Kind']],
    ['description', ['名称', 'Description']],
    ['quantity', ['数量', 'Quantity']],
    ['unitPrice', ['单价（元）', 'Unit price']],
    ['deliverBy', ['到位日期']],
  ]);
  const choices = new Map([['kind', byWord({ desktop: '台式机', laptop: '便携机' })]]);
  const target = { grid: 'lines' as const, headings, choices };
  const read = (table: CopiedTable | string, name = 'kind') => {
    const pasted = readPasted(typeof table === 'string' ? tableOfText(table) : table, { ...target, name });
    return pasted && { ...pasted, cells: pasted.cells.map((cell) => `${cell.row} ${cell.name} ${cell.value}`) };
  };

  it('is read by its headings, in any order, and tells the columns that nobody knows', () => {
    const pasted = read('序号\t数量\t单价 (元)\t名称\t类别\r\n1\t２０\t4,999\t办公电脑\t台式机\r\n');

    assert.deepEqual(pasted?.cells, [
      '0 quantity ２０',
      '0 unitPrice 4,999',
      '0 description 办公电脑',
      '0 kind desktop',
    ]);
    assert.deepEqual([pasted?.ignored, pasted?.merged, pasted?.rows], [['序号'], [], 1]);
  });

  it('is read from the cell on where it has no headings, and tells by number what has no place', () => {
    const pasted = read('办公电脑\t长城\n扫描仪\t紫光', 'description');
    const wide = read('a\t1\t2\t3\t4', 'computer.operatingSystem.product');

    assert.deepEqual(pasted?.cells, ['0 description 办公电脑', '0 brand 长城', '1 description 扫描仪', '1 brand 紫光']);
    assert.deepEqual([pasted?.ignored, wide?.ignored], [[], ['#3', '#4', '#5']]);
  });

  it('has line breaks, tabs and quotation marks within a cell', () => {
    assert.deepEqual(read('"办公\n电脑"\t"27"" 屏"\n扫描仪\t"a\tb"', 'description')?.cells, [
      ...['0 description 办公 电脑', '0 brand 27" 屏', '1 description 扫描仪', '1 brand a\tb'],
    ]);
  });

  it('repeats the words of a merged cell in each row, and shares no number out', () => {
    const merged = [
      [{ text: '名称' }, { text: '数量' }, { text: '类别' }],
      [{ text: '办公电脑' }, { text: '20' }, { text: '台式机' }],
      [{ text: '显示器' }, { text: '20', isRepeated: true }, { text: '台式机', isRepeated: true }],
      [{ text: '扫描仪' }, { text: '3' }, { text: '其他' }],
    ];

    const pasted = read(merged);

    assert.deepEqual(pasted?.cells, [
      ...['0 description 办公电脑', '0 kind desktop', '1 description 显示器', '1 kind desktop'],
      ...['2 description 扫描仪', '2 quantity 3', '2 kind 其他'],
    ]);
    assert.deepEqual(
      pasted?.merged.map(({ row, name }) => `${row} ${name}`),
      ['0 quantity', '1 quantity'],
    );
  });

  it('has days that were copied as numbers, and leaves other numbers as they are', () => {
    const days = read('名称\t到位日期\nA\t46352\nB\t２０２６１２２０\nC\t12\nD\t46352.5');

    assert.deepEqual(
      days?.cells.filter((cell) => cell.includes('deliverBy')),
      [...['0 deliverBy 2026-11-26', '1 deliverBy ２０２６１２２０', '2 deliverBy 12', '3 deliverBy 2026-11-26']],
    );
  });

  it('is no table if it is one text', () => {
    assert.equal(read('办公电脑', 'description'), undefined);
    assert.equal(read('', 'description'), undefined);
  });
});
