import { hiddenCharacterIn, plainWord, type Role, type Text, text } from '../../kernel/index.ts';
import type { Seat } from '../responsible-person.ts';

/** Roles that a person has at one agency; all others reach a region. */
export type AgencyRole = 'procurement-officer' | 'agency-approver' | 'agency-liaison';

/** A person of an agency who is to have an account. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly role: AgencyRole;
  readonly agencyCode: string;
}

export interface AccountFault {
  readonly field: keyof NewPerson;
  readonly text: Text;
}

/** Duties of the roster that ask for an account, with its role. */
export const ROLE_OF_DUTY = {
  liaison: 'agency-liaison',
  responsible: 'agency-approver',
} as const satisfies { readonly [duty in Seat]?: AgencyRole };

export type DutyWithAccount = keyof typeof ROLE_OF_DUTY;

/** How tables write roles, and the duties that ask for them. */
const ROLE_WORDS: Readonly<Record<AgencyRole, readonly string[]>> = {
  'agency-liaison': ['agency-liaison', 'Agency liaison', 'liaison', '单位联络员', '联络员', '工作联络员'],
  'agency-approver': [
    'agency-approver',
    'Agency approver',
    'approver',
    'responsible',
    '单位审批人',
    '审批人',
    '具体责任人',
  ],
  'procurement-officer': ['procurement-officer', 'Procurement officer', 'officer', '采购经办人', '经办人'],
};

const ROLES_BY_WORD = new Map(
  (Object.entries(ROLE_WORDS) as [AgencyRole, readonly string[]][]).flatMap(([role, words]) =>
    words.map((word) => [plainWord(word), role] as const),
  ),
);

/** Roles of bureaus and administrators, who are made one by one. */
const ROLES_OF_REGIONS: Readonly<Record<Exclude<Role, AgencyRole>, readonly string[]>> = {
  finance: ['财政部门', 'Finance bureau'],
  audit: ['审计部门', 'Audit bureau'],
  'legalization-office': ['正版化工作机构', 'Legalization office'],
  'system-administrator': ['系统管理员', 'System administrator'],
  'security-administrator': ['安全管理员', 'Security administrator'],
  installer: ['安装人员', 'Installer'],
  machine: ['接口程序', 'Program'],
  platform: ['采购平台', 'Purchasing platform'],
};

const OTHER_ROLES = new Set(
  Object.entries(ROLES_OF_REGIONS)
    .flatMap((names) => names.flat())
    .map(plainWord),
);

/** The role that a cell means, or why it means none. */
export function roleIn(cell: string): AgencyRole | Text {
  const word = plainWord(cell);
  const role = ROLES_BY_WORD.get(word);
  if (role !== undefined) return role;
  return OTHER_ROLES.has(word) ? NOT_OF_AGENCY : UNKNOWN_ROLE;
}

const NOT_OF_AGENCY = text(
  '该角色不属于单位，请单独新增用户。',
  'is no role of an agency; such a person is added alone.',
);
const UNKNOWN_ROLE = text(
  '无法识别的角色，应为：单位联络员、单位审批人、采购经办人。',
  'is no role that is known; write agency-liaison, agency-approver or procurement-officer.',
);

/** By which spreadsheets take a text for a formula, in full-width form as well. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

/** What is wrong with a person by itself. Slips and lists are opened in spreadsheets, where a name must stay a name. */
export function faultsOf({ name, email }: NewPerson): readonly AccountFault[] {
  const faults: AccountFault[] = [];
  for (const [field, value] of [
    ['name', name],
    ['email', email],
  ] as const) {
    const hidden = hiddenCharacterIn(value);
    if (hidden) faults.push({ field, text: hidden });
    if (FORMULA.test(value)) faults.push({ field, text: IS_FORMULA });
  }
  return faults;
}

const IS_FORMULA = text('不能以 = + - @ 开头。', 'must not begin with = + - or @.');

export const TWICE = text('该邮箱在名单中出现两次。', 'The address stands in the list twice.');
export const NO_AGENCY = text('未找到该单位。', 'There is no such agency.');
export const HAS_ACCOUNT = text('该邮箱已有账户。', 'The address has an account already.');
