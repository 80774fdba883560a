import assert from 'node:assert/strict';
import { openFilingTable } from '../../../src/campaigns/filing-tables/read-filing-table.ts';
import { settleFilingTable } from '../../../src/campaigns/filing-tables/settle-filing-table.ts';
import { type CompiledForm, readFiledForm, shippedForms } from '../../../src/campaigns/index.ts';
import type { ReportTable } from '../../../src/documents/index.ts';
import { writeWorkbookOfParts } from '../../../src/documents/workbook/workbook-parts.ts';
import { instant, type Language, text } from '../../../src/kernel/index.ts';
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
  for (const { id, type, compute, max = 9_000, choices = [] } of form.cells) {
    const section = sectionOf(id);
    const isTyped = section?.by === 'agency' && section.layout !== 'rows' && !compute && type !== 'files';
    if (!isTyped || pick(3) === 0) continue;
    if (type === 'count') cells[id] = pick(4) === 0 ? 0 : pick(Math.min(max, 9_000) + 1);
    if (type === 'fen') cells[id] = `${pick(9_000_000)}.${String(pick(100)).padStart(2, '0')}`;
    if (type === 'day') cells[id] = `2026-0${pick(9) + 1}-1${pick(10)}`;
    if (type === 'flag') cells[id] = pick(2) === 0;
    if (type === 'choice') cells[id] = choices[pick(choices.length)]?.id;
    const word = WORDS[pick(WORDS.length)] ?? '';
    if (type === 'text' && word !== '-') texts[id] = word;
  }
  return { cells, texts };
}

async function printed(form: CompiledForm, typed: ReturnType<typeof typedInto>, language: Language): Promise<Buffer> {
  const read = readFiledForm(form, typed);
  assert.ok('filed' in read, JSON.stringify(read));
  const filing = { cells: { ...read.filed.cells, ...read.filed.texts }, rows: {} };
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
  const forms = ['software-use@1', 'rules-on-file@1'].map((key) => shippedForms().find((form) => form.key === key));

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
          const before = { cells: { ...typedInto(form, seed + 100).cells }, texts: {} };

          const { content } = settleFilingTable(form, table.seen(), before);

          assert.deepEqual([content.cells, content.texts], [typed.cells, typed.texts], `seed ${seed}`);
          assert.deepEqual(table.seen().ignored, []);
        }
      });
    }
  }
});
