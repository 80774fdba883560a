import assert from 'node:assert/strict';
import readExcelFile from 'read-excel-file/node';
import type { ReportTable } from '../../src/documents/report-table.ts';
import { writeWorkbook } from '../../src/documents/workbook/workbook.ts';
import { civilDate, fen, instant, type Language, text } from '../../src/kernel/index.ts';
import { openWorkbook } from '../../src/tables/xlsx-workbook.ts';
import { openZip } from '../../src/tables/zip-entries.ts';

interface Row {
  readonly name: string;
  readonly code: string;
  readonly count: number;
}

const DAY = civilDate('2026-06-01');
const AT = instant('2026-06-01T01:02:03.000Z');
const NOTE = '依据《政府机关使用正版软件管理办法》，本表按安装数统计。'.repeat(8);

const TABLE: ReportTable<Row> = {
  name: 'test',
  title: text('明细表', 'Details'),
  head: [[text('单位', 'Agency'), '荆州市财政局']],
  columns: [
    { title: text('名称', 'Name'), kind: 'text', of: ({ name }) => name },
    { title: text('编号', 'Code'), kind: 'code', of: ({ code }) => code },
    { title: text('数量', 'Count'), kind: 'count', of: ({ count }) => count },
    { title: text('金额', 'Amount'), kind: 'money', of: ({ count }) => fen(count * 100) },
    { title: text('日期', 'Day'), kind: 'day', of: () => DAY },
    { title: text('时间', 'When'), kind: 'instant', of: () => AT },
  ],
  total: { name: '合计', code: '', count: 3 },
  notes: [text(NOTE, NOTE)],
  asOf: { index: 7, at: AT, rootHash: Buffer.alloc(32) },
  gate: 'gate.test',
  printedAt: AT,
};

const ROWS: readonly Row[] = [
  { name: '甲', code: '00123456789012345678', count: 1 },
  { name: '乙', code: '2', count: 2 },
];

async function written(wish: Partial<ReportTable<Row>> = {}, language: Language = 'zh-CN'): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  async function* pages() {
    yield ROWS;
  }
  const append = async (piece: string | Uint8Array) => void pieces.push(Buffer.from(piece));
  await writeWorkbook({ ...TABLE, ...wish }, { pages: pages(), language, append });
  return Buffer.concat(pieces);
}

function partOf(bytes: Buffer, name: string): string {
  return openZip(bytes, () => true)
    .whole(name)
    .toString('utf8');
}

/** The place of the titles among the rows. */
async function headingOf(bytes: Buffer): Promise<number> {
  const [sheet] = await readExcelFile(bytes);
  return (sheet?.data ?? []).findIndex(([first]) => first === '序号');
}

describe('a report as a workbook', () => {
  it('is numbered, with numbers and days as numbers and days, and codes as texts', async () => {
    const [sheet] = await readExcelFile(await written());

    const rows = sheet?.data ?? [];
    const at = await headingOf(await written());
    assert.deepEqual(rows[at], ['序号', '名称', '编号', '数量', '金额', '日期', '时间']);
    const [day, moment] = [new Date('2026-06-01T00:00:00Z'), new Date('2026-06-01T09:02:03Z')];
    assert.deepEqual(rows[at + 1], [1, '甲', '00123456789012345678', 1, 1, day, moment]);
    assert.deepEqual(rows[at + 2], [2, '乙', '2', 2, 2, day, moment]);
    assert.deepEqual(rows[at + 3]?.slice(0, 5), [null, '合计', null, 3, 3]);
  });

  it('says the same days when it is imported again', async () => {
    const rows: (readonly string[])[] = [];
    for await (const some of openWorkbook(await written())[0].rows(1_000)) rows.push(...some);

    const first = rows.find(([number]) => number === '1');
    assert.deepEqual(first, ['1', '甲', '00123456789012345678', '1', '1', '2026-06-01', '2026-06-01']);
  });

  it('prints on sheets of A4 as wide as the table, with the heading on each and their numbers below', async () => {
    const bytes = await written();
    const [sheet, workbook] = [partOf(bytes, 'xl/worksheets/sheet1.xml'), partOf(bytes, 'xl/workbook.xml')];

    assert.match(sheet, /<worksheet [^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/);
    assert.match(sheet, /<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"\/>/);
    assert.match(sheet, /<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页<\/oddFooter><\/headerFooter>/);
    const heading = (await headingOf(bytes)) + 1;
    const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="0">'报表'!$${heading}:$${heading}</definedName>`;
    assert.ok(workbook.includes(titles), workbook);
  });

  it('lies across where it has many columns', async () => {
    const columns = [...TABLE.columns, ...TABLE.columns, ...TABLE.columns];

    assert.match(partOf(await written({ columns }), 'xl/worksheets/sheet1.xml'), /<pageSetup [^>]*"landscape"/);
  });

  it('repeats the heading of every section on the sheets of that section', async () => {
    const sections = { keyOf: ({ name }: Row) => `${name}'s`, headOf: ({ name }: Row) => name, columns: [] };

    const workbook = partOf(await written({ sections }, 'en'), 'xl/workbook.xml');

    assert.deepEqual(
      [...workbook.matchAll(/localSheetId="(\d)">([^<]*)!/g)].map(([, id, name]) => [id, name]),
      [
        ['0', "'甲''s'"],
        ['1', "'乙''s'"],
      ],
    );
  });

  it('has a frame around every cell of the table, and notes over its whole width in as many lines as they take', async () => {
    const bytes = await written();
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    const styles = partOf(bytes, 'xl/styles.xml');

    const framed = [...(/<cellXfs.*<\/cellXfs>/.exec(styles)?.[0] ?? '').matchAll(/<xf ([^>]*)>/g)].map(
      ([, attributes = '']) => /borderId="[1-9]/.test(attributes),
    );
    const first = (await headingOf(bytes)) + 1;
    const inTable = [...sheet.matchAll(/<c r="([A-G])(\d+)" s="(\d+)"/g)].filter(
      ([, , row]) => Number(row) >= first && Number(row) < first + 4,
    );
    assert.equal(inTable.length, 4 * 7);
    assert.ok(inTable.every(([, , , style]) => framed[Number(style)]));
    const notes = [...sheet.matchAll(/<row r="(\d+)" ht="(\d+)"/g)].map(([, row, height]) => [row, Number(height)]);
    const tall = notes.find(([, height]) => Number(height) > 45);
    assert.ok(tall && sheet.includes(`<mergeCell ref="A${tall[0]}:G${tall[0]}"/>`), JSON.stringify(notes));
  });
});
