import assert from 'node:assert/strict';
import { Refusal } from '../../src/kernel/index.ts';
import { csvTableRows } from '../../src/tables/table-file.ts';

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
