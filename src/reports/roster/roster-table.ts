import type { ResponsiblePerson, Seat } from '../../agencies/index.ts';
import type { Column } from '../../documents/index.ts';
import { type CivilDate, type Text, text } from '../../kernel/index.ts';
import type { RosterRow } from './list-roster.ts';

const HEAD = text('第一责任人', 'Head');
const LEADER = text('分管领导', 'Leader in charge');
const RESPONSIBLE = text('具体责任人', 'Responsible');
const LIAISON = text('联络员', 'Liaison');

const RANKS: Readonly<Record<NonNullable<ResponsiblePerson['rank']>, Text>> = {
  bureau: text('厅局级', 'bureau'),
  division: text('县处级', 'division'),
  section: text('乡科级', 'section'),
  staff: text('科员', 'staff'),
};

const VACANT = text('空缺', 'vacant');

type Told = 'position' | 'department' | 'phone' | 'mobile';

/** What is said of the holders of a seat; several stand one after the other. */
function ofSeat(seat: Seat, told: Told): (row: RosterRow) => string | null {
  return ({ holders }) =>
    holders.flatMap((holder) => (holder.duty === seat ? (holder[told] ?? []) : [])).join('、') || null;
}

function nameColumn(group: Text, seat: Seat): Column<RosterRow> {
  return {
    ...{ title: text('姓名', 'Name'), group, kind: 'label' },
    of: ({ holders, vacant }, language) =>
      vacant.includes(seat)
        ? VACANT[language]
        : holders.flatMap(({ duty, name }) => (duty === seat ? name : [])).join('、'),
  };
}

function toldColumn(group: Text, seat: Seat, told: Exclude<Told, 'department'>): Column<RosterRow> {
  return { title: TOLD[told], group, kind: told === 'position' ? 'text' : 'code', of: ofSeat(seat, told) };
}

const TOLD: Readonly<Record<Exclude<Told, 'department'>, Text>> = {
  position: text('职务', 'Position'),
  phone: text('电话', 'Telephone'),
  mobile: text('手机', 'Mobile'),
};

/** Attachment 1 of the county plan of 2017: the headings that its sources fix, in two rows. */
export const ROSTER_COLUMNS: readonly Column<RosterRow>[] = [
  { title: text('单位名称', 'Agency'), kind: 'text', of: ({ name }) => name },
  { title: text('统一社会信用代码', 'Credit code'), kind: 'code', of: ({ code }) => code },
  nameColumn(HEAD, 'head'),
  toldColumn(HEAD, 'head', 'position'),
  nameColumn(LEADER, 'leader-in-charge'),
  toldColumn(LEADER, 'leader-in-charge', 'position'),
  { title: text('办公电话', 'Telephone'), group: LEADER, kind: 'code', of: ofSeat('leader-in-charge', 'phone') },
  {
    title: text('责任部门', 'Department'),
    kind: 'text',
    of: (row) => ofSeat('responsible', 'department')(row) ?? ofSeat('liaison', 'department')(row),
  },
  nameColumn(RESPONSIBLE, 'responsible'),
  toldColumn(RESPONSIBLE, 'responsible', 'position'),
  toldColumn(RESPONSIBLE, 'responsible', 'phone'),
  toldColumn(RESPONSIBLE, 'responsible', 'mobile'),
  nameColumn(LIAISON, 'liaison'),
  toldColumn(LIAISON, 'liaison', 'position'),
  {
    ...{ title: text('职级', 'Rank'), group: LIAISON, kind: 'label' },
    of: ({ holders }, language) =>
      holders.flatMap(({ duty, rank }) => (duty === 'liaison' && rank ? RANKS[rank][language] : [])).join('、') || null,
  },
  toldColumn(LIAISON, 'liaison', 'mobile'),
  { title: text('起始日期', 'Since'), kind: 'day', of: ({ holders }) => lastOf(holders.map(({ from }) => from)) },
  {
    title: text('截止日期', 'Until'),
    kind: 'day',
    of: ({ holders }) => firstOf(holders.flatMap(({ until }) => until ?? [])),
  },
  { title: text('变更原因', 'Reason of change'), kind: 'text', of: ({ lastEndReason }) => lastEndReason },
];

function lastOf(days: readonly CivilDate[]): CivilDate | null {
  return days.toSorted().at(-1) ?? null;
}

function firstOf(days: readonly CivilDate[]): CivilDate | null {
  return days.toSorted()[0] ?? null;
}

export const ROSTER_NOTES: readonly Text[] = [
  text(
    '起始日期为最近一人任职之日，截止日期为最早到期之日，变更原因为最近一次离任的原因。',
    'Since: the day on which the last of them began. Until: the first day on which one of them ends. Reason of change: why the last term before ended.',
  ),
  text('“空缺”指当日无人任该职责。', '“vacant”: nobody has that duty on the day.'),
];

export const ROSTER_SIGNATURES: readonly Text[] = [
  text('填报人', 'Filled in by'),
  text('单位负责人（签字）', 'Head of the agency (signature)'),
  text('单位（盖章）', 'Seal of the agency'),
  text('填报日期', 'Date'),
];
