import { type Column, percentOf } from '../../documents/index.ts';
import { type Fen, type Text, text } from '../../kernel/index.ts';
import { SUM } from './execution-table.ts';
import type { UnusedLine, UnusedTotal } from './list-unused-money.ts';

/** A line of the report, or its last row, which has no line. */
export interface UnusedRow {
  readonly line: UnusedLine | null;
  readonly appropriation: Fen;
  readonly available: Fen;
}

export function unusedRow(line: UnusedLine): UnusedRow {
  return { line, appropriation: line.appropriation, available: line.available };
}

export function unusedTotalRow({ appropriation, available }: UnusedTotal): UnusedRow {
  return { line: null, appropriation, available };
}

export function availableRate({ appropriation, available }: Omit<UnusedRow, 'line'>): string | null {
  return percentOf(available, appropriation);
}

export const UNUSED_COLUMNS: readonly Column<UnusedRow>[] = [
  {
    title: text('指标编号', 'Budget line'),
    kind: 'text',
    of: ({ line }, language) => (line === null ? SUM[language] : line.code),
  },
  { title: text('单位', 'Agency'), kind: 'text', of: ({ line }) => line?.agencyName ?? null },
  { title: text('指标文号', 'Document'), kind: 'text', of: ({ line }) => line?.documentNumber ?? null },
  { title: text('项目', 'Project'), kind: 'text', of: ({ line }) => line?.project ?? null },
  { title: text('经济分类科目', 'Economic class'), kind: 'code', of: ({ line }) => line?.economicClass ?? null },
  { title: text('指标金额', 'Appropriation'), kind: 'money', of: ({ appropriation }) => appropriation },
  { title: text('系统外使用', 'Elsewhere'), kind: 'money', of: ({ line }) => line?.elsewhere ?? null },
  { title: text('预占、占用和支出', 'Bound or spent'), kind: 'money', of: ({ line }) => line?.bound ?? null },
  { title: text('可用', 'Available'), kind: 'money', of: ({ available }) => available },
  { title: text('可用占比 %', 'Available %'), kind: 'rate', of: availableRate },
];

export const UNUSED_NOTES: readonly Text[] = [
  text('仅列未关闭的指标；可用占比＝可用÷指标金额。', 'Open lines only. Available % = available ÷ appropriation.'),
];
