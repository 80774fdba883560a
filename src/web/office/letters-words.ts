import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  title: '承诺书',
  none: '没有登记承诺书。',
  more: '记录较多，只显示前 200 条。',
  staff: (signed: number, due: number | null) =>
    due === null ? `其他人员已签 ${signed} 份` : `其他人员已签 ${signed} 份，应签 ${due} 份`,
  columns: { who: '签署人', year: '年度', signedOn: '签署日期', file: '扫描件', recordedOn: '登记日期' },
  add: '登记承诺书',
  who: '签署人',
  ofStaff: '其他人员（按份数）',
  choose: '请选择',
  signed: '已签份数',
  due: '应签份数',
  year: '年度',
  signedOn: '签署日期',
  proof: '扫描件（PDF 或图片）',
  needed: '请填写',
  badCount: '请填写整数',
  badDay: '请按 2026-06-01 这样填写',
  badYear: '请填写四位年份',
  noFile: '请上传扫描件',
  done: (when: string) => `已登记，登记日期 ${when}。`,
  cancel: '取消',
};

const en: Words<typeof zh> = {
  title: 'Commitment letters',
  none: 'No letter is on file.',
  more: 'There are many; the first 200 are shown.',
  staff: (signed, due) => (due === null ? `other staff: ${signed} signed` : `other staff: ${signed} of ${due} signed`),
  columns: { who: 'Signed by', year: 'Year', signedOn: 'Signed on', file: 'Scan', recordedOn: 'Recorded on' },
  add: 'Record a letter',
  who: 'Signed by',
  ofStaff: 'other staff, as a count',
  choose: 'Choose',
  signed: 'How many have signed',
  due: 'How many are to sign',
  year: 'Year',
  signedOn: 'Signed on',
  proof: 'Scan, a PDF or picture',
  needed: 'Fill this in',
  badCount: 'Write a whole number',
  badDay: 'Write it like 2026-06-01',
  badYear: 'Write a year of four digits',
  noFile: 'Send the scan',
  done: (when) => `Recorded on ${when}.`,
  cancel: 'Cancel',
};

export const LETTER_WORDS: BothLanguages<typeof zh> = { zh, en };
