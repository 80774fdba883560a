import type { Schemas } from '../../client/operation.ts';
import type { BothLanguages, Words } from '../../words/use-words.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const statesZh: WordsFor<Schemas['FilingState']> = { filed: '待审核', returned: '已退回', accepted: '已通过' };
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
    columns: {
      unit: '单位',
      campaign: '报送任务',
      state: '状态',
      revision: '版次',
      filed: '首次报送',
      basis: '方式',
      resubmit: '重报期限',
    },
    ofCampaign: '报送任务',
    due: (day: string) => `${day} 截止`,
    choice: (title: string, day: string) => `${title}（${day} 截止）`,
    campaign: '查看报送任务',
  },
  page: {
    titled: (unit: string) => `报表：${unit}`,
    title: '报表',
    campaign: '报送任务',
    state: '状态',
    revision: '版次',
    filled: '填报',
    filed: '报送',
    signed: '签署报送',
    by: (name: string, when: string) => `${name} ${when}`,
    received: (day: string) => `纸质报表，${day} 收到`,
    accepted: '审核通过',
    digest: '存证校验码',
    index: (index: number) => `存证序号 ${index}`,
    erased: '已抹除',
    next: '下一份待审核',
    nextIs: '下一份待审核：',
    noneWaits: '没有其他待审核的报表。',
    waiting: (count: number, isAll: boolean) => (isAll ? `待审核共 ${count} 份` : `待审核 ${count} 份以上`),
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
    says: '请在上表中点选有问题的栏目，可选多栏；原因在这里填写。',
    chosen: (count: number) => `退回报表：已选 ${count} 栏`,
    same: '同一原因',
    whyAll: (count: number) => `所选 ${count} 栏的退回原因`,
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
  changed: {
    told: (revision: number, count: number, kept: number) =>
      `较第 ${revision} 版改动 ${count} 处${kept > 0 ? `，退回的栏目中有 ${kept} 栏未改动` : ''}，见各栏说明。`,
    cell: (title: string, revision: number, was: string, is: string) =>
      `${title}：第 ${revision} 版为 ${was}，现为 ${is}`,
    rows: (title: string, revision: number) => `${title}：明细与第 ${revision} 版不同`,
    kept: (title: string, revision: number, why: string) => `${title}：第 ${revision} 版退回（${why}），未改动`,
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
      campaign: 'Campaign',
      state: 'State',
      revision: 'Revision',
      filed: 'First filed',
      basis: 'How',
      resubmit: 'Due again',
    },
    ofCampaign: 'Campaign',
    due: (day) => `due ${day}`,
    choice: (title, day) => `${title} (due ${day})`,
    campaign: 'See the campaign',
  },
  page: {
    titled: (unit) => `Filing: ${unit}`,
    title: 'Filing',
    campaign: 'Campaign',
    state: 'State',
    revision: 'Revision',
    filled: 'Filled in',
    filed: 'Filed',
    signed: 'Signed and filed',
    by: (name, when) => `${name}, ${when}`,
    received: (day) => `on paper, received ${day}`,
    accepted: 'Accepted',
    digest: 'Check code in the log',
    index: (index) => `log index ${index}`,
    erased: 'erased',
    next: 'Next to read',
    nextIs: 'Next to read:',
    noneWaits: 'No other filing is waiting to be read.',
    waiting: (count, isAll) => {
      if (!isAll) return `more than ${count} filings are to be read`;
      return count === 1 ? 'one filing is to be read' : `${count} filings are to be read`;
    },
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
    says: 'Click the cells above that are wrong, as many as there are, and say why here.',
    chosen: (count) => (count === 1 ? 'Return the filing: one cell' : `Return the filing: ${count} cells`),
    same: 'Same reason for all',
    whyAll: (count) => `Why these ${count} cells are returned`,
    pick: (title) => `Return ${title}`,
    why: (title) => `${title}: why it is returned`,
    remove: (title) => `Do not return ${title}`,
    reason: 'Remark on the whole filing (optional)',
    due: 'New due date (default: in 3 working days)',
    does: 'Return it to the unit',
    cancel: 'Cancel',
    none: 'No cell is chosen yet.',
    empty: 'Say why for each chosen cell.',
    badDay: 'This is no day; write 2026-12-31.',
    done: (due) => `Returned. It is due again by ${due}.`,
    marked: (title) => `${title}: will be returned`,
  },
  changed: {
    told: (revision, count, kept) =>
      `${count === 1 ? 'One change' : `${count} changes`} since revision ${revision}${
        kept > 0 ? `; ${kept === 1 ? 'one returned cell is' : `${kept} returned cells are`} unchanged` : ''
      }. See the notes at the cells.`,
    cell: (title, revision, was, is) => `${title}: ${was} in revision ${revision}, ${is} now`,
    rows: (title, revision) => `${title}: rows differ from revision ${revision}`,
    kept: (title, revision, why) => `${title}: returned of revision ${revision} (${why}), unchanged`,
  },
};

export const DESK_WORDS: BothLanguages<typeof zh> = { zh, en };
