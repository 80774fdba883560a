import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { Refusal } from '../../src/kernel/index.ts';
import { createThreadReader } from '../../src/tables/read-in-thread.ts';

import { openWorkbook } from '../../src/tables/xlsx-workbook.ts';
import { openZip, storedZip } from '../../src/tables/zip-entries.ts';

const ROWS_MAX = 1_000;
const WORKBOOK =
  '<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="rId9"/><sheet name="二" sheetId="2" r:id="rId2"/></sheets></workbook>';
const RELATIONS =
  '<Relationships><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>' +
  '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>';

const sheetWith = (cells: string): string =>
  `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c>${cells}</row></sheetData></worksheet>`;

/** A workbook whose first sheet has these cells; its second has an error, which nobody looks at. */
function workbook(cells: string, parts: Readonly<Record<string, string>> = {}): Buffer {
  const all = {
    'xl/workbook.xml': WORKBOOK,
    'xl/_rels/workbook.xml.rels': RELATIONS,
    'xl/worksheets/sheet1.xml': sheetWith('<c r="B1" t="e"><v>#REF!</v></c>'),
    'xl/worksheets/sheet2.xml': sheetWith(cells),
    ...parts,
  };
  return storedZip(new Map(Object.entries(all).map(([name, text]) => [name, Buffer.from(text)])));
}

/** How spreadsheets write a line end and a letter, and what is no character of a text. */
const ESCAPED = '<c r="B1" t="inlineStr"><is><t>a_x000A_b&#x4E2D;_x0000_&#0;_xD800_&#xDFFF;</t></is></c>';

/** One deflated entry, with sizes that it claims to have. */
function deflated(name: string, content: Buffer, claimed = content.length): Buffer {
  const data = deflateRawSync(content);
  const archive = storedZip(new Map([[name, data]]));
  const directory = archive.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  for (const [at, size] of [
    [8, 22],
    [directory + 10, directory + 24],
  ] as const) {
    archive.writeUInt16LE(8, at);
    archive.writeUInt32LE(claimed, size);
  }
  return archive;
}

async function rowsOfXlsx(bytes: Buffer, rowsMax: number): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const some of openWorkbook(bytes)[0].rows(rowsMax)) rows.push(...some);
  return rows;
}

type Ways = 'whole' | 'in pieces';

/** Wanted entries by name, read one way or the other. */
async function entriesOfZip(bytes: Buffer, names: readonly string[], way: Ways): Promise<ReadonlyMap<string, Buffer>> {
  const zip = openZip(bytes, (name) => names.includes(name));
  const entries = new Map<string, Buffer>();
  for (const name of names) {
    const pieces: Buffer[] = [];
    if (way === 'whole') pieces.push(zip.whole(name));
    else for await (const piece of zip.pieces(name)) pieces.push(piece);
    entries.set(name, Buffer.concat(pieces));
  }
  return entries;
}

const codeOf = (error: unknown): string => (error instanceof Refusal ? error.code : String(error));

async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return codeOf(error);
  }
  return 'taken';
}

for (const way of ['whole', 'in pieces'] as const) {
  describe(`the entries of an archive, read ${way}`, () => {
    const read = (bytes: Buffer, names: readonly string[] = ['a.xml']) => entriesOfZip(bytes, names, way);

    it('reads characters that are written as codes, and leaves as written what no text may hold', async () => {
      const [row] = await rowsOfXlsx(workbook(ESCAPED), ROWS_MAX);

      assert.deepEqual(row, ['甲', 'a\nb中_x0000_&#0;_xD800_&#xDFFF;']);
    });

    it('come out as they went in, deflated or stored', async () => {
      const content = Buffer.from(Array.from({ length: 30_000 }, (_, at) => at).join('软'));

      assert.deepEqual((await read(deflated('a.xml', content))).get('a.xml'), content);
      assert.deepEqual((await read(storedZip(new Map([['a.xml', content]])))).get('a.xml'), content);
    });

    it('are refused when they unfold a hundredfold, whatever size they claim', async () => {
      const bomb = Buffer.alloc(20_000_000);

      for (const claimed of [bomb.length, 10, 0]) {
        assert.equal(await refusalOf(() => read(deflated('a.xml', bomb, claimed))), 'import.spreadsheet_too_large');
      }
    });

    it('are refused when they are more than fifty megabytes together, or more than a thousand', async () => {
      // Half of it cannot be shrunk, so that the ratio of each is harmless.
      const large = Buffer.concat([
        Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7_919) % 251)),
        Buffer.alloc(1),
      ]);
      const parts = new Map(Array.from({ length: 180 }, (_, at) => [`${at}.xml`, large] as const));
      const many = new Map(Array.from({ length: 1_001 }, (_, at) => [`${at}.xml`, Buffer.alloc(1)] as const));
      const archive = storedZip(parts);

      assert.equal(await refusalOf(() => read(archive, [...parts.keys()])), 'import.spreadsheet_too_large');
      assert.equal(await refusalOf(() => read(storedZip(many), ['1.xml'])), 'import.spreadsheet_too_large');
      assert.equal((await read(archive, ['1.xml'])).size, 1);
    });

    it('are refused when the archive is cut off, encrypted, or says one name twice', async () => {
      const archive = deflated('a.xml', Buffer.from('x'.repeat(100)));
      const encrypted = Buffer.from(archive);
      const directory = encrypted.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
      encrypted.writeUInt16LE(1, directory + 8);
      const method = Buffer.from(archive);
      method.writeUInt16LE(99, directory + 10);
      const cut = Buffer.from(archive);
      cut.fill(0xff, 40, 45);

      for (const broken of [
        ...[archive.subarray(0, 60), archive.subarray(5), encrypted, method, cut],
        Buffer.from('PK\u0003\u0004'),
      ]) {
        assert.equal(await refusalOf(() => read(broken)), 'import.not_xlsx');
      }
    });
  });
}

describe('the rows of a spreadsheet', () => {
  it('are those of the sheet that the workbook names first', async () => {
    assert.deepEqual(await rowsOfXlsx(workbook('<c r="C1"><v>1.1000000000000001</v></c>'), ROWS_MAX), [
      ['甲', '', '1.1'],
    ]);
  });

  for (const [written, shown] of [
    ['0.1', '0.1'],
    ['0.30000000000000004', '0.3'],
    ['1234567.1000000001', '1234567.1'],
    ['99999999999.990005', '99999999999.99'],
    ['2026', '2026'],
    ['1.5E2', '150'],
    ['12.3450000000001', '12.3450000000001'],
  ] as const) {
    it(`show ${written} as ${shown}`, async () => {
      assert.deepEqual(await rowsOfXlsx(workbook(`<c r="B1"><v>${written}</v></c>`), ROWS_MAX), [['甲', shown]]);
    });
  }

  it('are refused with the cells that would be read as empty: errors, and formulas without a result', async () => {
    const cells =
      '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><f>SUM(A1:A9)</f></c><c r="D1"><f>1+1</f><v>2</v></c>' +
      '<c r="E1" t="e"><v>#REF!</v></c>';

    await assert.rejects(rowsOfXlsx(workbook(cells), ROWS_MAX), {
      code: 'import.unreadable_cells',
      message: /: B1, C1, E1\./,
      errors: ['/B1', '/C1', '/E1'].map((pointer) => ({ pointer, message: '' })),
    });
    assert.deepEqual(await rowsOfXlsx(workbook('<c r="B1"><f>1+1</f><v>2</v></c>'), ROWS_MAX), [['甲', '2']]);
  });

  it('are refused when a cell lies so far out that a million rows would be between', async () => {
    for (const address of ['B1048576', 'XFD1', 'B1101']) {
      await assert.rejects(rowsOfXlsx(workbook(`<c r="${address}"><v>1</v></c>`), ROWS_MAX), {
        code: 'import.too_many_rows',
      });
    }
  });

  it('are read whatever the writer of the file is like', async () => {
    const rows =
      '<x:row><x:c t="inlineStr"><x:is><x:r><x:t>第一</x:t></x:r><x:r><x:t xml:space="preserve"> &amp; 第二 </x:t></x:r>' +
      '<x:rPh><x:t>dì yī</x:t></x:rPh></x:is></x:c><!-- <x:c> --><x:c/><x:c><x:v>7</x:v></x:c></x:row>' +
      '<x:row r="4"><x:c r="B4" t="s"><x:v>1</x:v></x:c><x:c r="C4" t="b"><x:v>1</x:v></x:c><x:c r="F4" t="str"/></x:row>' +
      '<x:row r="9"><x:c r="A9"/></x:row>';
    const shared =
      '<sst><si><t>零</t></si><si><r><t>_x0041_&#x4E00;</t></r><rPh><t>yī</t></rPh><r><t><![CDATA[<&]]></t></r></si></sst>';
    const parts = {
      'xl/worksheets/sheet2.xml': `<x:worksheet><x:dimension ref="A1:Z9"/><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
      'xl/sharedStrings.xml': shared,
    };

    assert.deepEqual(await rowsOfXlsx(workbook('', parts), ROWS_MAX), [
      ...[['第一 & 第二', '', '7'], [], []],
      ['', 'A一<&', 'true'],
    ]);
  });

  for (const [calendar, attribute, day] of [
    ['1900', '', '2026-03-31'],
    ['1904', '<workbookPr date1904="1"/>', '2030-04-01'],
  ] as const) {
    it(`show a number as a day where its format does, by the calendar of ${calendar}`, async () => {
      const styles =
        '<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs count="3">' +
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>';
      const cells = [0, 1, 2].map((style, at) => `<c r="${'BCD'[at]}1" s="${style}"><v>46112</v></c>`).join('');
      const parts = {
        'xl/styles.xml': styles,
        'xl/workbook.xml': WORKBOOK.replace('<sheets>', `${attribute}<sheets>`),
      };

      assert.deepEqual(await rowsOfXlsx(workbook(cells, parts), ROWS_MAX), [['甲', '46112', day, day]]);
    });
  }

  it('of sixty thousand come out whole, wherever the file is cut into pieces', async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, at) =>
        `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>第${at}行</t></is></c><c r="B${at + 1}"><v>${at}.5</v></c></row>`,
    );
    const sheet = Buffer.from(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`);

    const read = await rowsOfXlsx(workbook('', { 'xl/worksheets/sheet2.xml': sheet.toString() }), 100_000);

    assert.equal(read.length, 60_000);
    assert.deepEqual(
      read.filter(([name, value], at) => name !== `第${at}行` || value !== `${at}.5`),
      [],
    );
  });

  it('declare no entities: a file that does is refused before it is parsed', async () => {
    for (const part of ['xl/worksheets/sheet2.xml', 'xl/workbook.xml', 'xl/sharedStrings.xml']) {
      const evil = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&a;&b;</x>';
      await assert.rejects(rowsOfXlsx(workbook('', { [part]: evil }), ROWS_MAX), { code: 'import.not_xlsx' });
    }
  });

  it('are read in another thread, one file of an owner after the other, and a refusal comes back as one', async () => {
    const taken: unknown[] = [];
    const readInThread = createThreadReader({ threadsMax: 4, msMax: 60_000 });
    const read = async (bytes: Buffer): Promise<void> => {
      const file = { bytes, encoding: undefined, contentType: undefined, rowsMax: ROWS_MAX, owner: 'one' };
      for await (const { rows } of readInThread(file, 'xlsx')) taken.push(...rows);
    };

    const answers = await Promise.allSettled([
      read(workbook('<c r="B1"><v>1</v></c>')),
      read(Buffer.from('PK\u0003\u0004 no archive')),
      read(workbook('<c r="B1"><v>2</v></c>')),
    ]);

    assert.deepEqual(
      answers.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    const [, second] = answers;
    assert.equal(second?.status === 'rejected' && codeOf(second.reason), 'import.not_xlsx');
    assert.deepEqual(taken, [
      ['甲', '1'],
      ['甲', '2'],
    ]);
  });
});
