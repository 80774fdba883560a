import type { KnownColumns } from '../../tables/index.ts';
import type { ResponsiblePerson, Seat } from '../responsible-person.ts';

/** What is told of a person in a column of a seat. */
export type Told = 'name' | 'position' | 'department' | 'rank' | 'phone' | 'mobile';

export type RosterField =
  | 'number'
  | 'agencyCode'
  | 'agencyName'
  | 'department'
  | 'from'
  | 'until'
  | 'reason'
  | 'filler'
  | `${Seat}.${Told}`;

/** How tables call a seat, above the columns of its holder or alone above a name. */
const SEAT_NAMES: Readonly<Record<Seat, readonly string[]>> = {
  head: ['第一责任人', '主要负责人', '单位主要负责人', '单位一把手', 'head'],
  'leader-in-charge': ['分管领导', '分管负责人', '分管责任人', '单位分管领导', 'leaderincharge'],
  responsible: ['具体责任人', '直接责任人', '具体负责人', 'responsible'],
  liaison: ['联络员', '联系人', '工作联络员', 'liaison'],
};

const TOLD_NAMES: Readonly<Record<Told, readonly string[]>> = {
  name: ['', '姓名', 'name'],
  position: ['职务', '职务职称', '职务/职称', '现任职务', 'position'],
  department: ['部门', '所在部门', '所在科室', '科室'],
  rank: ['职级', '级别', '行政级别', 'rank'],
  phone: ['电话', '办公电话', '联系电话', '固定电话', '座机', 'telephone', 'phone'],
  mobile: ['手机', '手机号', '手机号码', '移动电话', 'mobile'],
};

const SEAT_COLUMNS = (Object.entries(SEAT_NAMES) as [Seat, readonly string[]][]).flatMap(([seat, groups]) =>
  (Object.entries(TOLD_NAMES) as [Told, readonly string[]][]).map(
    ([told, names]) => [`${seat}.${told}`, groups.flatMap((group) => names.map((name) => group + name))] as const,
  ),
);

/** Attachment 1 as the gate prints it, and as offices have it. */
export const ROSTER_TABLE_COLUMNS: KnownColumns<RosterField> = {
  number: ['序号', 'no.'],
  agencyCode: ['统一社会信用代码', '社会信用代码', '单位代码', '机构代码', 'creditcode', 'agencyCode'],
  agencyName: ['单位名称', '单位', '填报单位', '单位全称', 'agency'],
  department: ['责任部门', '负责部门', '牵头部门', '责任科室', 'department'],
  from: ['起始日期', '任职日期', '任职起始日期', 'since', 'from'],
  until: ['截止日期', '任职截止日期', 'until'],
  reason: ['变更原因', '变动原因', 'reasonofchange'],
  filler: ['填报人', '填报日期', '备注'],
  ...(Object.fromEntries(SEAT_COLUMNS) as unknown as Record<`${Seat}.${Told}`, readonly string[]>),
};

/** How official tables write ranks; the grades of civil servants are of the rank that they are paid by. */
const RANK_WORDS: readonly (readonly [RegExp, NonNullable<ResponsiblePerson['rank']>])[] = [
  [/厅|司局|巡视员|^bureau$/, 'bureau'],
  [/处|县|调研员|^division$/, 'division'],
  [/科级|乡|主任科员|^(?:正|副)科$|^section$/, 'section'],
  [/科员|办事员|职员|^staff$/, 'staff'],
];

export function rankOfWord(word: string): ResponsiblePerson['rank'] {
  return RANK_WORDS.find(([written]) => written.test(word))?.[1] ?? null;
}
