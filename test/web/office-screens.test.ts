import assert from 'node:assert/strict';
import { bodyOf, emptyDraft, faultsIn } from '../../src/web/campaigns/draft/campaign-draft.ts';
import type { Schemas } from '../../src/web/client/operation.ts';
import { againstMatters } from '../../src/web/filings/against-matters.ts';
import { FILING_WORDS } from '../../src/web/filings/filing-words.ts';
import { openPlaces } from '../../src/web/filings/open-places.ts';
import { byOwedDay, isOverdue, type Owed } from '../../src/web/filings/owed.ts';
import { takenInWords } from '../../src/web/filings/taken-at.ts';
import { possibleActs } from '../../src/web/matters/possible-acts.ts';
import { readSheetForm } from '../../src/web/sheet/form-document.ts';
import { csvOf } from '../../src/web/table/csv-of.ts';

const TODAY = '2026-11-28';

describe('screens of the legalization office', () => {
  const filled = {
    ...emptyDraft('421022'),
    ...{ titleZh: '统计', form: 'software-use@1', office: '11421000MB1234562Q', asOf: '20261120', due: '2026-12-31' },
  };

  it('sends a campaign as it is typed, with days and lists as the contract has them', () => {
    const except = [{ agency: ' 11421000MB1234562Q', reason: '牵头单位 ' }];
    const typed = { ...filled, except, regions: '421022，421000', documents: 'a\n\nb' };

    assert.deepEqual(faultsIn(typed, TODAY), {});
    const { ask, asOfOn, documents, period } = bodyOf(typed, TODAY);
    assert.deepEqual([asOfOn, documents, period], ['2026-11-20', ['a', 'b'], null]);
    assert.deepEqual(ask, {
      ...{ regions: ['421022', '421000'], kinds: null, levels: null, agencies: [] },
      except: [{ agency: '11421000MB1234562Q', reason: '牵头单位' }],
    });
  });

  it('names what is missing of a campaign', () => {
    const except = [{ agency: '文旅局', reason: '' }];
    assert.deepEqual(faultsIn({ ...filled, titleZh: ' ', due: 'soon', from: '2026-01-01', except }, TODAY), {
      ...{ titleZh: 'needed', due: 'badDay', until: 'needed' },
      ...{ 'except-0-agency': 'badAgency', 'except-0-reason': 'needed' },
    });
    assert.deepEqual(faultsIn({ ...filled, office: '荆州' }, TODAY), { office: 'badAgency' });
    assert.deepEqual(faultsIn({ ...filled, regions: '' }, TODAY), { regions: 'needed' });
  });

  it('asks what document it is where somebody typed a year or a bare number', () => {
    const told = (documents: string) => faultsIn({ ...filled, documents }, TODAY).documents;

    for (const nothing of ['2024', '2024年', '〔2024〕5号', '国版办函〔2017〕2号\n12', '第 3 号']) {
      assert.equal(told(nothing), 'badDocument', nothing);
    }
    for (const named of ['', '国版办函〔2017〕2号', '荆州市2024年度工作方案', 'https://www.jingzhou.gov.cn/2024/1']) {
      assert.equal(told(named), undefined, named);
    }
  });

  it('shows what a unit owes first, by its day, a returned filing by the day on which it is due again', () => {
    const owed = (id: string, unit: object): Owed => ({
      campaign: { id, state: 'open' } as Schemas['Campaign'],
      unit: { resubmitBy: null, timeliness: 'pending', ...unit } as Schemas['Participant'],
    });
    const done = owed('done', { state: 'accepted', dueOn: '2026-01-01' });
    const later = owed('later', { state: 'asked', dueOn: '2026-12-31' });
    const again = owed('again', { state: 'returned', dueOn: '2026-06-19', resubmitBy: '2026-12-20' });

    assert.deepEqual(
      byOwedDay([done, later, again]).map(({ campaign }) => campaign.id),
      ['again', 'later', 'done'],
    );
    assert.equal(isOverdue(owed('x', { state: 'asked', timeliness: 'missing' })), true);
    assert.equal(isOverdue(owed('x', { state: 'returned', timeliness: 'on-time', resubmissionOverdue: false })), false);
  });

  it('tells what is to be settled in the order of the sheet, whatever is wrong with it', () => {
    const cells = ['b.one', 'a.two', 'c.three'].map((id) => ({ id, type: 'count', title: { 'zh-CN': id, en: id } }));
    const sections = [
      { id: 's', layout: 'list', by: 'agency', title: cells[0]?.title, cells: cells.map(({ id }) => id) },
    ];
    const form = readSheetForm({ sections, cells });
    const finding = { check: 'required', severity: 'error', cell: 'a.two', pointer: null, message: cells[0]?.title };
    const note = { ...finding, check: 'fewer-installed', severity: 'warning', cell: 'c.three' };
    const check = { findings: [note, finding], missingReasons: ['b.one'] } as unknown as Schemas['FilingCheck'];
    const typed = { cells: {}, rows: {}, reasons: {} };

    const open = openPlaces({ form, state: { wrong: [], typed }, check, isChecked: true, acknowledged: [] });

    assert.deepEqual(
      open.map(({ field }) => field),
      ['reason-b.one', 'a.two', 'tick-fewer-installed'],
    );
  });

  it('says until when the figures of the gate go, as a launch sees its own day only in part', () => {
    const { taken } = FILING_WORDS.zh;
    const says = (launchedAt: string | null) => takenInWords({ asOfOn: '2026-11-29', launchedAt }, taken);

    assert.match(says('2026-11-29T01:10:00.000Z'), /截至 2026-11-29 09:10（发起报送任务时）的快照.*当日稍后的也不计入/);
    for (const launchedAt of ['2026-11-29T16:10:00.000Z', '2026-11-20T01:10:00.000Z'])
      assert.match(says(launchedAt), /截至 2026-11-29 日终的快照，之后/);
    assert.equal(says(null), '');
  });

  it('tells a unit that reports nothing ungenuine of its own rectification that is still open', () => {
    const matter = (id: string, state: Schemas['MatterState'], cell: string | null) => ({
      ...{ id, state, number: '2026-000001', title: '办公软件有 1 套非正版' },
      source: cell === null ? null : { filing: 'fil_1', revision: 1, cell },
    });
    const matters = [
      ...[matter('open', 'open', 'office.ungenuine'), matter('answered', 'answered', 'office.ungenuine')],
      ...[matter('closed', 'closed', 'office.ungenuine'), matter('void', 'void', 'office.ungenuine')],
      ...[matter('by-hand', 'open', null), matter('elsewhere', 'open', 'visit.ledgers')],
    ];
    const told = (ungenuine: string) => {
      const says = new Map([['office.ungenuine', ungenuine]]);
      return againstMatters(matters, (cell) => says.get(cell)).map(({ matter: { id } }) => id);
    };

    assert.deepEqual(told('0'), ['open', 'answered']);
    assert.deepEqual([told('1'), told('—')], [[], []]);
  });

  it('writes a table that no spreadsheet takes for formulas', () => {
    assert.equal(
      csvOf([
        ['单位', '=1+1', '-5'],
        ['a,b', '"', '—'],
      ]),
      '\uFEFF单位,\'=1+1,-5\r\n"a,b","""",—\r\n',
    );
  });

  it('offers each side of a rectification what the gate would take from it', () => {
    const at = { awaitedAnswer: null };
    const sent = { proposal: 'prp_1', madeOn: '2026-06-01', lapsesAt: '2026-07-01T01:00:00.000Z', inTime: true };
    assert.deepEqual(possibleActs({ state: 'open', ...at }, false), ['answer']);
    assert.deepEqual(possibleActs({ state: 'open', awaitedAnswer: sent }, false), []);
    assert.deepEqual(possibleActs({ state: 'open', ...at }, true), ['extend', 'answer-on-paper', 'void']);
    assert.deepEqual(possibleActs({ state: 'open', awaitedAnswer: sent }, true), ['extend', 'void']);
    assert.deepEqual(possibleActs({ state: 'answered', ...at }, false), []);
    assert.deepEqual(possibleActs({ state: 'answered', ...at }, true), ['close', 'return', 'void']);
    assert.deepEqual(possibleActs({ state: 'closed', ...at }, true), []);
  });
});
