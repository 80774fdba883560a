import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  beside: '相关清单',
  apply: '查找',
  any: '全部',
  noneMatch: '没有符合条件的记录。',
  reset: '清除条件',
  none: '未登记',
  dash: '—',
  yes: '是',
  no: '否',
  related: '相关记录',
  nothingInside: '未登记任何一项。',
  only: (label: string) => `只列${label}`,
  clear: '不再限定',
  between: '、',
  colon: '：',
  badCode: '统一社会信用代码为 18 位',
  badDay: '日期不对，例如 2026-06-30',
  paper: { workbook: '导出 Excel', print: '导出 PDF' },
  back: (list: string) => `回到${list}`,
  acts: {
    create: (one: string) => `登记${one}`,
    describe: (one: string) => `更正${one}登记`,
    change: (one: string) => `变更${one}`,
  },
  chain: {
    title: '来源与使用的每一环',
    whole: '每一环都有记录。',
    missing: (count: number) => `缺 ${count} 环，缺的环节列在应在的位置。`,
    cut: (count: number) => `只列前 ${count} 环，全部请导出。`,
    none: '没有任何一环的记录。',
    gap: '缺失',
    leaf: (index: number) => `存证 #${index}`,
  },
  frozen: (day: string) => `自 ${day} 起冻结：`,
  shortOf: '查看缺口',
};

export type RecordWords = Words<typeof zh>;

const en: RecordWords = {
  beside: 'Lists beside this one',
  apply: 'Find',
  any: 'all',
  noneMatch: 'No record matches.',
  reset: 'Clear the filters',
  none: 'not on file',
  dash: '—',
  yes: 'yes',
  no: 'no',
  related: 'Related records',
  nothingInside: 'None is on file.',
  only: (label) => `Only of this ${label.toLowerCase()}`,
  clear: 'Show all',
  between: ', ',
  colon: ': ',
  badCode: 'A credit code has 18 characters',
  badDay: 'This is no day; write 2026-06-30',
  paper: { workbook: 'Export (Excel)', print: 'Export (PDF)' },
  back: (list) => `Back: ${list}`,
  acts: {
    create: (one) => `Enter: ${one}`,
    describe: (one) => `Correct: ${one}`,
    change: (one) => `Change: ${one}`,
  },
  chain: {
    title: 'Where it comes from and what it is used for',
    whole: 'Every step is on file.',
    missing: (count) =>
      count === 1
        ? '1 step is missing; it is shown where it belongs.'
        : `${count} steps are missing; they are shown where they belong.`,
    cut: (count) => `The first ${count} steps; the export has them all.`,
    none: 'No step is on file.',
    gap: 'missing',
    leaf: (index) => `log #${index}`,
  },
  frozen: (day) => `Frozen since ${day}: `,
  shortOf: 'See what is short',
};

export const RECORD_WORDS: BothLanguages<typeof zh> = { zh, en };
