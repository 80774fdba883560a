import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { type Column, Pages, ServerTable } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { today, writeInstant } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import './budget.css';
import { BUDGET_WORDS } from './budget-words.ts';

type Report = AnswerOf<'reportBudgetExecution'>;
export type ExecutionRow = Report['items'][number];

interface ExecutionTableProps {
  readonly caption: string;
  readonly report: Report;
  /** What a row is of; the first of them says which row is the total. */
  readonly named: readonly [Column<ExecutionRow>, ...Column<ExecutionRow>[]];
  /** Of which day it was asked. Absent for now. */
  readonly on: string | undefined;
  readonly isFirst: boolean;
  readonly empty: ReactNode;
}

/** Sums over budget lines, with the total of all of them below, whatever page is shown. */
export function ExecutionTable({ caption, report, named, on, isFirst, empty }: ExecutionTableProps): ReactNode {
  const words = useWords(BUDGET_WORDS);
  const { items, total, fiscalYear, asOf, next } = report;
  const [first, ...more] = named;
  const sum: ExecutionRow = { ...NOBODY, figures: total };
  const ofSum: Column<ExecutionRow> = {
    title: first.title,
    cell: (row) => (row === sum ? <strong>{words.total(total.lines)}</strong> : first.cell(row)),
  };
  return (
    <>
      <AsOf year={fiscalYear} at={asOf.at} on={on} />
      <div className="budget-table">
        <ServerTable
          caption={caption}
          columns={[ofSum, ...more, ...useFigureColumns()]}
          rows={items.length === 0 ? [] : [...items, sum]}
          idOf={(row) => (row === sum ? '' : keyOf(row))}
          hasNext={next !== null}
          empty={empty}
        />
      </div>
      <Pages next={next} isFirst={isFirst} />
    </>
  );
}

const NOBODY = {
  ...{ region: null, agencyCode: null, agencyName: null, project: null },
  ...{ economicClass: null, kind: null, budgetLine: null },
};

function keyOf({ figures: _sums, ...common }: ExecutionRow): string {
  return JSON.stringify(common);
}

/** Of which year and day figures are, when the gate last wrote something by then, and what they count. */
export function AsOf({
  year,
  at,
  on = today(),
  more,
}: {
  readonly year: number;
  readonly at: string | null;
  readonly on?: string | undefined;
  readonly more?: string;
}) {
  const words = useWords(BUDGET_WORDS);
  return (
    <p className="secondary" role="status">
      {words.asOf(year, on, at === null ? '' : writeInstant(at))} {more}
    </p>
  );
}

function useFigureColumns(): readonly Column<ExecutionRow>[] {
  const words = useWords(BUDGET_WORDS);
  const { buckets } = words;
  return [
    ...(['appropriation', 'elsewhere', 'reserved', 'encumbered', 'spent'] as const).map((name) => ({
      title: buckets[name],
      isNumeric: true,
      cell: ({ figures }: ExecutionRow) => writeMoney(figures[name]),
    })),
    {
      title: buckets.available,
      isNumeric: true,
      cell: ({ figures }) => <Available amount={figures.available} />,
    },
    { title: words.executionRate, isNumeric: true, cell: ({ figures }) => figures.executionRate ?? '—' },
    { title: words.usedRate, isNumeric: true, cell: ({ figures }) => figures.usedRate ?? '—' },
  ];
}

/** What is left; what is less than nothing says so in a word as well. */
export function Available({ amount }: { readonly amount: string }): ReactNode {
  const words = useWords(BUDGET_WORDS);
  if (!amount.startsWith('-')) return writeMoney(amount);
  return (
    <strong className="field-error">
      {words.negative} {writeMoney(amount)}
    </strong>
  );
}
