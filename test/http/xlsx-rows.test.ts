import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { readXlsxRows } from '../../src/http/xlsx-rows.ts';
import { rowsOfXlsx } from '../../src/http/xlsx-sheet.ts';
import { entriesOfZip, storedZip } from '../../src/http/zip-entries.ts';
import { Refusal } from '../../src/kernel/index.ts';

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

const codeOf = (error: unknown): string => (error instanceof Refusal ? error.code : String(error));

async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return codeOf(error);
  }
  return 'taken';
}

describe('the entries of an archive', () => {
  const everything = (): boolean => true;

  it('come out as they went in, deflated or stored', () => {
    const content = Buffer.from('正版软件'.repeat(1_000));

    assert.deepEqual(entriesOfZip(deflated('a.xml', content), everything).get('a.xml'), content);
    assert.deepEqual(entriesOfZip(storedZip(new Map([['a.xml', content]])), everything).get('a.xml'), content);
  });

  it('are refused when they unfold a hundredfold, whatever size they claim', async () => {
    const bomb = Buffer.alloc(20_000_000);

    for (const claimed of [bomb.length, 10, 0]) {
      assert.equal(
        await refusalOf(() => entriesOfZip(deflated('a.xml', bomb, claimed), everything)),
        'import.spreadsheet_too_large',
      );
    }
  });

  it('are refused when they are more than fifty megabytes together, or more than two hundred', async () => {
    // Half of it cannot be shrunk, so that the ratio of each is harmless.
    const large = Buffer.concat([
      Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7_919) % 251)),
      Buffer.alloc(1),
    ]);
    const parts = new Map(Array.from({ length: 180 }, (_, at) => [`${at}.xml`, large] as const));
    const many = new Map(Array.from({ length: 201 }, (_, at) => [`${at}.xml`, Buffer.alloc(1)] as const));

    assert.equal(await refusalOf(() => entriesOfZip(storedZip(parts), everything)), 'import.spreadsheet_too_large');
    assert.equal(await refusalOf(() => entriesOfZip(storedZip(many), everything)), 'import.spreadsheet_too_large');
    assert.equal(entriesOfZip(storedZip(parts), (name) => name === '1.xml').size, 1);
  });

  it('are refused when the archive is cut off, encrypted, or says one name twice', async () => {
    const archive = deflated('a.xml', Buffer.from('x'.repeat(100)));
    const encrypted = Buffer.from(archive);
    const directory = encrypted.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    encrypted.writeUInt16LE(1, directory + 8);
    const method = Buffer.from(archive);
    method.writeUInt16LE(99, directory + 10);

    for (const broken of [
      archive.subarray(0, 60),
      archive.subarray(5),
      encrypted,
      method,
      Buffer.from('PK\u0003\u0004'),
    ]) {
      assert.equal(await refusalOf(() => entriesOfZip(broken, everything)), 'import.not_xlsx');
    }
  });
});

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

  it('declare no entities: a file that does is refused before it is parsed', async () => {
    for (const part of ['xl/worksheets/sheet2.xml', 'xl/workbook.xml', 'xl/sharedStrings.xml']) {
      const evil = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&a;&b;</x>';
      await assert.rejects(rowsOfXlsx(workbook('', { [part]: evil }), ROWS_MAX), { code: 'import.not_xlsx' });
    }
  });

  it('are read in another thread, one file after the other, and a refusal comes back as one', async () => {
    const taken: unknown[] = [];
    const read = async (bytes: Buffer): Promise<void> => {
      for await (const rows of readXlsxRows({ bytes, rowsMax: ROWS_MAX })) taken.push(...rows);
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
