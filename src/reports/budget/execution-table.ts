import { type Column, percentOf } from '../../documents/index.ts';
import { fen, type Language, type Text, text } from '../../kernel/index.ts';
import { availableOf, boundOf } from './buckets.ts';
import type { BudgetFigures, ExecutionRow } from './budget-execution.ts';
import type { SoftwareOrHardware } from './economic-classes.ts';
import type { ExecutionGrouping } from './list-budget-execution.ts';

export const KIND_WORDS: Readonly<Record<SoftwareOrHardware, Text>> = {
  software: text('软件', 'software'),
  hardware: text('硬件', 'hardware'),
  expense: text('运维、租赁等费用', 'maintenance, rent and the like'),
  other: text('其他科目', 'other classes'),
};

export const GROUPING_WORDS: Readonly<Record<ExecutionGrouping, Text>> = {
  region: text('按行政区划（本级单位）', 'by region, agencies of its own'),
  agency: text('按单位', 'by agency'),
  project: text('按项目', 'by project'),
  economicClass: text('按经济分类科目', 'by economic class'),
  softwareHardware: text('按软件与硬件', 'software against hardware'),
  budgetLine: text('按预算指标', 'by budget line'),
};

export const SUM = text('合计', 'Total');

/** spent ÷ appropriation */
export function executionRate({ buckets }: BudgetFigures): string | null {
  return percentOf(buckets.spent, buckets.appropriation);
}

/** Everything that is gone or bound ÷ appropriation. */
export function usedRate({ buckets }: BudgetFigures): string | null {
  return percentOf(fen(buckets.elsewhere + boundOf(buckets)), buckets.appropriation);
}

const AGENCY: readonly Column<ExecutionRow>[] = [
  { title: text('单位', 'Agency'), kind: 'text', of: ({ agencyName }) => agencyName },
  { title: text('统一社会信用代码', 'Credit code'), kind: 'code', of: ({ agencyCode }) => agencyCode },
];

const PROJECT: Column<ExecutionRow> = { title: text('项目', 'Project'), kind: 'text', of: ({ project }) => project };
const CLASS: Column<ExecutionRow> = {
  title: text('经济分类科目', 'Economic class'),
  kind: 'text',
  of: ({ economicClass }) => economicClass,
};

const GROUP_COLUMNS: Readonly<Record<ExecutionGrouping, readonly Column<ExecutionRow>[]>> = {
  region: [{ title: text('行政区划', 'Region'), kind: 'text', of: ({ region }) => region }],
  agency: AGENCY,
  project: [...AGENCY, PROJECT],
  economicClass: [CLASS],
  softwareHardware: [
    {
      title: text('类别', 'Kind'),
      kind: 'text',
      of: ({ kind }: ExecutionRow, language: Language) => (kind === null ? null : KIND_WORDS[kind][language]),
    },
  ],
  budgetLine: [
    { title: text('指标编号', 'Budget line'), kind: 'text', of: ({ budgetLine }) => budgetLine },
    { title: text('单位', 'Agency'), kind: 'text', of: ({ agencyName }) => agencyName },
    PROJECT,
    CLASS,
  ],
};

const COUNT: Column<ExecutionRow> = {
  title: text('指标数', 'Lines'),
  kind: 'count',
  of: ({ figures }) => figures.lines,
};

const FIGURES: readonly Column<ExecutionRow>[] = [
  { title: text('指标金额', 'Appropriation'), kind: 'money', of: ({ figures }) => figures.buckets.appropriation },
  { title: text('系统外使用', 'Elsewhere'), kind: 'money', of: ({ figures }) => figures.buckets.elsewhere },
  { title: text('预占', 'Reserved'), kind: 'money', of: ({ figures }) => figures.buckets.reserved },
  { title: text('占用', 'Encumbered'), kind: 'money', of: ({ figures }) => figures.buckets.encumbered },
  { title: text('支出', 'Spent'), kind: 'money', of: ({ figures }) => figures.buckets.spent },
  { title: text('可用', 'Available'), kind: 'money', of: ({ figures }) => availableOf(figures.buckets) },
  { title: text('执行率 %', 'Execution %'), kind: 'rate', of: ({ figures }) => executionRate(figures) },
  { title: text('使用率 %', 'Used %'), kind: 'rate', of: ({ figures }) => usedRate(figures) },
];

/** The columns of a grouping; the first one says of the last row that it is the total. */
export function executionColumns(groupBy: ExecutionGrouping): readonly Column<ExecutionRow>[] {
  const [first, ...more] = GROUP_COLUMNS[groupBy];
  if (first?.kind !== 'text') return FIGURES;
  const { title, of } = first;
  const named: Column<ExecutionRow> = {
    ...{ title, kind: 'text' },
    of: (row, language) => (isTotal(row) ? SUM[language] : of(row, language)),
  };
  // A line is one line.
  return [named, ...more, ...(groupBy === 'budgetLine' ? [] : [COUNT]), ...FIGURES];
}

function isTotal({ figures: _sums, ...common }: ExecutionRow): boolean {
  return Object.values(common).every((one) => one === null);
}

export const EXECUTION_NOTES: readonly Text[] = [
  text(
    '可用＝指标金额－系统外使用－预占－占用－支出；执行率＝支出÷指标金额；使用率＝（系统外使用＋预占＋占用＋支出）÷指标金额。合计的比率由合计金额计算，分母为零时记“—”。',
    'Available = appropriation − elsewhere − reserved − encumbered − spent. Execution = spent ÷ appropriation. Used = (elsewhere + reserved + encumbered + spent) ÷ appropriation. Rates of sums are computed from the sums; “—” where there is nothing to divide by.',
  ),
];

export const KIND_NOTE: Text = text(
  '软件、硬件按指标的部门预算支出经济分类科目划分，依据现行政策参数 policy.class.software、policy.class.hardware、policy.class.expense；同时列入软件和硬件的科目（如 31007 信息网络及软件购置更新）计入软件。',
  'Software and hardware go by the economic class of the line and the policy parameters policy.class.software, policy.class.hardware and policy.class.expense in force; a class that is named for both, such as 31007, counts as software.',
);
