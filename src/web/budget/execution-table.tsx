import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { reportBudgetExecution } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { type Column, Pages, ServerTable } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { Reading } from '../ui/screen.tsx';
import { today, writeInstant } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import './budget.css';
import { type ExecutionQuery, type ExecutionSearch, isNarrowed } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { howSpent } from './how-spent.ts';

export type ExecutionRow = AnswerOf<'reportBudgetExecution'>['items'][number];

interface ExecutionTableProps {
  readonly caption: string;
  /** What a row is of; the first of them says which row is the total. */
  readonly named: readonly [Column<ExecutionRow>, ...Column<ExecutionRow>[]];
  readonly search: ExecutionSearch;
  readonly query: ExecutionQuery;
  /** The screen that it stands on, without any filter. */
  readonly to: '/budget-execution' | '/budget-lines';
}

const PAGE_ROWS = 50;

/** Sums over budget lines, with the total of all of them below, whatever page is shown. */
export function ExecutionTable({ caption, named, search, query, to }: ExecutionTableProps): ReactNode {
  const words = useWords(BUDGET_WORDS);
  const { after, on } = search;
  const sums = useRead(reportBudgetExecution, { query: { ...query, after, limit: PAGE_ROWS } });
  const figures = useFigureColumns();
  const [first, ...more] = named;
  return (
    <Reading read={sums}>
      {({ data: { items, total, fiscalYear, asOf, next } }) => {
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
                columns={[ofSum, ...more, ...figures]}
                rows={items.length === 0 ? [] : [...items, sum]}
                idOf={(row) => (row === sum ? '' : keyOf(row))}
                hasNext={next !== null}
                empty={<None isFiltered={isNarrowed(search)} to={to} />}
              />
            </div>
            <Pages next={next} isFirst={after === undefined} />
          </>
        );
      }}
    </Reading>
  );
}

interface NoneProps extends Pick<ExecutionTableProps, 'to'> {
  readonly isFiltered: boolean;
}

function None({ isFiltered, to }: NoneProps): ReactNode {
  const words = useWords(BUDGET_WORDS).list;
  if (!isFiltered) return words.empty;
  return (
    <>
      {words.noneMatch} <Link to={to}>{words.reset}</Link>
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
    { title: words.usedRate, isNumeric: true, cell: ({ figures }) => <UsedRate rate={figures.usedRate} /> },
  ];
}

/** How much is used; what is nearly spent says so in a word as well. */
function UsedRate({ rate }: { readonly rate: string | null }): ReactNode {
  const words = useWords(BUDGET_WORDS);
  if (rate === null) return '—';
  const stands = howSpent(rate);
  if (stands === undefined) return rate;
  return (
    <strong className="used-up">
      {words.spent[stands]} {rate}
    </strong>
  );
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
