import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { reportBudgetExecution } from '../client/operations.generated.ts';
import { BudgetLineLink } from '../table/budget-line-link.tsx';
import type { Column } from '../table/server-table.tsx';
import { useReachesMany } from '../table/use-reaches-many.ts';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { executionQuery, type LinesSearch } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { type ExecutionRow, ExecutionTable } from './execution-table.tsx';
import { FrozenLines } from './frozen-lines.tsx';
import { Project } from './project.tsx';
import { ScopeFilters } from './scope-filters.tsx';
import { SortChoice } from './sort-choice.tsx';

const route = getRouteApi('/budget-lines');

/** The budget lines of a year within reach, how far each is used, and the sum of all. */
export function BudgetLinesScreen(): ReactNode {
  const { list: words, paper } = useWords(BUDGET_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { after: _page, ...filters } = search;
  const query = { ...executionQuery(search), groupBy: 'budgetLine' } as const;
  const named = useNamed();
  const change = (changed: LinesSearch): void => {
    void navigate({ search: { ...filters, ...changed, after: undefined } });
  };
  return (
    <Screen title={words.title} acts={<ReportLinks report={reportBudgetExecution} query={query} words={paper} />}>
      <ScopeFilters key={JSON.stringify(filters)} search={search} onChange={change} hasDay>
        <SortChoice value={search.sort} onChoice={(sort) => change({ sort })} />
      </ScopeFilters>
      <FrozenLines />
      <ExecutionTable caption={words.title} named={named} search={search} query={query} to="/budget-lines" />
    </Screen>
  );
}

function useNamed(): readonly [Column<ExecutionRow>, ...Column<ExecutionRow>[]] {
  const { columns } = useWords(BUDGET_WORDS);
  const reachesMany = useReachesMany();
  const { on } = route.useSearch();
  return [
    { title: columns.line, cell: ({ budgetLine }) => <BudgetLineLink code={budgetLine ?? ''} on={on} /> },
    ...(reachesMany ? [{ title: columns.agency, cell: ({ agencyName }: ExecutionRow) => agencyName }] : []),
    {
      title: columns.project,
      cell: ({ project, economicClass }) => <Project name={project} economicClass={economicClass} />,
    },
  ];
}
