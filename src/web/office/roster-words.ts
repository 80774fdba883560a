import type { Schemas } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type Duties = { readonly [duty in Schemas['Duty']]: string };
type Ranks = { readonly [rank in Schemas['Rank']]: string };

const dutiesZh: Duties = {
  head: '第一责任人',
  'leader-in-charge': '分管领导',
  responsible: '具体责任人',
  liaison: '联络员',
  'group-head': '工作小组组长',
  'group-deputy': '工作小组副组长',
  'group-member': '工作小组成员',
};

const dutiesEn: Duties = {
  head: 'Head',
  'leader-in-charge': 'Leader in charge',
  responsible: 'Responsible',
  liaison: 'Liaison',
  'group-head': 'Head of the working group',
  'group-deputy': 'Deputy head of the working group',
  'group-member': 'Member of the working group',
};

const ranksZh: Ranks = { bureau: '厅局级', division: '县处级', section: '乡科级', staff: '科员' };
const ranksEn: Ranks = { bureau: 'bureau', division: 'division', section: 'section', staff: 'staff' };

const list = {
  title: '责任人信息库',
  counts: (agencies: number, vacant: number, on: string) => `共 ${agencies} 个单位，其中 ${vacant} 个有空缺（${on}）`,
  agency: '单位',
  vacant: '空缺',
  fill: (duty: string, agency: string) => `空缺：登记${agency}的${duty}`,
  without: (duty: string) => `缺${duty}的单位`,
  show: '显示',
  all: '全部单位',
  onlyVacant: '有空缺的单位',
  onlyComplete: '四项职责齐全的单位',
  on: '统计日期',
  apply: '查询',
  badDay: '日期请按 2026-06-01 这样填写',
  empty: '没有单位可以显示。',
  noneMatch: '没有符合条件的单位。',
  reset: '显示全部',
  print: '导出 PDF',
  workbook: '导出（Excel）',
  imports: '导入汇总表',
};

const listEn: Words<typeof list> = {
  title: 'Responsible persons',
  counts: (agencies, vacant, on) =>
    `${agencies} ${agencies === 1 ? 'agency' : 'agencies'}, ${vacant} with a vacant seat (as of ${on})`,
  agency: 'Agency',
  vacant: 'vacant',
  fill: (duty, agency) => `vacant: enter somebody for ${agency}, ${duty}`,
  without: (duty) => `agencies without: ${duty}`,
  show: 'Show',
  all: 'all agencies',
  onlyVacant: 'agencies with a vacant seat',
  onlyComplete: 'agencies with all four seats filled',
  on: 'As of',
  apply: 'Search',
  badDay: 'Write the day like 2026-06-01',
  empty: 'There is no agency to show.',
  noneMatch: 'No agency matches.',
  reset: 'Show all',
  print: 'Export (PDF)',
  workbook: 'Export (Excel)',
  imports: 'Import a table',
};

const agency = {
  title: '单位正版化责任人',
  back: '返回责任人信息库',
  seats: '当前责任人',
  others: '工作小组',
  history: '任职记录',
  vacant: '空缺：尚未登记责任人',
  add: '登记责任人',
  handOver: '交接',
  end: '终止任职',
  correct: '更正信息',
  cancel: '取消',
  titled: (act: string, whom: string) => `${act}：${whom}`,
  since: (day: string) => `${day} 起`,
  none: '没有任职记录。',
  more: '记录较多，只显示前 200 条。',
  done: {
    add: '已登记。',
    handOver: '已交接：前任截止于接任日期的前一天。',
    end: '任职已终止。',
    correct: '已更正。',
  },
  columns: { duty: '职责', name: '姓名', from: '起始日期', until: '截止日期', why: '变更原因' },
};

const agencyEn: Words<typeof agency> = {
  title: 'Responsible persons of the agency',
  back: 'All responsible persons',
  seats: 'Who holds the seats now',
  others: 'Working group',
  history: 'Terms',
  vacant: 'Vacant: nobody is on file',
  add: 'Enter a person',
  handOver: 'Hand over',
  end: 'End the term',
  correct: 'Correct details',
  cancel: 'Cancel',
  titled: (act, whom) => `${act}: ${whom}`,
  since: (day) => `since ${day}`,
  none: 'There are no terms.',
  more: 'There are many terms; the first 200 are shown.',
  done: {
    add: 'The person is on file.',
    handOver: 'Handed over: the term before ends the day before the new one begins.',
    end: 'The term is ended.',
    correct: 'Corrected.',
  },
  columns: { duty: 'Duty', name: 'Name', from: 'From', until: 'Until', why: 'Reason of change' },
};

const form = {
  duty: '职责',
  name: '姓名',
  position: '职务',
  department: '责任部门',
  rank: '职级',
  phone: '办公电话',
  mobile: '手机',
  from: '起始日期',
  firstDay: '接任日期',
  lastDay: '最后任职日',
  reason: '变更原因',
  choose: '请选择',
  notStated: '不填',
  save: '保存',
  needed: '请填写',
  badDay: '请按 2026-06-01 这样填写',
  privacy: '电话只供本单位和正版化工作机构查看；姓名、电话不写入不可更改的日志，任期结束后可以抹除。',
};

const formEn: Words<typeof form> = {
  duty: 'Duty',
  name: 'Name',
  position: 'Position',
  department: 'Department',
  rank: 'Rank',
  phone: 'Office telephone',
  mobile: 'Mobile',
  from: 'From',
  firstDay: 'First day of the new term',
  lastDay: 'Last day',
  reason: 'Reason of change',
  choose: 'Choose',
  notStated: 'not stated',
  save: 'Save',
  needed: 'Fill this in',
  badDay: 'Write it like 2026-06-01',
  privacy:
    'Telephone numbers are shown to the agency itself and the legalization office. Names and numbers are not in the unchangeable log and can be erased once a term is over.',
};

const zh = { duties: dutiesZh, ranks: ranksZh, list, agency, form };
const en: Words<typeof zh> = { duties: dutiesEn, ranks: ranksEn, list: listEn, agency: agencyEn, form: formEn };

export const ROSTER_WORDS: BothLanguages<typeof zh> = { zh, en };
