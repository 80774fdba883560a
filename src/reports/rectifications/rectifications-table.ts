import type { Column } from '../../documents/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import type { RectificationRow } from './list-rectifications.ts';

const SEVERITIES = {
  high: text('严重', 'high'),
  medium: text('一般', 'medium'),
  low: text('轻微', 'low'),
} as const;

const STATES = {
  open: text('整改中', 'open'),
  answered: text('待核销', 'answered'),
  closed: text('已核销', 'closed'),
  void: text('已作废', 'void'),
} as const;

const OVERDUE = text('逾期', 'overdue');
const NOT_APPLYING = text('不再适用', 'no longer applies');
const BY_OFFICE = text('正版化工作机构登记', 'recorded by the legalization office');

/** The ledger of rectifications (整改台账) as offices keep it. */
export const RECTIFICATION_COLUMNS: readonly Column<RectificationRow>[] = [
  { title: text('编号', 'Number'), kind: 'code', of: ({ matter }) => matter.number },
  { title: text('单位', 'Agency'), kind: 'text', of: ({ ownerName }) => ownerName },
  { title: text('问题', 'Problem'), kind: 'text', of: ({ matter }) => matter.title },
  { title: text('来源', 'Source'), kind: 'text', of: ({ source }, language) => (source ?? BY_OFFICE)[language] },
  {
    title: text('严重程度', 'Severity'),
    kind: 'label',
    of: ({ matter }, language) => SEVERITIES[matter.severity][language],
  },
  { title: text('责任部门', 'Department'), kind: 'text', of: ({ department }) => department },
  { title: text('整改期限', 'Due'), kind: 'day', of: ({ matter }) => matter.dueOn },
  { title: text('整改措施', 'What was done'), kind: 'text', of: ({ measures }) => measures },
  { title: text('完成日期', 'Done'), kind: 'day', of: ({ doneOn }) => doneOn },
  { title: text('核销人', 'Closed by'), kind: 'label', of: ({ closedBy }) => closedBy },
  {
    ...{ title: text('状态', 'State'), kind: 'label' },
    of: ({ matter, isOverdue }, language) => {
      if (isOverdue) return OVERDUE[language];
      return matter.outcome === 'no-longer-applies' ? NOT_APPLYING[language] : STATES[matter.state][language];
    },
  },
];

export const RECTIFICATION_NOTES: readonly Text[] = [
  text(
    '完成日期为责任单位最后一次答复之日，仅限已核销为“已整改”的；整改措施为其最后一次答复。',
    'Done: the day of the last answer, of what was found to be put right. What was done: the last answer.',
  ),
];
