import assert from 'node:assert/strict';
import { GateAway, GateProblem } from '../../src/web/client/gate-problem.ts';
import { isRequired, readSheetForm } from '../../src/web/sheet/form-document.ts';
import { nextPlace, pastedCells, stepOf } from '../../src/web/sheet/grid-moves.ts';
import { refusedNotes } from '../../src/web/sheet/refused-notes.ts';
import { contentOf, draftOf, mergeSheets, typedOf } from '../../src/web/sheet/sheet-content.ts';
import { readTypedCell } from '../../src/web/sheet/typed-cell.ts';

const TODAY = '2026-11-28';
const title = (word: string) => ({ 'zh-CN': word, en: word });
const FORM = readSheetForm({
  sections: [
    {
      ...{ id: 'use', by: 'agency', layout: 'grid', title: title('use') },
      rows: [{ id: 'office', title: title('office') }],
      columns: ['installed', 'genuine', 'rate'].map((id) => ({ id, title: title(id) })),
    },
    { id: 'more', by: 'agency', layout: 'list', title: title('more'), cells: ['more.on', 'more.text'] },
    { id: 'machines', by: 'agency', layout: 'rows', title: title('machines'), cells: ['machine.os'] },
    { id: 'judged', by: 'office', layout: 'list', title: title('judged'), cells: ['office.opinion'] },
  ],
  cells: [
    { id: 'office.installed', type: 'count', title: title('installed') },
    { id: 'office.genuine', type: 'count', title: title('genuine') },
    { id: 'office.rate', type: 'rate', title: title('rate'), compute: {} },
    { id: 'more.on', type: 'day', title: title('day') },
    { id: 'more.text', type: 'text', title: title('text') },
    { id: 'machine.os', type: 'flag', title: title('genuine') },
    { id: 'office.opinion', type: 'text', title: title('opinion') },
  ],
});

describe('a form that is typed like a sheet', () => {
  it('marks a cell as required when the answer before it makes it so', () => {
    const cell = (id: string) => ({ id, title: title(id), type: 'flag' as const });
    const requiredIf = { fact: 'duty.liaison', operator: 'equal', value: true };
    const rank = { ...cell('duty.rank'), requiredIf };
    const form = readSheetForm({
      sections: [
        { id: 'duty', by: 'agency', layout: 'list', title: title('duty'), cells: ['duty.liaison', 'duty.rank'] },
      ],
      cells: [cell('duty.liaison'), rank],
    });
    const [section] = form.sections;
    assert.ok(section);

    const isWanted = (answer: string) => isRequired(rank, section, ({ id }) => (id === 'duty.liaison' ? answer : ''));

    assert.deepEqual([isWanted('true'), isWanted('false'), isWanted('')], [true, false, false]);
  });

  it('reads numbers, amounts, days and choices as offices write them, and keeps empty apart from nought', () => {
    const cell = (type: 'count' | 'fen' | 'day' | 'flag' | 'choice' | 'points') => ({
      id: 'a.b',
      type,
      title: title(''),
    });
    const choice = { ...cell('choice'), choices: [{ id: 'bank', title: { 'zh-CN': '银行业', en: 'banking' } }] };

    assert.deepEqual(readTypedCell(cell('count'), '1,170', TODAY), { value: 1170 });
    assert.deepEqual(readTypedCell(cell('count'), '１３', TODAY), { value: 13 });
    assert.deepEqual(readTypedCell(cell('count'), '0', TODAY), { value: 0 });
    assert.deepEqual(readTypedCell(cell('count'), '—', TODAY), { value: null });
    assert.equal(readTypedCell(cell('count'), '1e3', TODAY), undefined);
    assert.equal(readTypedCell(cell('count'), '1.5', TODAY), undefined);
    assert.deepEqual(readTypedCell(cell('fen'), '¥4,999', TODAY), { value: '4999.00' });
    assert.deepEqual(readTypedCell(cell('day'), '20261231', TODAY), { value: '2026-12-31' });
    assert.deepEqual(readTypedCell(cell('flag'), '是', TODAY), { value: true });
    assert.deepEqual(readTypedCell(choice, '银行业', TODAY), { value: 'bank' });
    assert.deepEqual(readTypedCell(cell('points'), '2.50', TODAY), { value: '2.50' });
  });

  it('sends what can be sent, texts and rows in their places, and names what cannot', () => {
    const cells = { 'office.installed': '13', 'office.genuine': 'many', 'more.text': '已清点', 'office.opinion': 'x' };
    const rows = { machines: [{ 'machine.os': 'true' }, { 'machine.os': 'perhaps' }] };

    const { content, wrong } = contentOf(FORM, { cells, rows, reasons: { 'office.installed': ' ' } }, TODAY);

    assert.deepEqual(content, {
      ...{ cells: { 'office.installed': 13 }, texts: { 'more.text': '已清点' } },
      ...{ rows: { machines: [{ 'machine.os': true }, {}] }, reasons: {} },
    });
    assert.deepEqual(wrong, ['office.genuine', 'machines/1/machine.os']);
  });

  it('says again what was sent', () => {
    const typed = typedOf({
      cells: { 'office.installed': 13, 'more.on': null },
      texts: { 'more.text': 'a' },
      rows: null,
    });

    assert.deepEqual(typed, { cells: { 'office.installed': '13', 'more.text': 'a' }, rows: {}, reasons: {} });
  });

  it('goes by keys from cell to cell over what is computed, and leaves the caret its arrows within a text', () => {
    const lines = [
      ['a', undefined, 'b'],
      ['c', 'd', 'e'],
    ];
    const press = { shift: false, isAtStart: true, isAtEnd: true };

    assert.equal(nextPlace(lines, { line: 0, column: 0 }, { down: 0, across: 1 }), 'b');
    assert.equal(nextPlace(lines, { line: 1, column: 1 }, { down: -1, across: 0 }), undefined);
    assert.deepEqual(stepOf({ ...press, key: 'Enter' }), { down: 1, across: 0 });
    assert.deepEqual(stepOf({ ...press, key: 'ArrowLeft' }), { down: 0, across: -1 });
    assert.equal(stepOf({ ...press, key: 'ArrowLeft', isAtStart: false }), undefined);
    assert.equal(stepOf({ ...press, key: 'a' }), undefined);
  });

  it('lays a copied table over the sheet, leaves computed cells out and tells what lies beyond', () => {
    const lines = [
      ['a', undefined, 'b'],
      ['c', 'd', 'e'],
    ];

    const pasted = pastedCells(lines, { line: 0, column: 0 }, [['1', '2', '3', '4'], ['5', ' 6 '], ['7']]);

    assert.deepEqual(pasted.cells, [
      { cell: 'a', text: '1' },
      { cell: 'b', text: '3' },
      { cell: 'c', text: '5' },
      { cell: 'd', text: '6' },
    ]);
    assert.equal(pasted.beyond, 2);
  });

  it('puts what two people typed together, keeps mine where both changed one cell, and tells the other', () => {
    const base = { cells: { 'a.a': '1', 'a.b': '2', 'a.c': '3' }, rows: {}, reasons: {} };
    const mine = { cells: { 'a.a': '10', 'a.b': '2', 'a.c': '30' }, rows: {}, reasons: { 'a.a': 'why' } };
    const theirs = { cells: { 'a.a': '1', 'a.b': '20', 'a.c': '31' }, rows: { m: [{ 'm.a': 'x' }] }, reasons: {} };

    const { merged, conflicts } = mergeSheets(base, mine, theirs);

    assert.deepEqual(merged, {
      ...{ cells: { 'a.a': '10', 'a.b': '20', 'a.c': '30' }, rows: { m: [{ 'm.a': 'x' }] } },
      reasons: { 'a.a': 'why' },
    });
    assert.deepEqual(conflicts, [{ cell: 'a.c', mine: '30', theirs: '31' }]);
  });

  it('keeps what was chosen to go with it, each part as whoever changed it left it', () => {
    const drafted = (signedFor: string | null | undefined, ...files: string[]) => ({
      ...{ cells: {}, rows: {}, reasons: {}, sending: { signedFor, files, reason: '' } },
    });

    const { merged } = mergeSheets(drafted(undefined), drafted('rsp_1'), drafted(undefined, 'sha256:1'));

    assert.deepEqual(merged.sending, { signedFor: 'rsp_1', files: ['sha256:1'], reason: '' });
    const { content } = contentOf(FORM, merged, TODAY);
    assert.deepEqual(draftOf(content).sending, merged.sending);
    assert.equal(draftOf({ cells: {}, signedFor: null }).sending?.signedFor, null, 'nobody is a choice as well');
  });

  it('calls a cell of a grid by its row and its column', () => {
    assert.deepEqual(FORM.placeInGrid('office.genuine'), { row: title('office'), column: title('genuine') });
    assert.equal(FORM.placeInGrid('more.on'), undefined);
  });

  it('shows what the gate refuses at the cell, of repeated rows too, and what is about no cell nowhere in the sheet', () => {
    const wrong = { type: 'about:blank', title: '不能处理', status: 422, code: 'filing.checks', text: title('no') };
    const errors = [
      { pointer: '/cells/office.genuine', message: '大于安装总数', row: '办公软件', column: '正版数' },
      { pointer: '/rows/machines/1/machine.os', message: '', row: '第 2 行', column: '正版' },
      { pointer: '/reasons/more.on', message: '请说明原因', row: '日期' },
      { pointer: '/reason', message: '请说明原因' },
    ];

    const notes = refusedNotes(FORM, new GateProblem({ ...wrong, detail: '未通过校验', errors }, undefined));

    assert.deepEqual(
      notes.map(({ place, says }) => [place, says]),
      [
        ['office.genuine', '办公软件 · 正版数 · 大于安装总数'],
        ['machines/1/machine.os', '第 2 行 · 正版 · 未通过校验'],
        ['more.on', '日期 · 请说明原因'],
      ],
    );
    assert.deepEqual([refusedNotes(FORM, null), refusedNotes(FORM, new GateAway('502'))], [[], []]);
  });
});
