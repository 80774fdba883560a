import type { BothLanguages, Words } from '../../../words/both-languages.ts';

const zh = {
  read: (rows: number, cells: number) => `已粘贴 ${rows} 行、${cells} 格。无法识别的内容已原样保留并标出。`,
  ignored: (columns: string) => `未识别、未读取的列：${columns}`,
  merged: '以下数字来自跨行合并的单元格，请分别填写：',
  tooLong: (max: number) => `表格过长：一单最多 ${max} 行。没有粘贴任何内容。`,
  comma: '、',
  /** Rows that were not read, by their numbers in the table that was copied. */
  skipped: {
    title: (rows: string) => `表头以上的标题行未读取：所粘贴表格的第 ${rows} 行。`,
    blank: (rows: string) => `空行未读取：所粘贴表格的第 ${rows} 行。`,
    sum: (rows: string) => `合计、小计行未读取：所粘贴表格的第 ${rows} 行。`,
  },
  kindsByName: (rows: number) => `表中没有类别一列，已按名称填写 ${rows} 项的类别，请核对。`,
  columns: '各列读入的栏目',
  columnsHelp: '可以逐列改选；已改写的内容不受影响，按 Ctrl+Z 撤销。',
  column: (heading: string) => `“${heading}”列`,
  notRead: '不读取',
};

type PasteWords = Words<typeof zh>;

const en: PasteWords = {
  read: (rows, cells) =>
    `Pasted ${rows} ${rows === 1 ? 'row' : 'rows'}, ${cells} ${cells === 1 ? 'cell' : 'cells'}. What cannot be read stands there as it was, and is marked.`,
  ignored: (columns) => `Columns that are not known and were not read: ${columns}`,
  merged: 'These numbers stood in cells merged over several rows; please fill them in one by one:',
  tooLong: (max) => `The table is too long: an order has ${max} rows at most. Nothing was pasted.`,
  comma: ', ',
  skipped: {
    title: (rows) => `Titles above the headings were not read: row ${rows} of the pasted table.`,
    blank: (rows) => `Blank rows were not read: row ${rows} of the pasted table.`,
    sum: (rows) => `Sums and subtotals were not read: row ${rows} of the pasted table.`,
  },
  kindsByName: (rows) =>
    `The table has no column for the kind. It was taken from the description in ${rows} ${rows === 1 ? 'row' : 'rows'}; please look at it.`,
  columns: 'What each column is read as',
  columnsHelp: 'Choose another field for a column here. What you have typed over stays; Ctrl+Z undoes it.',
  column: (heading) => `Column “${heading}”`,
  notRead: 'not read',
};

export const PASTE_WORDS: BothLanguages<typeof zh> = { zh, en };
