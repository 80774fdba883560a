import type { Role } from '../client/operation.ts';
import type { BothLanguages } from './both-languages.ts';

type RoleWords = { readonly [role in Role]: string };

const zh: RoleWords = {
  installer: '安装人员',
  'procurement-officer': '采购经办人',
  'agency-approver': '单位审批人',
  'agency-liaison': '单位联络员',
  finance: '财政部门',
  audit: '审计部门',
  'legalization-office': '正版化工作机构',
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  machine: '接口程序',
  platform: '采购平台',
};

const en: RoleWords = {
  installer: 'Installer',
  'procurement-officer': 'Procurement officer',
  'agency-approver': 'Agency approver',
  'agency-liaison': 'Agency liaison',
  finance: 'Finance bureau',
  audit: 'Audit bureau',
  'legalization-office': 'Legalization office',
  'system-administrator': 'System administrator',
  'security-administrator': 'Security administrator',
  machine: 'Program',
  platform: 'Purchasing platform',
};

export const ROLE_WORDS: BothLanguages<RoleWords> = { zh, en };

/** Roles that no person has at a desk. */
export const PROGRAMS: readonly string[] = ['installer', 'machine', 'platform'];
