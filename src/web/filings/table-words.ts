import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  title: '从 Excel 文件读入',
  file: '选择填好的表格（XLSX 或 CSV）',
  fileSays: '可用“导出统计表”或本单位留存的表格。先显示读到的内容，点“填入报表”后才改动草稿。',
  kind: '请选择 XLSX 或 CSV 文件。',
  read: (cells: number, emptied: number) =>
    cells === 0 ? '表格与草稿一致，无需改动。' : `将改动 ${cells} 栏${emptied > 0 ? `，其中 ${emptied} 栏清空` : ''}：`,
  change: (cell: string, before: string, after: string) => `${cell}：${before} → ${after}`,
  rows: (count: number) => `${count} 行`,
  empty: '（空）',
  ignored: (names: string) => `表样中没有、未读取的栏目：${names}`,
  does: '填入报表',
  done: (cells: number, tables: number) =>
    `已填入 ${[...(cells > 0 || tables === 0 ? [`${cells} 栏`] : []), ...(tables > 0 ? [`${tables} 个明细表`] : [])].join('、')}，请核对。`,
  undo: '撤销填入',
};

const en: Words<typeof zh> = {
  title: 'Read from an Excel file',
  file: 'Choose the table, filled in (XLSX or CSV)',
  fileSays:
    'As “Export the form” gives it, or as your agency keeps it. What it says is shown first; “Fill in” changes the draft.',
  kind: 'Choose an XLSX or CSV file.',
  read: (cells, emptied) =>
    cells === 0
      ? 'The table and the draft are the same.'
      : `${cells === 1 ? 'One cell changes' : `${cells} cells change`}${
          emptied > 0 ? `, ${emptied} of them to empty` : ''
        }:`,
  change: (cell, before, after) => `${cell}: ${before} → ${after}`,
  rows: (count) => (count === 1 ? 'one row' : `${count} rows`),
  empty: '(empty)',
  ignored: (names) => `Not read, since the form has no place for them: ${names}`,
  does: 'Fill in',
  done: (cells, tables) =>
    `Filled in: ${[
      ...(cells > 0 || tables === 0 ? [cells === 1 ? 'one cell' : `${cells} cells`] : []),
      ...(tables > 0 ? [tables === 1 ? 'one table of rows' : `${tables} tables of rows`] : []),
    ].join(', ')}. Please look at it.`,
  undo: 'Undo',
};

export const TABLE_WORDS: BothLanguages<typeof zh> = { zh, en };
