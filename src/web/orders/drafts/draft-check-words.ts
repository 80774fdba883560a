import type { BothLanguages, Words } from '../../words/both-languages.ts';

const zh = {
  title: '试算结果',
  /** What has to be there before anything can be checked, by the names of the fields. */
  cannot: (fields: readonly string[]) => `这份草稿还不能试算：${fields.join('、')}尚未填写或无法识别。`,
  line: '第一项明细',
  promise: '试算只说明此刻提交会怎样：不保存、不占用额度；指标余额和规则可能变化，最终以提交时的审核结论为准。',
  open: (count: number, names: readonly string[]) =>
    `还有 ${count} 处未填写或无法识别：${names.join('、')}${names.length < count ? '等' : ''}。`,
};

const en: Words<typeof zh> = {
  title: 'Check',
  cannot: (fields) => `This draft cannot be checked yet. Missing or not readable: ${fields.join(', ')}.`,
  line: 'the first line',
  promise:
    'This is what the gate would say now. Nothing is stored or reserved; balances and rules may change, and what counts is the decision when the order is submitted.',
  open: (count, names) =>
    `Still missing or not readable in ${count} places: ${names.join(', ')}${names.length < count ? ', …' : '.'}`,
};

export const DRAFT_CHECK_WORDS: BothLanguages<typeof zh> = { zh, en };
