import type { AnswerOf } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type Status = AnswerOf<'readPersonTable'>['rows'][number]['status'];
type WordsFor<Value extends string> = { readonly [value in Value]: string };

const statusesZh: WordsFor<Status> = { created: '可开户', skipped: '已有账户，不重复开户', refused: '不能开户' };
const statusesEn: WordsFor<Status> = { created: 'to be added', skipped: 'has an account already', refused: 'refused' };

const zh = {
  statuses: statusesZh,
  title: '开通账户',
  says: '为多名单位人员一次开通账户：先试算，逐行看清结果，再提交，由另一名安全管理员签署。两人各得一份邀请码清单，每人须同时持有两半才能设置密码。',
  sources: '名单来源',
  fromRoster: '责任人信息库',
  fromFile: '名单文件',
  region: '地区名称或代码（不填为全部）',
  badRegion: '请填写地区名称或六位代码，如 荆州市 或 421000',
  rosterSays: '联络员开通单位联络员账户，具体责任人开通单位审批人账户。填写电子邮箱，不填的不开户。',
  noRoster: '没有联络员或具体责任人。',
  notWhole: '名单太长，只列出前一部分，请按行政区划分次办理。',
  hasAccount: '已有账户',
  emailOf: (name: string, agency: string) => `${agency}${name}的电子邮箱`,
  saveTable: '下载名单（填写邮箱后可导入）',
  tableName: '开户名单.csv',
  saveTemplate: '下载模板',
  templateName: '开户名单模板.csv',
  file: '选择文件（XLSX 或 CSV）',
  fileSays:
    '每人一行：姓名、角色（单位联络员、单位审批人或采购经办人）、单位名称或统一社会信用代码、电子邮箱，一次最多 500 人。',
  kind: '请选择 XLSX 或 CSV 文件。',
  tries: '试算',
  proposes: (count: number) => `提交 ${count} 人开户`,
  proposed: (who: string) => `已提交，须由${who}签署后生效。`,
  tried: (created: number, skipped: number, refused: number) =>
    `试算结果：可开户 ${created} 人，已有账户 ${skipped} 人，不能开户 ${refused} 人。`,
  leftOut: '只提交可开户的人员，其余不在内。',
  ignored: (columns: string) => `未读取的列：${columns}`,
  none: '名单中没有人员。',
  columns: {
    row: '行',
    name: '姓名',
    duty: '职责',
    role: '角色',
    agency: '单位',
    code: '统一社会信用代码',
    email: '电子邮箱',
    status: '结果',
    errors: '问题',
  },
  error: (cell: string, message: string) => `${cell}：${message}`,
};

const en: Words<typeof zh> = {
  statuses: statusesEn,
  title: 'Create accounts',
  says: 'Accounts for many people of agencies in one act: try the list, look at each row, then propose it for another security administrator to sign. Each of you gets one list of halves, and a person needs both halves to set a password.',
  sources: 'Where the list comes from',
  fromRoster: 'Roster',
  fromFile: 'A file',
  region: 'Region by name or six digits (left empty: all)',
  badRegion: 'Type a region’s name or its six digits, such as 荆州市 or 421000',
  rosterSays:
    'A liaison becomes agency liaison, a responsible person agency approver. Enter e-mail addresses; whoever has none here gets no account.',
  noRoster: 'There are no liaisons and no responsible persons.',
  notWhole: 'The list is too long; only its first part is here. Go region by region.',
  hasAccount: 'has an account',
  emailOf: (name, agency) => `E-mail of ${name}, ${agency}`,
  saveTable: 'Save as a table (to fill in and import)',
  tableName: 'accounts.csv',
  saveTemplate: 'Save a template',
  templateName: 'accounts-template.csv',
  file: 'Choose a file (XLSX or CSV)',
  fileSays:
    'One person a row: name, role (agency-liaison, agency-approver or procurement-officer), agency or credit code, e-mail; at most 500 persons.',
  kind: 'Choose an XLSX or CSV file.',
  tries: 'Try',
  proposes: (count) => `Propose ${count} ${count === 1 ? 'account' : 'accounts'}`,
  proposed: (who) => `Proposed. It takes effect once it is signed by: ${who}.`,
  tried: (created, skipped, refused) =>
    `Trial: ${created} to be added, ${skipped} with an account already, ${refused} refused.`,
  leftOut: 'Only those to be added are proposed; the others are left out.',
  ignored: (columns) => `Columns that are not read: ${columns}`,
  none: 'There is nobody in the list.',
  columns: {
    row: 'Row',
    name: 'Name',
    duty: 'Duty',
    role: 'Role',
    agency: 'Agency',
    code: 'Credit code',
    email: 'E-mail',
    status: 'Result',
    errors: 'Problems',
  },
  error: (cell, message) => `${cell}: ${message}`,
};

export const ACCOUNTS_WORDS: BothLanguages<typeof zh> = { zh, en };
