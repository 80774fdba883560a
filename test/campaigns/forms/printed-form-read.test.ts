import assert from 'node:assert/strict';
import { openFilingTable } from '../../../src/campaigns/filing-tables/read-filing-table.ts';
import { settleFilingTable } from '../../../src/campaigns/filing-tables/settle-filing-table.ts';
import {
  type Cell,
  type CompiledForm,
  compileForm,
  readFiledForm,
  shippedFigures,
  shippedForms,
} from '../../../src/campaigns/index.ts';
import type { ReportTable } from '../../../src/documents/index.ts';
import { writeWorkbookOfParts } from '../../../src/documents/workbook/workbook-parts.ts';
import { instant, type Language, Refusal, text } from '../../../src/kernel/index.ts';
import type { SurveyRow } from '../../../src/reports/survey/survey-cells.ts';
import { unitParts } from '../../../src/reports/survey/unit-parts.ts';
import { tableRows } from '../../../src/tables/index.ts';

const AT = instant('2026-06-01T01:00:00.000Z');
const OWNER = { agencyCode: '12421000MB22334456', name: '=荆州市图书馆（总馆）' };
const WORDS = ['=1+1', '卸载、采购\n报备', '0007', '-', '+86', '@甲', '是'];

/** The same numbers for the same seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

/** What a unit may type into a form: any cell may be empty, and any number may be nought. */
function typedInto({ form, sectionOf }: CompiledForm, seed: number) {
  const pick = numbersOf(seed);
  const cells: Record<string, unknown> = {};
  const texts: Record<string, unknown> = {};
  for (const cell of form.cells) {
    const { id, type, compute } = cell;
    const section = sectionOf(id);
    const isTyped = section?.by === 'agency' && section.layout !== 'rows' && !compute && type !== 'files';
    if (!isTyped || pick(3) === 0) continue;
    const value = typedCell(cell, pick);
    if (value !== undefined) (type === 'text' ? texts : cells)[id] = value;
  }
  return { cells, texts, rows: rowsTyped({ form, sectionOf }, pick) };
}

type Typed = Readonly<Record<string, unknown>>;

/** Up to six rows of each repeated section, in which any cell but one may be empty. */
function rowsTyped({ form, sectionOf }: Pick<CompiledForm, 'form' | 'sectionOf'>, pick: (below: number) => number) {
  const sections = form.sections.filter(({ by, layout }) => by === 'agency' && layout === 'rows');
  const rows = sections.map(({ id }): readonly [string, readonly Typed[]] => {
    const cells = form.cells.filter((cell) => sectionOf(cell.id)?.id === id && cell.type !== 'files');
    const filled = Array.from({ length: pick(7) }, () => {
      const typed = cells.flatMap((cell) => (pick(3) === 0 ? [] : [[cell.id, typedCell(cell, pick)] as const]));
      return Object.fromEntries(typed.filter(([, value]) => value !== undefined));
    });
    return [id, filled.filter((row) => Object.keys(row).length > 0)];
  });
  return Object.fromEntries(rows.filter(([, filled]) => filled.length > 0));
}

function typedCell({ type, max = 9_000, choices = [] }: Cell, pick: (below: number) => number): unknown {
  const word = WORDS[pick(WORDS.length)] ?? '';
  switch (type) {
    case 'count':
      return pick(4) === 0 ? 0 : pick(Math.min(max, 9_000) + 1);
    case 'fen':
      return `${pick(9_000_000)}.${String(pick(100)).padStart(2, '0')}`;
    case 'day':
      return `2026-0${pick(9) + 1}-1${pick(10)}`;
    case 'flag':
      return pick(2) === 0;
    case 'choice':
      return choices[pick(choices.length)]?.id;
    default:
      return word === '-' ? undefined : word;
  }
}

/** The sheet of an inspection as one that a unit fills in: its computers stand in repeated rows. */
function ownSheet(): CompiledForm {
  const base = shippedForms().find(({ key }) => key === 'inspection-sheet@1');
  assert.ok(base);
  const sections = base.form.sections.map((section) => ({ ...section, by: 'agency' }));
  const compilation = compileForm({ ...base.form, id: 'own-sheet', sections }, { figures: shippedFigures() });
  assert.ok('form' in compilation, JSON.stringify(compilation));
  return compilation.form;
}

async function printed(form: CompiledForm, typed: ReturnType<typeof typedInto>, language: Language): Promise<Buffer> {
  const read = readFiledForm(form, typed);
  assert.ok('filed' in read, JSON.stringify(read));
  const filing = { cells: { ...read.filed.cells, ...read.filed.texts }, rows: read.filed.rows };
  const table: ReportTable<SurveyRow> = {
    ...{
      name: 'form',
      title: text('统计表', 'Form'),
      head: [],
      columns: [],
      total: null,
      notes: form.form.print.notes ?? [],
    },
    ...{ signatures: form.form.print.signatures, gate: 'gate.test', printedAt: AT },
    asOf: { index: 7, at: AT, rootHash: Buffer.alloc(32) },
  };
  const parts = { stand: 'below', list: unitParts(form, { name: OWNER.name, filing }) } as const;
  const pieces: Buffer[] = [];
  const append = async (piece: string | Uint8Array) => void pieces.push(Buffer.from(piece));
  await writeWorkbookOfParts({ ...table, parts }, { language, append });
  return Buffer.concat(pieces);
}

describe('a form that is printed and read again', function () {
  this.timeout(60_000);
  const shipped = ['software-use@1', 'rules-on-file@1'].map((key) => shippedForms().find((form) => form.key === key));
  const forms = [...shipped, ownSheet()];

  for (const form of forms) {
    assert.ok(form);
    for (const language of ['zh-CN', 'en'] as const) {
      it(`says the same in every cell, empty ones too: ${form.key} in ${language}`, async () => {
        for (let seed = 1; seed <= 8; seed += 1) {
          const typed = typedInto(form, seed);
          const table = openFilingTable(form, OWNER);
          const bytes = await printed(form, typed, language);
          const file = { bytes, owner: 'test', encoding: undefined, contentType: undefined };
          for await (const rows of tableRows({ ...file, rowsMax: 1_000, hasAllSheets: true }))
            for (const row of rows) table.take(row);
          const other = typedInto(form, seed + 100);
          const before = { cells: other.cells, texts: {}, rows: other.rows };

          const { content } = settleFilingTable(form, table.seen(), before);

          assert.deepEqual(content, { ...typed }, `seed ${seed}`);
          assert.deepEqual(table.seen().ignored, []);
        }
      });
    }
  }

  const NONE = { cells: {}, texts: {}, rows: {} };
  const readRows = (lines: readonly string[], draft: object = {}) => {
    const form = ownSheet();
    const table = openFilingTable(form, OWNER);
    for (const [at, line] of lines.entries()) table.take({ row: at + 1, cells: line.split(',') });
    return settleFilingTable(form, table.seen(), { ...NONE, ...draft });
  };
  const HEADING = '资产编号,使用部门,操作系统是否正版';

  it('takes rows up to the next line that is empty, a title or signed, and passes over sums and what is numbered only', () => {
    const filled = ['PC-1,办公室,正版', 'PC-2,,非正版', '合计,2,'];
    const rows = [{ number: 'PC-1' }, { number: 'PC-2' }].map(({ number }, at) => ({
      ...{ 'machine.assetNumber': number, 'machine.os': at === 0 ? 'genuine' : 'ungenuine' },
      ...(at === 0 && { 'machine.user': '办公室' }),
    }));

    for (const end of [',,', '结果', '检查组组长：甲', '填表人：']) {
      const { content, rows: told } = readRows(['抽查的计算机', HEADING, ...filled, end]);
      assert.deepEqual(content.rows, { machines: rows }, end);
      assert.deepEqual(told, [{ section: 'machines', place: 'A2', count: 2, status: 'set' }]);
    }
    const numbered = readRows([`序号,${HEADING}`, '1,PC-1,办公室,正版', '2,,,', '3,PC-2,,非正版']);
    assert.deepEqual(numbered.content.rows, { machines: rows });
  });

  it('says of rows whether they change, and empties those that a table no longer has', () => {
    const draft = { rows: { machines: [{ 'machine.assetNumber': 'PC-1', 'machine.user': '' }] } };

    const statusOf = (lines: readonly string[]) =>
      readRows([HEADING, ...lines], draft).rows.map(({ status }) => status);

    assert.deepEqual([statusOf(['PC-1,,']), statusOf(['PC-2,,']), statusOf([])], [['unchanged'], ['set'], ['emptied']]);
    assert.deepEqual(readRows([HEADING], draft).content.rows, {});
  });

  it('refuses a cell of a row with its place in the table and in the form', () => {
    assert.throws(
      () => readRows(['抽查的计算机', HEADING, 'PC-1,办公室,也许']),
      (thrown) => {
        assert.ok(thrown instanceof Refusal);
        const [field, ...others] = thrown.errors;
        assert.deepEqual([thrown.code, others, field?.pointer], ['filing.table', [], '/rows/machines/0/machine.os']);
        assert.deepEqual(field?.place?.row, text('第 1 行', 'Row 1'));
        assert.match(String(typeof field?.message === 'object' && field.message['zh-CN']), /^C3：“也许”/);
        return true;
      },
    );
  });
});
