import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { columnWidths } from '../../src/documents/pdf/pdf-columns.ts';
import { pdfFonts } from '../../src/documents/pdf/pdf-font.ts';
import { drawnRow, gridFor } from '../../src/documents/pdf/pdf-grid.ts';
import { linesOf } from '../../src/documents/pdf/pdf-lines.ts';
import { writePdf } from '../../src/documents/pdf/pdf-table.ts';
import type { ReportTable } from '../../src/documents/report-table.ts';
import { fen, instant, type Language, text } from '../../src/kernel/index.ts';
import { likeness, openFont, type Sheet, seesPaper, sheetsOf, type Word } from '../support/paper.ts';

const require = createRequire(import.meta.url);

interface Row {
  readonly name: string;
  readonly amount: number;
}

const TABLE: ReportTable<Row> = {
  name: 'test',
  title: text('软件使用情况明细表', 'Software in use'),
  head: [[text('单位', 'Agency'), '荆州市财政局']],
  columns: [
    { title: text('资产编号', 'Asset'), kind: 'code', of: ({ amount }) => `ZC-${String(amount).padStart(6, '0')}` },
    { title: text('授权软件', 'Licensed'), kind: 'text', of: ({ name }) => name },
    { title: text('金额', 'Amount'), kind: 'money', of: ({ amount }) => fen(amount) },
  ],
  total: null,
  notes: [text('依据：国办发〔2013〕88号。', 'Basis: 国办发〔2013〕88号.')],
  signatures: [text('填表人', 'Filled in by'), text('负责人', 'In charge'), text('（单位盖章）', 'Seal')],
  asOf: { index: 7, at: instant('2026-06-01T01:00:00.000Z'), rootHash: Buffer.alloc(32) },
  gate: 'gate.test',
  printedAt: instant('2026-06-01T01:00:00.000Z'),
};

async function printed(
  rows: readonly Row[],
  wish: { table?: typeof TABLE; language?: Language } = {},
): Promise<Buffer> {
  const { table = TABLE, language = 'zh-CN' } = wish;
  const pieces: Uint8Array[] = [];
  async function* pages() {
    yield rows;
  }
  const append = async (piece: string | Uint8Array) => void pieces.push(Buffer.from(piece));
  await writePdf(table, { pages: pages(), language, append });
  return Buffer.concat(pieces);
}

function rowsOf(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, amount) => ({ name: '统信桌面操作系统', amount }));
}

function fontFile(name: string): string {
  return join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts', `${name}.otf`);
}

function wordOn(sheet: Sheet | undefined, wanted: string): Word {
  const word = sheet?.words.find((one) => one.text === wanted);
  assert.ok(word, `${wanted} is on the sheet: ${sheet?.words.map((one) => one.text).join(' ')}`);
  return word;
}

const SEEN = 'a report as PDF, seen by another program';
if (seesPaper(SEEN)) {
  describe(SEEN, () => {
    it('shows the very shapes of Chinese and Latin letters, in both weights', async () => {
      const [sheet] = sheetsOf(await printed(rowsOf(3)));
      assert.ok(sheet);
      const regular = openFont(fontFile('NotoSansHans-Regular'), readFileSync);
      const bold = openFont(fontFile('NotoSansHans-Bold'), readFileSync);

      const cases = [
        ...[['统信桌面操作系统', regular, '银河麒麟系统文件'] as const, ['ZC-000001', regular, 'XY-999987'] as const],
        ...[['软件使用情况明细表', bold, '闲置预算资金情况表'] as const, ['授权软件', bold, '金额单位'] as const],
      ];
      for (const [shown, font, other] of cases) {
        const word = wordOn(sheet, shown);
        const same = likeness(sheet, word, { text: shown, font });
        const different = likeness(sheet, word, { text: other, font });

        assert.ok(same > 0.75, `${shown} looks like itself: ${same}`);
        assert.ok(different < 0.5, `${shown} does not look like ${other}: ${different}`);
      }
    });

    it('repeats the heading of the table and the number of the sheet, and says at last who signs', async () => {
      const sheets = sheetsOf(await printed(rowsOf(60)));

      assert.ok(sheets.length > 1);
      for (const [at, sheet] of sheets.entries()) {
        wordOn(sheet, '资产编号');
        const foot = sheet.words.filter(({ top }) => top > sheet.height - 40).map((word) => word.text);
        assert.deepEqual(foot.join(''), `第${at + 1}页，共${sheets.length}页`);
      }
      const places = ['填表人：', '负责人：', '（单位盖章）：'];
      assert.deepEqual(
        sheets.map((sheet) => places.filter((place) => sheet.words.some((word) => word.text === place)).length),
        sheets.map((_, at) => (at === sheets.length - 1 ? 3 : 0)),
      );
    });

    it('lets nothing stand outside the sheet or over the foot, however long a text is', async () => {
      const long = { name: '很长的名称'.repeat(900), amount: 1 };
      const unbroken = { name: 'X'.repeat(700), amount: 999_999_999_99 };

      const sheets = sheetsOf(await printed([long, unbroken, ...rowsOf(2)]));

      for (const sheet of sheets) {
        for (const word of sheet.words) {
          assert.ok(word.left >= 33 && word.right <= sheet.width - 33, JSON.stringify(word));
          assert.ok(word.top >= 20 && word.bottom <= sheet.height - 14, JSON.stringify(word));
        }
      }
      const all = sheets.flatMap((sheet) => sheet.words.map((word) => word.text)).join('');
      assert.equal(all.split('很长的名称').length >= 880, true);
      assert.equal(all.split('X').length - 1, 700);
    });

    it('begins a sheet for every section, with its heading', async () => {
      const headOf = ({ amount }: Row): string => `软件编号${Math.floor(amount / 2)}`;
      const table = { ...TABLE, sections: { keyOf: headOf, headOf, columns: [] } };

      const sheets = sheetsOf(await printed(rowsOf(6), { table }));

      assert.deepEqual(
        sheets.map((sheet) =>
          sheet.words.filter(({ text: word }) => word.startsWith('软件编号')).map((word) => word.text),
        ),
        [['软件编号0'], ['软件编号1'], ['软件编号2']],
      );
    });

    it('says in English what it says, and says so when there is nothing', async () => {
      const [sheet] = sheetsOf(await printed([], { language: 'en' }));

      const all = sheet?.words.map((word) => word.text).join(' ') ?? '';
      for (const words of ['Software in use', 'There is nothing to report', 'Page 1 of 1', 'Filled in by:'])
        assert.ok(all.includes(words), all);
    });

    it('writes a character that no font here can draw as its number, so that a name is never a gap', async () => {
      const [sheet] = sheetsOf(await printed([{ name: '张𠮷', amount: 1 }]));

      wordOn(sheet, '张〔U+20BB7〕');
    });
  });
}

describe('the lines of a text on paper', () => {
  const measure = (line: string): number =>
    [...line].reduce((width, character) => width + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);

  it('are no wider than they may be, and lose nothing but spaces', () => {
    const letters = fc.constantFrom(...'统信桌面（）《》，。：、 -/_ABCxyz019+%.[]{}^~#…—'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 60 }), fc.integer({ min: 2, max: 30 }), (written, width) => {
        const lines = linesOf(written, width, measure);

        assert.ok(lines.every((line) => measure(line) <= width));
        assert.equal(lines.join('').replaceAll(' ', ''), written.replaceAll(' ', ''));
      }),
      { numRuns: 500 },
    );
  });

  it('begin with no closing mark and end with no opening one, and break words only where one is wider than a line', () => {
    const lines = linesOf('依据《国务院办公厅通知》（国办发）要求：Operating system，完毕。', 12, measure);

    assert.deepEqual(lines, [
      '依据《国务院',
      '办公厅通知》',
      '（国办发）要',
      '求：',
      'Operating',
      'system，完',
      '毕。',
    ]);
  });
});

describe('the columns of a table on paper', () => {
  it('fill the sheet, the wide ones giving way first, and give up only when not even the least fits', () => {
    const wishes = [
      { least: 10, natural: 10 },
      { least: 20, natural: 100 },
    ];

    assert.deepEqual(columnWidths(wishes, 220), [20, 200]);
    assert.deepEqual(columnWidths(wishes, 70), [10, 60]);
    assert.deepEqual(columnWidths(wishes, 30), [10, 20]);
    assert.equal(columnWidths(wishes, 29), undefined);
  });

  it('keep a label in one line beside texts that fill many', async () => {
    const of = (): string => 'Decision at acceptance';
    const long = { title: text('内容', 'Content'), kind: 'text', of: () => 'long words in a row '.repeat(40) } as const;
    const fonts = await pdfFonts();
    const label = { title: text('事项', 'What'), kind: 'label', of } as const;
    const grid = gridFor({
      columns: [label, long, long],
      sample: [{}],
      total: null,
      language: 'en',
      fonts,
      width: 400,
    });

    assert.equal(drawnRow(['1', of()], grid, fonts.regular)[1]?.length, 1);
  });
});

describe('the letters of a PDF', () => {
  it('are of a package, and both weights have the Chinese of a form', async () => {
    for (const font of Object.values(await pdfFonts())) {
      assert.equal(font.drawable('软件正版化〇￥①（）《》“”—·×÷≤%'), '软件正版化〇￥①（）《》“”—·×÷≤%');
      assert.equal(font.widthOf('软件', 10), 20);
      assert.equal(font.drawable('a\u0000\u200Db\nc'), 'ab c');
    }
  });
});
