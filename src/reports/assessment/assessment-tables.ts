import { type AssessedUnit, type AssessmentState, hundredthsText } from '../../campaigns/index.ts';
import type { Column } from '../../documents/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import type { AssessmentItem, ItemSource } from './assessment-items.ts';

const SOURCES: Readonly<Record<ItemSource, Text>> = {
  gate: text('系统数据', 'the gate'),
  unit: text('单位填报', 'the agency'),
  office: text('考评认定', 'the office'),
};

const NOT_APPLYING = text('不适用', 'does not apply');

function points(hundredths: number | null): string | null {
  return hundredths === null ? null : hundredthsText(hundredths);
}

/** What a deduction takes is said in a word: a sign would make a formula of it in a table of texts. */
function pointsOf({ kind }: AssessmentItem, hundredths: number | null, language: keyof Text): string | null {
  const shown = points(hundredths);
  if (shown === null || kind !== 'deduction' || hundredths === 0) return shown;
  return text(`扣 ${shown}`, `less ${shown}`)[language];
}

/** The sheet of one unit (考核评分表) as offices have it. */
export const SHEET_COLUMNS: readonly Column<AssessmentItem>[] = [
  { title: text('项目', 'Item'), kind: 'label', of: ({ title }, language) => title[language] },
  { title: text('分值', 'Points'), kind: 'points', of: (item, language) => pointsOf(item, item.points, language) },
  { title: text('评分标准', 'Standard'), kind: 'text', of: ({ standard }, language) => standard?.[language] ?? null },
  {
    title: text('数据来源', 'Source'),
    kind: 'label',
    of: ({ source }, language) => (source === null ? null : SOURCES[source][language]),
  },
  { title: text('自评分', 'Own view'), kind: 'points', of: ({ own }) => points(own) },
  { title: text('系统得分', 'By the gate'), kind: 'points', of: ({ system }) => points(system) },
  {
    title: text('考评分', 'As found'),
    kind: 'points',
    of: (item, language) => (item.applies ? pointsOf(item, item.found, language) : NOT_APPLYING[language]),
  },
  { title: text('扣分原因', 'Why points were taken'), kind: 'text', of: ({ reason }) => reason },
];

export const SHEET_NOTES: readonly Text[] = [
  text(
    '系统得分为不经考评认定、仅按系统数据和单位填报即可算出的得分。不适用的项目不计入总分，总分按适用项目折算为 100 分后再扣分。',
    'By the gate: what follows from its figures and from what the agency filed, without the office. Items that do not apply are left out; the total is rescaled to 100 before deductions.',
  ),
];

export const SHEET_SIGNATURES: readonly Text[] = [
  text('考评人', 'Scored by'),
  text('被考评单位（盖章）', 'Seal of the agency'),
  text('考评机构（盖章）', 'Seal of the office'),
  text('日期', 'Date'),
];

export const STATES: Readonly<Record<AssessmentState, Text>> = {
  scored: text('待单位答复', 'waits for the agency'),
  objected: text('有异议，待答复', 'objected to'),
  agreed: text('单位已认可', 'agreed to'),
  confirmed: text('已确认', 'confirmed'),
};

export const NOT_SCORED = text('未评分', 'not scored');
const NOT_FILED = text('未报送', 'not filed');
const EXCUSED = text('免予报送', 'excused');

function stateOf({ participant, filing }: AssessedUnit): Text {
  if (filing) return filing.assessment === null ? NOT_SCORED : STATES[filing.assessment];
  return participant.leftIndex === null ? NOT_FILED : EXCUSED;
}

function objectionOf({ filing, objections, isSilent }: AssessedUnit): Text | null {
  if (!filing || filing.assessment === null) return null;
  if (objections > 0)
    return text(`提出异议 ${objections} 次`, `objected ${objections === 1 ? 'once' : `${objections} times`}`);
  if (isSilent) return text('逾期未答复，视为无异议', 'no answer in time');
  return filing.assessment === 'scored' ? null : text('无异议', 'none');
}

/** The results of all units (考核结果汇总表) as offices have it. */
export const RESULT_COLUMNS: readonly Column<AssessedUnit>[] = [
  { title: text('单位', 'Agency'), kind: 'text', of: ({ participant }) => participant.name },
  { title: text('统一社会信用代码', 'Credit code'), kind: 'code', of: ({ participant }) => participant.agencyCode },
  { title: text('得分', 'Score'), kind: 'points', of: ({ filing }) => points(filing?.score ?? null) },
  { title: text('等次', 'Grade'), kind: 'label', of: ({ filing }) => filing?.grade ?? null },
  {
    title: text('异议情况', 'Objections'),
    kind: 'label',
    of: (unit, language) => objectionOf(unit)?.[language] ?? null,
  },
  { title: text('状态', 'State'), kind: 'label', of: (unit, language) => stateOf(unit)[language] },
];

export const RESULT_NOTES: readonly Text[] = [
  text('未经确认的得分和等次可能变更。', 'Scores and grades that are not confirmed may change.'),
];
