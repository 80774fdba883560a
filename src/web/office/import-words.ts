import type { AnswerOf } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type Row = AnswerOf<'importRosterTable'>['rows'][number];
type WordsFor<Value extends string> = { readonly [value in Value]: string };

const rowsZh: WordsFor<Row['status']> = {
  created: '新登记',
  changed: '有变化',
  unchanged: '无变化',
  refused: '不能导入',
};
const rowsEn: WordsFor<Row['status']> = {
  created: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  refused: 'refused',
};
const termsZh: WordsFor<Row['terms'][number]['status']> = {
  created: '新登记',
  described: '更正信息',
  'handed-over': '交接',
  unchanged: '无变化',
};
const termsEn: WordsFor<Row['terms'][number]['status']> = {
  created: 'new',
  described: 'corrected',
  'handed-over': 'handed over',
  unchanged: 'unchanged',
};

const zh = {
  rows: rowsZh,
  terms: termsZh,
  title: '导入责任人信息汇总表',
  back: '返回责任人信息库',
  says: '附件 1 的 XLSX 或 CSV 文件。先试算，逐行看清结果，再导入；试算不改动任何记录。',
  file: '选择文件',
  kind: '请选择 XLSX 或 CSV 文件。',
  from: '起始日期（表中没有写的，按此日期；不填为今天）',
  badDay: '请按 2026-06-01 这样填写',
  tries: '试算',
  does: '导入',
  tried: (counts: Counts) => `试算结果：${countsZh(counts)}`,
  done: (counts: Counts) => `已导入：${countsZh(counts)}`,
  ignored: (columns: string) => `未读取的列：${columns}`,
  columns: { row: '行', agency: '单位', status: '结果', terms: '责任人', errors: '问题' },
  term: (duty: string, cell: string, status: string) => `${duty}（${cell}）：${status}`,
  error: (cell: string, message: string) => `${cell}：${message}`,
  none: '表中没有单位。',
};

interface Counts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

function countsZh({ created, changed, unchanged, refused }: Counts): string {
  return `新登记 ${created} 个，有变化 ${changed} 个，无变化 ${unchanged} 个，不能导入 ${refused} 个。`;
}

function countsEn({ created, changed, unchanged, refused }: Counts): string {
  return `${created} new, ${changed} changed, ${unchanged} unchanged, ${refused} refused.`;
}

const en: Words<typeof zh> = {
  rows: rowsEn,
  terms: termsEn,
  title: 'Import the table of responsible persons',
  back: 'All responsible persons',
  says: 'Attachment 1 as XLSX or CSV. Try it first and look at each row, then import; a trial changes nothing.',
  file: 'Choose a file',
  kind: 'Choose an XLSX or CSV file.',
  from: 'From when, where the table does not say it (left empty: today)',
  badDay: 'Write it like 2026-06-01',
  tries: 'Try',
  does: 'Import',
  tried: (counts) => `Trial: ${countsEn(counts)}`,
  done: (counts) => `Imported: ${countsEn(counts)}`,
  ignored: (columns) => `Columns that are not read: ${columns}`,
  columns: { row: 'Row', agency: 'Agency', status: 'Result', terms: 'Persons', errors: 'Problems' },
  term: (duty, cell, status) => `${duty} (${cell}): ${status}`,
  error: (cell, message) => `${cell}: ${message}`,
  none: 'There is no agency in the table.',
};

export const IMPORT_WORDS: BothLanguages<typeof zh> = { zh, en };
