import type { BothLanguages } from '../../words/use-words.ts';

const zh = {
  help: {
    create: '可不填的项目，不填时视为未登记，或取默认值。',
    describe: '更正登记内容，不作为有日期的变更，也不影响已作出的审核决定。',
    change: '自生效日期起变更，并写明理由。此前的审核决定不变。',
  },
  twoPeople: '这一操作可能须由另一人签署。须签署的，签署之前登记内容不变。',
  effectiveOn: '生效日期',
  reason: '理由',
  needed: '必填',
  unreadable: '填写的内容无法识别',
  choose: '请选择',
  notStated: '未登记',
  oneALine: '每行一项',
  was: (value: string) => `现登记为：${value}`,
  wasNone: '现无登记',
  same: '尚未改动任何一项。',
  submit: '提交',
  done: { create: '已登记。', describe: '已更正。', change: '已变更。' },
  toRecord: '打开该记录',
  changedMeanwhile: '该记录刚被他人修改，页面已读入最新内容，您填写的内容仍在。请核对后再次提交。',
};

const en: typeof zh = {
  help: {
    create: 'What is left empty is not on file, or takes its default.',
    describe: 'Corrects what is on file, without a day of its own. Decisions that were made stay as they are.',
    change: 'Changes the record from a day on, with a reason. Decisions made before stay as they are.',
  },
  twoPeople: 'A second person may have to sign this. If so, nothing on file changes before the signature.',
  effectiveOn: 'In force from',
  reason: 'Reason',
  needed: 'Needed',
  unreadable: 'This cannot be read',
  choose: 'Choose',
  notStated: 'not on file',
  oneALine: 'One a line',
  was: (value) => `On file now: ${value}`,
  wasNone: 'Nothing is on file now',
  same: 'Nothing was changed yet.',
  submit: 'Submit',
  done: { create: 'It is on file.', describe: 'It is corrected.', change: 'It is changed.' },
  toRecord: 'Open the record',
  changedMeanwhile:
    'Somebody else has just changed this record. The page has read it again and has what you typed; look at both and submit once more.',
};

export const ACT_WORDS: BothLanguages<typeof zh> = { zh, en };
