import assert from 'node:assert/strict';
import { Refusal } from '../../src/kernel/index.ts';
import { csvTableRows, tableRows } from '../../src/tables/table-file.ts';

const read = async (bytes: Buffer, from = tableRows): Promise<readonly (readonly string[])[]> => {
  const rows: (readonly string[])[] = [];
  const file = { bytes, encoding: undefined, contentType: 'text/csv', owner: 'a', rowsMax: 100 };
  for await (const some of from(file)) rows.push(...some.map(({ cells }) => cells));
  return rows;
};

describe('a table as a spreadsheet saves it', () => {
  const ROWS = [
    ['2026年指标，下达', '', ''],
    ['指标编码', '名称', '品目'],
    ['1', '甲,乙', 'A;B;C'],
    ['2', '丙\t丁', '"引"'],
  ];
  const quoted = (cell: string): string => (/[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const separated = (by: string): string => ROWS.map((row) => row.map(quoted).join(by)).join('\r\n');
  const bigEndian = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

  for (const [what, by] of [
    ['commas', ','],
    ['tabs', '\t'],
    ['semicolons', ';'],
  ] as const) {
    for (const [encoding, encoded] of [
      ['UTF-8', (text: string) => Buffer.from(text)],
      ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
      ['UTF-16 the other way round', bigEndian],
    ] as const) {
      it(`is read with ${what} between its cells, in ${encoding}`, async () => {
        assert.deepEqual(await read(encoded(separated(by))), ROWS);
      });
    }
  }

  for (const [what, bytes, says] of [
    ['an .xls', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), /old Excel format \(\.xls\)/],
    ['a PDF', Buffer.from('%PDF-1.7\n'), /is a PDF document/],
    ['a web page that calls itself .xls', Buffer.from('<html><table><tr><td>1'), /is a web page or XML/],
  ] as const) {
    it(`is not read where it is ${what}, and says so and how to save it`, async () => {
      await assert.rejects(read(bytes), { code: 'import.file_type', message: says });
      await assert.rejects(read(bytes), { message: /save it as CSV UTF-8/ });
    });
  }

  it('is not read as XLSX where only CSV is taken', async () => {
    await assert.rejects(read(Buffer.from('PK\u0003\u0004'), csvTableRows), { message: /is an XLSX workbook/ });
  });
});

describe('a file that is not CSV', () => {
  const refusalOf = async (content: string): Promise<Refusal> => {
    const file = {
      bytes: Buffer.from(content),
      encoding: undefined,
      contentType: 'text/csv',
      owner: 'a',
      rowsMax: 100,
    };
    try {
      for await (const _rows of csvTableRows(file));
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    return assert.fail('the file was read');
  };

  const cases: readonly [what: string, content: string, zh: string, en: string][] = [
    [
      'a quote that never ends, in the row that opens it',
      'code,name\n1,甲\n"2,张三\n3,丙\n',
      '文件不是有效的 CSV：第 3 行开始的引号没有结束。',
      'The file is not CSV: the quote that row 3 opens is never closed.',
    ],
    [
      'a quote in the middle of a cell',
      'code,name\n1,张三"丰\n',
      '文件不是有效的 CSV：第 2 行有引号出现在单元格中间；含引号的单元格应整体加引号，其中的引号写两次。',
      'The file is not CSV: row 2 has a quote in the middle of a cell; such a cell stands in quotes, and its own are written twice.',
    ],
    [
      'text after a cell in quotes, in a row and not a line',
      'code,name\n"1\n1",甲\n2,"张三"丰\n',
      '文件不是有效的 CSV：第 3 行的引号之后还有文字；单元格中的引号应写两次。',
      'The file is not CSV: text follows a closing quote in row 3; a quote inside a cell is written twice.',
    ],
  ];
  for (const [what, content, zh, en] of cases) {
    it(`says of ${what} where it is, in either language, and repeats nothing of the file`, async () => {
      const { code, text } = await refusalOf(content);

      assert.equal(code, 'import.not_csv');
      assert.deepEqual(text, { 'zh-CN': zh, en });
    });
  }
});
