import type { KnownColumns } from '../../tables/index.ts';

export type AccountField = 'number' | 'name' | 'email' | 'role' | 'agencyCode' | 'agencyName';

/** A list of persons as offices write it, and as the console gives it out to be filled in. */
export const ACCOUNT_COLUMNS: KnownColumns<AccountField> = {
  number: ['序号', 'no.'],
  name: ['姓名', '人员姓名', 'name'],
  email: ['电子邮箱', '邮箱', '电子邮件', '邮箱地址', 'email', 'e-mail'],
  role: ['角色', '职责', '用户角色', 'role', 'duty'],
  agencyCode: ['统一社会信用代码', '社会信用代码', '单位代码', 'creditcode', 'agencycode'],
  agencyName: ['单位名称', '单位', '单位全称', 'agency'],
};
