import assert from 'node:assert/strict';
import { openSheet } from '../../src/budget/import/sheet.ts';
import { readAmount } from '../../src/budget/import/sheet-amount.ts';
import { Refusal, type Text } from '../../src/kernel/index.ts';
import { openDetailLedger } from '../../src/register/inventory/ledgers/detail-ledger.ts';
import { createFileQueue } from '../../src/tables/file-queue.ts';
import { type TableRow, tableRows } from '../../src/tables/index.ts';
import { createThreadReader, type FileFormat } from '../../src/tables/read-in-thread.ts';
import { storedZip } from '../../src/tables/zip-entries.ts';

const ROWS_MAX = 1_000;
const LIMITS = { threadsMax: 2, msMax: 60_000 };

function csv(text: string): Buffer {
  return Buffer.from(text);
}

/** A workbook with one sheet, 台账, of these rows of cells. */
function workbook(rows: readonly (readonly string[])[], workbookXml = WORKBOOK): Buffer {
  const cells = (row: readonly string[]): string =>
    row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('');
  const parts = {
    'xl/workbook.xml': workbookXml,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join('')}</sheetData></worksheet>`,
  };
  return storedZip(new Map(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])));
}

const WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>';

function fileOf(bytes: Buffer, owner = 'one') {
  return { bytes, encoding: undefined, contentType: undefined, owner, rowsMax: ROWS_MAX };
}

async function rowsOf(bytes: Buffer): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const some of tableRows(fileOf(bytes))) rows.push(...some);
  return rows;
}

async function refusalOf(work: () => Promise<unknown>): Promise<{ code: string; kind: string; text: Text }> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, kind: error.kind, text: error.text };
    throw error;
  }
  return assert.fail('nothing was refused');
}

describe('a table with a cell that is too long', () => {
  const LONG = '('.repeat(4_001);

  it('is refused with the row and column of the cell, in either language', async () => {
    const short = await refusalOf(() => rowsOf(csv(`a,b\n1,2\n3,${LONG}\n`)));

    assert.equal(short.kind, 'invalid');
    assert.equal(short.code, 'import.cell_too_long');
    assert.deepEqual(short.text, {
      'zh-CN': '第 3 行 B 列的内容超过 4000 个字符，请缩短后重新导入。',
      en: 'Row 3, column B holds more than 4000 characters. Shorten it and import the file again.',
    });
  });

  it('is refused alike where a thread reads it', async () => {
    const filler = `${'x,y\n'.repeat(20_000)}`;

    const { code, text } = await refusalOf(() => rowsOf(csv(`1,${LONG}\n${filler}`)));

    assert.equal(code, 'import.cell_too_long');
    assert.match(text.en, /^Row 1, column B /);
  });

  for (const [what, cell] of [
    ['as it stands', LONG],
    ['written with entities', '&#x4E2D;'.repeat(4_001)],
    ['that never seems to end', 'a'.repeat(2_000_000)],
  ] as const) {
    it(`is refused with its sheet where a spreadsheet has the cell ${what}`, async () => {
      const { code, text } = await refusalOf(() => rowsOf(workbook([['甲'], ['乙', '丙', cell]])));

      assert.equal(code, 'import.cell_too_long');
      assert.equal(text['zh-CN'], '工作表“台账”第 2 行 C 列的内容超过 4000 个字符，请缩短后重新导入。');
      assert.match(text.en, /^Row 2, column C of the sheet "台账" holds more than 4000 characters/);
    });
  }

  it('is taken with the longest cell that may be there', async () => {
    const cell = '('.repeat(4_000);

    assert.deepEqual((await rowsOf(csv(`a,${cell}\n`)))[0]?.cells, ['a', cell]);
    assert.deepEqual((await rowsOf(workbook([['a', cell]])))[0]?.cells, ['a', cell]);
  });

  it('is refused where a row has more cells than any table has columns', async () => {
    const { code, text } = await refusalOf(() => rowsOf(csv(`a\n${','.repeat(1_000)}\n`)));

    assert.equal(code, 'import.columns');
    assert.equal(text.en, 'Row 2 has more than 1000 columns.');
  });
});

describe('a heading with a name that is too long', () => {
  const LONG = `${'('.repeat(201)}`;
  const LEDGER = ['资产编号', '使用人', '授权软件及版本', '实际安装情况'];
  const SHEET = ['指标编码', '年度', '项目名称', '部门经济分类', '政采标识', '金额（元）', '单位编码'];

  it('is refused in a ledger with its sheet, row and column', async () => {
    const ledger = openDetailLedger();
    for (const row of await rowsOf(workbook([['软件台账'], [...LEDGER, LONG], ['ZC-1', '张三']]))) {
      if (row.row < 3) ledger.take(row);
      else {
        const { code, text } = await refusalOf(async () => ledger.take(row));

        assert.equal(code, 'import.cell_too_long');
        assert.equal(text['zh-CN'], '工作表“台账”第 2 行 E 列的内容超过 200 个字符，请缩短后重新导入。');
      }
    }
  });

  it('is refused in a sheet of a finance system', async () => {
    const sheet = openSheet('yuan');

    const { code, text } = await refusalOf(async () => sheet.take({ row: 1, cells: [...SHEET, LONG] }));

    assert.equal(code, 'import.cell_too_long');
    assert.match(text.en, /^Row 1, column H holds more than 200 characters/);
  });

  it('is none where a whole sentence stands above the heading', async () => {
    const ledger = openDetailLedger();
    const note = '填表说明。'.repeat(60);

    ledger.take({ row: 1, cells: [note] });
    ledger.take({ row: 2, cells: LEDGER });
    ledger.take({ row: 3, cells: ['ZC-1', '张三', 'WPS Office', '同授权'] });

    assert.equal(ledger.end()?.device.assetNumber, 'ZC-1');
  });
});

describe('an amount of a finance sheet', () => {
  it('is exact with as many zeros as a cell may hold', () => {
    assert.equal(readAmount(`1.50${'0'.repeat(3_000)}`, 'yuan'), 150);
    assert.notEqual(typeof readAmount(`0.${'0'.repeat(3_000)}1`, 'yuan'), 'number');
  });
});

describe('a spreadsheet whose tags never end', () => {
  const cases: readonly [what: string, bytes: () => Buffer][] = [
    ['sheets', () => workbook([], '<sheet '.repeat(80_000))],
    ['names', () => workbook([], `<${'a'.repeat(1_000_000)}`)],
    ['values', () => workbook([], '<a b="'.repeat(80_001))],
  ];
  for (const [what, bytes] of cases) {
    it(`is no spreadsheet: ${what}`, async () => {
      assert.equal((await refusalOf(() => rowsOf(bytes()))).code, 'import.not_xlsx');
    });
  }
});

describe('files that are read in threads', () => {
  const SLOW = csv('a,b\n'.repeat(30_000));
  const begin = async (read: ReturnType<typeof createThreadReader>, owner: string, format: FileFormat = 'csv') => {
    const file = { ...fileOf(format === 'csv' ? SLOW : workbook([['甲']]), owner), rowsMax: 100_000 };
    const rows = read(file, format);
    const first = rows.next();
    return { first, end: async () => void (await rows.return(undefined)) };
  };

  it('wait for those of the same owner only', async () => {
    const read = createThreadReader(LIMITS);
    const own = [await begin(read, 'one'), await begin(read, 'one'), await begin(read, 'one')];
    await own[0]?.first;

    const other = await begin(read, 'other', 'xlsx');

    assert.deepEqual((await other.first).value?.rows, [['甲']]);
    await other.end();
    for (const file of own) {
      await file.first;
      await file.end();
    }
  });

  it('are given up when the thread takes too long, and the next one is read', async () => {
    const impatient = createThreadReader({ threadsMax: 1, msMax: 1 });
    const first = await begin(impatient, 'one');
    const { code, kind } = await refusalOf(() => first.first);

    const second = await begin(impatient, 'one');

    assert.deepEqual([kind, code], ['too_large', 'import.spreadsheet_too_large']);
    assert.equal((await refusalOf(() => second.first)).code, 'import.spreadsheet_too_large');
  });
});

describe('a queue of files', () => {
  it('goes round: an owner who comes later waits for one file of the others, and not for all of them', async () => {
    const queue = createFileQueue(1);
    const turns: string[] = [];
    const read = async (owner: string, file: string): Promise<void> => {
      const end = await queue.enter(owner);
      turns.push(file);
      end();
    };

    const end = await queue.enter('one');
    const all = [read('one', 'one 2'), read('one', 'one 3'), read('two', 'two 1'), read('one', 'one 4')];
    end();
    await Promise.all(all);

    assert.deepEqual(turns, ['one 2', 'two 1', 'one 3', 'one 4']);
  });

  it('lets no more files be read at once than it may', async () => {
    const queue = createFileQueue(2);
    const begun: string[] = [];
    const enter = async (owner: string): Promise<() => void> => {
      const end = await queue.enter(owner);
      begun.push(owner);
      return end;
    };

    const [first, second] = [enter('one'), enter('two')];
    const third = enter('three');
    await Promise.all([first, second]);
    const before = [...begun];
    (await first)();
    await third;

    assert.deepEqual(before, ['one', 'two']);
    assert.deepEqual(begun, ['one', 'two', 'three']);
  });
});
