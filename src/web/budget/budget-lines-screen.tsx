import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { reportBudgetExecution } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { BudgetLineLink } from '../table/budget-line-link.tsx';
import type { Column } from '../table/server-table.tsx';
import { ReportLinks } from '../ui/report-links.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useEconomicClass } from '../words/economic-classes.ts';
import { useWords } from '../words/use-words.ts';
import { executionQuery, isNarrowed, type LinesSearch } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { type ExecutionRow, ExecutionTable } from './execution-table.tsx';
import { FrozenLines } from './frozen-lines.tsx';
import { ScopeFilters, useReachesMany } from './scope-filters.tsx';
import { SortChoice } from './sort-choice.tsx';

const route = getRouteApi('/budget-lines');
const PAGE_ROWS = 50;

/** The budget lines of a year within reach, how far each is used, and the sum of all. */
export function BudgetLinesScreen(): ReactNode {
  const { list: words, paper } = useWords(BUDGET_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { after, ...filters } = search;
  const query = { ...executionQuery(search), groupBy: 'budgetLine' } as const;
  const named = useNamed();
  const lines = useRead(reportBudgetExecution, { query: { ...query, after, limit: PAGE_ROWS } });
  const change = (changed: LinesSearch): void => {
    void navigate({ search: { ...filters, ...changed, after: undefined } });
  };
  return (
    <Screen title={words.title} acts={<ReportLinks report={reportBudgetExecution} query={query} words={paper} />}>
      <ScopeFilters key={JSON.stringify(filters)} search={search} onChange={change} hasDay>
        <SortChoice value={search.sort} onChoice={(sort) => change({ sort })} />
      </ScopeFilters>
      <FrozenLines />
      <Reading read={lines}>
        {({ data }) => (
          <ExecutionTable
            caption={words.title}
            report={data}
            named={named}
            on={search.on}
            isFirst={after === undefined}
            empty={<None isFiltered={isNarrowed(filters)} />}
          />
        )}
      </Reading>
    </Screen>
  );
}

function None({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const words = useWords(BUDGET_WORDS).list;
  if (!isFiltered) return words.empty;
  return (
    <>
      {words.noneMatch} <Link to="/budget-lines">{words.reset}</Link>
    </>
  );
}

function useNamed(): readonly [Column<ExecutionRow>, ...Column<ExecutionRow>[]] {
  const { columns } = useWords(BUDGET_WORDS);
  const reachesMany = useReachesMany();
  const { on } = route.useSearch();
  const classOf = useEconomicClass();
  return [
    { title: columns.line, cell: ({ budgetLine }) => <BudgetLineLink code={budgetLine ?? ''} on={on} /> },
    ...(reachesMany ? [{ title: columns.agency, cell: ({ agencyName }: ExecutionRow) => agencyName }] : []),
    {
      title: columns.project,
      cell: ({ project, economicClass }) => (
        <>
          <bdi>{project}</bdi> <span className="secondary">{economicClass && classOf(economicClass)}</span>
        </>
      ),
    },
  ];
}
