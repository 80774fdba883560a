import type { Schemas } from '../../client/operation.ts';
import type { BothLanguages, Words } from '../../words/use-words.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const statesZh: WordsFor<Schemas['FilingState']> = { filed: '待审核', returned: '已退回', accepted: '审核通过' };
const statesEn: WordsFor<Schemas['FilingState']> = { filed: 'to be read', returned: 'returned', accepted: 'accepted' };

const revisionsZh: WordsFor<Schemas['RevisionKind']> = {
  first: '首次报送',
  'after-return': '退回后重报',
  correction: '关闭后更正',
};
const revisionsEn: WordsFor<Schemas['RevisionKind']> = {
  first: 'first filing',
  'after-return': 'after a return',
  correction: 'correction after the close',
};

const zh = {
  states: statesZh,
  revisions: revisionsZh,
  list: {
    title: '审核报表',
    state: '状态',
    assessment: '考核状态',
    any: '全部',
    none: '没有报表。单位报送后会出现在这里。',
    columns: { unit: '单位', state: '状态', revision: '版次', filed: '首次报送', basis: '方式', resubmit: '重报期限' },
    campaign: '查看报送任务',
  },
  page: {
    titled: (unit: string) => `报表：${unit}`,
    title: '报表',
    campaign: '报送任务',
    state: '状态',
    revision: '版次',
    filed: '报送',
    by: (name: string, when: string) => `${name} ${when}`,
    received: (day: string) => `纸质报表，${day} 收到`,
    accepted: '审核通过',
    digest: '存证摘要',
    index: (index: number) => `存证序号 ${index}`,
    erased: '已抹除',
    previous: '上一份',
    next: '下一份',
    waiting: (count: number) => `待审核 ${count} 份`,
    history: '版次记录',
    newest: '最新版',
    shown: (revision: number) => `正在查看第 ${revision} 版，内容已冻结。`,
    print: '打印',
    differences: (count: number) => `与系统数据不一致 ${count} 处`,
    findings: (count: number) => `提示 ${count} 条`,
    opened: '已提出整改',
  },
  accept: {
    does: '审核通过',
    remark: '审核意见（可不填）',
    says: '通过后，表样规定的问题自动转为整改事项。',
    done: '已审核通过。',
    opened: (title: string, due: string) => `${title}，${due} 前整改`,
    none: '没有需要整改的问题。',
  },
  giveBack: {
    starts: '退回',
    title: '退回报表',
    says: '点选有问题的栏目，逐栏说明原因。',
    pick: (title: string) => `退回 ${title}`,
    why: (title: string) => `${title}：退回原因`,
    remove: (title: string) => `不退回 ${title}`,
    reason: '总体说明（可不填）',
    due: '重报期限（不填为 3 个工作日后）',
    does: '退回单位',
    cancel: '取消',
    none: '还没有选择栏目。',
    empty: '请说明每个所选栏目的原因。',
    badDay: '日期不对，例如 2026-12-31。',
    done: (due: string) => `已退回，单位须于 ${due} 前重报。`,
    marked: (title: string) => `${title}：将退回`,
  },
};

const en: Words<typeof zh> = {
  states: statesEn,
  revisions: revisionsEn,
  list: {
    title: 'Filings to read',
    state: 'State',
    assessment: 'Assessment',
    any: 'all',
    none: 'No filings. What a unit files appears here.',
    columns: {
      unit: 'Unit',
      state: 'State',
      revision: 'Revision',
      filed: 'First filed',
      basis: 'How',
      resubmit: 'Due again',
    },
    campaign: 'See the campaign',
  },
  page: {
    titled: (unit) => `Filing: ${unit}`,
    title: 'Filing',
    campaign: 'Campaign',
    state: 'State',
    revision: 'Revision',
    filed: 'Filed',
    by: (name, when) => `${name}, ${when}`,
    received: (day) => `on paper, received ${day}`,
    accepted: 'Accepted',
    digest: 'Digest in the log',
    index: (index) => `leaf ${index}`,
    erased: 'erased',
    previous: 'Previous',
    next: 'Next',
    waiting: (count) => (count === 1 ? 'one filing is to be read' : `${count} filings are to be read`),
    history: 'Revisions',
    newest: 'newest',
    shown: (revision) => `This is revision ${revision}, which is frozen.`,
    print: 'Print',
    differences: (count) =>
      count === 1 ? 'differs from the gate in one cell' : `differs from the gate in ${count} cells`,
    findings: (count) => (count === 1 ? 'one note' : `${count} notes`),
    opened: 'To be put right',
  },
  accept: {
    does: 'Accept',
    remark: 'Remark, if any',
    says: 'What the form names as a problem then has to be put right.',
    done: 'Accepted.',
    opened: (title, due) => `${title}, by ${due}`,
    none: 'Nothing has to be put right.',
  },
  giveBack: {
    starts: 'Return',
    title: 'Return the filing',
    says: 'Choose the cells that are wrong and say why, cell by cell.',
    pick: (title) => `Return ${title}`,
    why: (title) => `${title}: why it is returned`,
    remove: (title) => `Do not return ${title}`,
    reason: 'On the whole, if anything',
    due: 'Due again; without a day in 3 working days',
    does: 'Return it to the unit',
    cancel: 'Cancel',
    none: 'No cell is chosen yet.',
    empty: 'Say why for each chosen cell.',
    badDay: 'This is no day; write 2026-12-31.',
    done: (due) => `Returned. It is due again by ${due}.`,
    marked: (title) => `${title}: will be returned`,
  },
};

export const DESK_WORDS: BothLanguages<typeof zh> = { zh, en };
