import type { Schemas } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const awaitsZh: WordsFor<Schemas['MatterAwaits']> = { owner: '待单位整改', office: '待机构核销' };
const awaitsEn: WordsFor<Schemas['MatterAwaits']> = { owner: 'the agency', office: 'the office' };

const stepsZh: WordsFor<Schemas['MatterAct']> = {
  answer: '答复整改情况',
  return: '退回',
  extend: '延长期限',
  close: '核销',
  void: '作废',
};
const stepsEn: WordsFor<Schemas['MatterAct']> = {
  answer: 'Answer',
  return: 'Return',
  extend: 'Give more time',
  close: 'Close',
  void: 'Void',
};

const outcomesZh: WordsFor<Schemas['MatterOutcome']> = { rectified: '已整改', 'no-longer-applies': '不再适用' };
const outcomesEn: WordsFor<Schemas['MatterOutcome']> = {
  rectified: 'put right',
  'no-longer-applies': 'no longer applies',
};

const zh = {
  awaits: awaitsZh,
  steps: stepsZh,
  outcomes: outcomesZh,
  list: {
    title: '整改事项',
    add: '登记整改事项',
    workbook: '导出整改台账（Excel）',
    print: '导出整改台账（PDF）',
    state: '状态',
    awaits: '待办方',
    any: '全部',
    overdue: '仅逾期',
    none: '没有整改事项。报表审核通过后发现的问题会出现在这里。',
    noneMatch: '没有符合条件的整改事项。',
    columns: { number: '编号', title: '事项', owner: '责任单位', due: '整改期限', state: '状态', severity: '程度' },
    left: (days: number) => (days === 0 ? '今天到期' : `剩 ${days} 天`),
    late: '已逾期',
  },
  page: {
    title: '整改事项',
    back: '整改事项',
    owner: '责任单位',
    state: '状态',
    severity: '程度',
    due: '整改期限',
    source: '来源',
    fromFiling: '报表',
    opened: '提出',
    outcome: '结果',
    closed: (day: string) => `${day} 核销`,
    history: '办理记录',
    noSteps: '还没有办理记录。',
    by: (name: string, day: string) => `${name} ${day}`,
    erased: '已抹除',
    until: (day: string) => `期限 ${day}`,
    acts: '办理',
  },
  act: {
    text: { answer: '整改情况', return: '退回原因', extend: '延期原因', close: '核销意见', void: '作废原因' },
    due: '新的期限',
    dueOfReturn: '新的期限（不填按规定的工作日；原期限更晚的，仍按原期限）',
    proof: '整改证明（PDF 或图片，至少一份）',
    outcome: '结果',
    does: '提交',
    cancel: '取消',
    needed: '请填写。',
    noProof: '请上传至少一份证明。',
    badDay: '请按 2026-12-31 这样填写日期。',
    voidSays: '作废须两人办理。',
    done: '已提交。',
  },
  form: {
    title: '登记整改事项',
    what: '事项',
    owner: '责任单位（名称或统一社会信用代码）',
    badOwner: '请从列表中选择单位，或填写 18 位统一社会信用代码。',
    severity: '程度',
    due: '整改期限',
    does: '登记',
  },
};

const en: Words<typeof zh> = {
  awaits: awaitsEn,
  steps: stepsEn,
  outcomes: outcomesEn,
  list: {
    title: 'Rectifications',
    add: 'Open a rectification',
    workbook: 'Export the ledger (Excel)',
    print: 'Export the ledger (PDF)',
    state: 'State',
    awaits: 'Waits for',
    any: 'all',
    overdue: 'only overdue ones',
    none: 'Nothing has to be put right. What is found in an accepted filing appears here.',
    noneMatch: 'None matches.',
    columns: { number: 'Number', title: 'What', owner: 'Agency', due: 'Due', state: 'State', severity: 'Weight' },
    left: (days) => (days === 0 ? 'due today' : days === 1 ? '1 day left' : `${days} days left`),
    late: 'overdue',
  },
  page: {
    title: 'Rectification',
    back: 'Rectifications',
    owner: 'Agency',
    state: 'State',
    severity: 'Weight',
    due: 'Due',
    source: 'Found in',
    fromFiling: 'a filing',
    opened: 'Opened',
    outcome: 'Outcome',
    closed: (day) => `closed ${day}`,
    history: 'What was done',
    noSteps: 'Nothing was done yet.',
    by: (name, day) => `${name}, ${day}`,
    erased: 'erased',
    until: (day) => `due ${day}`,
    acts: 'Acts',
  },
  act: {
    text: {
      answer: 'What was done',
      return: 'Why it is returned',
      extend: 'Why there is more time',
      close: 'Remark',
      void: 'Why it is void',
    },
    due: 'New day',
    dueOfReturn: 'New day; without it the working days of the policy. A later day before it stays.',
    proof: 'Proof, a PDF or picture, at least one',
    outcome: 'Outcome',
    does: 'Send',
    cancel: 'Cancel',
    needed: 'Please fill in.',
    noProof: 'Send at least one proof.',
    badDay: 'Write the day like 2026-12-31.',
    voidSays: 'Two people make it void.',
    done: 'Done.',
  },
  form: {
    title: 'Open a rectification',
    what: 'What has to be put right',
    owner: 'Agency, by name or credit code',
    badOwner: 'Choose an agency from the list, or write its credit code of 18 characters.',
    severity: 'Weight',
    due: 'Due day',
    does: 'Open it',
  },
};

export const MATTER_WORDS: BothLanguages<typeof zh> = { zh, en };
