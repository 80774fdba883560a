import assert from 'node:assert/strict';
import { readFiledForm } from '../../../src/campaigns/index.ts';
import { cell, compiled, filed, refusedCells, rowCell } from './given-form.ts';

const DIGEST = 'a'.repeat(64);

const form = compiled({
  cells: [
    cell('a.count', 'count', { max: 100, min: 1 }),
    cell('a.fen', 'fen'),
    cell('a.day', 'day'),
    cell('a.flag', 'flag'),
    cell('a.choice', 'choice'),
    cell('a.text', 'text'),
    cell('a.files', 'files'),
    cell('a.points', 'points', { max: 250 }),
    cell('a.sum', 'count', { compute: { sum: ['a.count'] } }),
  ],
  machines: [rowCell('m.number', 'text'), rowCell('m.genuine', 'flag')],
  judged: [cell('b.office', 'flag')],
});

describe('what was filed', () => {
  it('is read cell by cell, each by its type', () => {
    const cells = { 'a.count': 7, 'a.fen': '1234.50', 'a.day': '2017-06-19', 'a.flag': false, 'a.choice': 'no' };
    const more = { 'a.files': [DIGEST], 'a.points': '2.5' };

    assert.deepEqual(
      filed(form, {
        cells: { ...cells, ...more },
        texts: { 'a.text': ' 已整改 ' },
        rows: { machines: [{ 'm.number': 'A1', 'm.genuine': true }] },
      }),
      {
        cells: { ...cells, ...more, 'a.fen': 123_450, 'a.points': 250 },
        texts: { 'a.text': '已整改' },
        rows: { machines: [{ cells: { 'm.genuine': true }, texts: { 'm.number': 'A1' } }] },
      },
    );
  });

  it('is empty where nothing was said, and never zero', () => {
    assert.deepEqual(
      filed(form, {
        cells: { 'a.count': null, 'a.fen': null, 'a.files': [] },
        texts: { 'a.text': '' },
        rows: { machines: null },
      }),
      { cells: {}, texts: {}, rows: {} },
    );
    assert.deepEqual(filed(form, {}), { cells: {}, texts: {}, rows: {} });
  });

  const REFUSED: readonly [says: string, body: Readonly<Record<string, unknown>>, place: string][] = [
    ['a cell nobody asked for', { cells: { 'a.other': 1 } }, '/cells/a.other cell.unknown'],
    ['a cell by the name of a prototype', { cells: { constructor: 1 } }, '/cells/constructor cell.unknown'],
    ['a cell beyond its greatest', { cells: { 'a.count': 101 } }, '/cells/a.count cell.bounds'],
    ['a cell below its least', { cells: { 'a.count': 0 } }, '/cells/a.count cell.bounds'],
    ['a negative count', { cells: { 'a.count': -1 } }, '/cells/a.count cell.bounds'],
    ['a negative zero', { cells: { 'a.count': -0 } }, '/cells/a.count cell.type'],
    ['a fraction', { cells: { 'a.count': 1.5 } }, '/cells/a.count cell.type'],
    ['1e3 as a text', { cells: { 'a.count': '1e3' } }, '/cells/a.count cell.type'],
    ['a number as a text', { cells: { 'a.count': '7' } }, '/cells/a.count cell.type'],
    ['a claim as a number', { cells: { 'a.count': true } }, '/cells/a.count cell.type'],
    ['money as a number', { cells: { 'a.fen': 12 } }, '/cells/a.fen cell.type'],
    ['money as 1e3', { cells: { 'a.fen': '1e3' } }, '/cells/a.fen cell.type'],
    ['money below nothing', { cells: { 'a.fen': '-1.00' } }, '/cells/a.fen cell.type'],
    ['money to a tenth of a fen', { cells: { 'a.fen': '1.001' } }, '/cells/a.fen cell.type'],
    ['money nobody has', { cells: { 'a.fen': '10000000000.01' } }, '/cells/a.fen cell.bounds'],
    ['points to the thousandth', { cells: { 'a.points': '1.001' } }, '/cells/a.points cell.type'],
    ['more points than there are', { cells: { 'a.points': '2.51' } }, '/cells/a.points cell.bounds'],
    ['a day that does not exist', { cells: { 'a.day': '2017-02-30' } }, '/cells/a.day cell.type'],
    ['yes as a word', { cells: { 'a.flag': '是' } }, '/cells/a.flag cell.type'],
    ['a choice that is not offered', { cells: { 'a.choice': 'perhaps' } }, '/cells/a.choice cell.type'],
    ['a file by its name', { cells: { 'a.files': ['scan.pdf'] } }, '/cells/a.files cell.type'],
    ['a file twice', { cells: { 'a.files': [DIGEST, DIGEST] } }, '/cells/a.files cell.type'],
    ['a computed cell', { cells: { 'a.sum': 7 } }, '/cells/a.sum cell.computed'],
    ['a text among numbers', { cells: { 'a.text': '好' } }, '/cells/a.text cell.place'],
    ['a number among texts', { texts: { 'a.count': '7' } }, '/texts/a.count cell.place'],
    ['a text that is too long', { texts: { 'a.text': '好'.repeat(2_001) } }, '/texts/a.text cell.too_long'],
    ['cells that are a list', { cells: [1] }, '/cells cell.type'],
    ['rows of a section that has none', { rows: { main: [] } }, '/rows/main cell.unknown'],
    ['rows that are no list', { rows: { machines: {} } }, '/rows/machines cell.type'],
    ['a row that is no object', { rows: { machines: [null] } }, '/rows/machines/0 cell.type'],
    [
      'a cell of the whole in a row',
      { rows: { machines: [{ 'a.count': 1 }] } },
      '/rows/machines/0/a.count cell.unknown',
    ],
    ['a cell of a row outside of it', { cells: { 'm.genuine': true } }, '/cells/m.genuine cell.unknown'],
    ['501 rows', { rows: { machines: Array.from({ length: 501 }, () => ({})) } }, '/rows/machines cell.too_many'],
  ];
  for (const [says, body, place] of REFUSED) {
    it(`is refused with ${says}`, () => {
      assert.deepEqual(refusedCells(form, body), [place]);
    });
  }

  it('is told everything that is wrong, in both languages', () => {
    const reading = readFiledForm(form, { cells: { 'a.count': 101, 'a.day': 'soon' } });

    assert.ok('fields' in reading);
    assert.deepEqual(
      reading.fields.map(({ message }) => message),
      [
        { 'zh-CN': '此处不得大于 100。', en: 'This may not be above 100.' },
        { 'zh-CN': '此处应为真实存在的日期（年-月-日）。', en: 'A day that exists belongs here, year-month-day.' },
      ],
    );
  });

  it('takes 500 rows and a text of 2,000 characters', () => {
    const rows = { machines: Array.from({ length: 500 }, () => ({})) };

    assert.deepEqual(refusedCells(form, { rows, texts: { 'a.text': '好'.repeat(2_000) } }), []);
  });

  it('is refused from whoever does not fill it in', () => {
    const cells = { 'b.office': true };

    assert.deepEqual(refusedCells(form, { cells }, { by: 'agency' }), ['/cells/b.office cell.filler']);
    assert.deepEqual(refusedCells(form, { cells }, { by: 'office' }), []);
    assert.deepEqual(refusedCells(form, { cells: { 'a.count': 1 } }, { by: 'office' }), ['/cells/a.count cell.filler']);
  });
});
