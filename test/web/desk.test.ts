import assert from 'node:assert/strict';
import { nextToRead, type WaitingFiling } from '../../src/web/campaigns/desk/next-to-read.ts';
import { fieldOf } from '../../src/web/campaigns/draft/campaign-draft.ts';
import { GateProblem } from '../../src/web/client/gate-problem.ts';
import { refusalByField } from '../../src/web/form/refusal-by-field.ts';
import { changesBetween } from '../../src/web/sheet/changed-cells.ts';
import type { SheetForm } from '../../src/web/sheet/form-document.ts';
import { wordsOfPointer } from '../../src/web/words/pointer-words.ts';

const waits = (id: string, campaign: string): WaitingFiling => ({
  filing: { id, campaign } as WaitingFiling['filing'],
  campaign: { id: campaign, title: campaign, dueOn: '2026-12-31', isOpen: true },
});

describe('the desk of an office', () => {
  it('reads a campaign to its end, then goes on with another one', () => {
    const all = [waits('fil_1', 'a'), waits('fil_2', 'b'), waits('fil_3', 'a')];
    const next = (id: string, campaign: string) => nextToRead(all, { id, campaign })?.filing.id;

    assert.equal(next('fil_1', 'a'), 'fil_3');
    assert.equal(next('fil_3', 'a'), 'fil_1');
    assert.equal(next('fil_2', 'b'), 'fil_1');
    assert.equal(nextToRead([waits('fil_1', 'a')], { id: 'fil_1', campaign: 'a' }), undefined);
  });

  it('says what a unit has changed since it was returned, but not what was erased', () => {
    const cells = ['a.one', 'a.two', 'a.note'].map((id) => ({
      ...{ id, title: { 'zh-CN': id, en: id }, type: id === 'a.note' ? 'text' : 'count' },
    }));
    const section = { id: 'a', title: { 'zh-CN': '', en: '' }, by: 'agency', layout: 'list', cells };
    const form = { sections: [section], cell: () => undefined, signatures: [], notes: [] } as unknown as SheetForm;
    const before = { cells: { 'a.one': 14, 'a.two': 3 }, texts: { 'a.note': '旧' }, rows: null };
    const changed = (texts: Record<string, string> | null) =>
      changesBetween(form, before, { cells: { 'a.one': 12, 'a.two': 3 }, texts, rows: null }).cells.map(
        ({ cell, was, is }) => [cell.id, was, is],
      );

    assert.deepEqual(changed({ 'a.note': '新' }), [
      ['a.one', '14', '12'],
      ['a.note', '旧', '新'],
    ]);
    assert.deepEqual(changed(null), [['a.one', '14', '12']]);
  });
});

describe('what the gate refuses of a form', () => {
  const refused = new GateProblem(
    {
      ...{ type: 'about:blank', title: '不能办理', status: 422, code: 'campaign.days', detail: '日期不对。' },
      errors: [
        { pointer: '/period/until', message: '期间的截止日期不能早于起始日期。' },
        { pointer: '/ask/except/0/agency', message: '' },
        { pointer: '/gating', message: '不能这样。' },
      ],
    } as never,
    undefined,
  );

  it('stands at its field, and what is of no field stands beside the button', () => {
    const { told, rest } = refusalByField(refused, fieldOf);

    assert.deepEqual(told, { until: '期间的截止日期不能早于起始日期。', 'except-0-agency': '日期不对。' });
    assert.deepEqual((rest as GateProblem).errors, [{ pointer: '/gating', message: '不能这样。' }]);
  });

  it('names places as people do, and never as the contract does', () => {
    assert.equal(wordsOfPointer('/ask/except/0/agency', 'zh-CN'), '报送范围 · 除外单位 · 第 1 项 · 单位');
    assert.equal(wordsOfPointer('/since', 'zh-CN'), '起始日');
    assert.equal(wordsOfPointer('/cells/veto.falseReport', 'zh-CN'), '栏目');
    assert.equal(wordsOfPointer('/officeAgency', 'en'), 'Received by');
  });
});
