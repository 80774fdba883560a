import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { reportBudgetExecution } from '../client/operations.generated.ts';
import { FilterChoice } from '../table/filter-choice.tsx';
import type { Column } from '../table/server-table.tsx';
import { useReachesMany } from '../table/use-reaches-many.ts';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Screen } from '../ui/screen.tsx';
import { useEconomicClass } from '../words/economic-classes.ts';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { type ExecutionSearch, executionQuery } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { type ExecutionRow, ExecutionTable } from './execution-table.tsx';
import { ScopeFilters } from './scope-filters.tsx';
import { SortChoice } from './sort-choice.tsx';

const route = getRouteApi('/budget-execution');

/** Line by line it is the list of lines. */
type Grouping = 'region' | 'agency' | 'project' | 'economicClass' | 'softwareHardware';

/** How budgets are carried out: the sums of regions, of their agencies, and from an agency on to its lines. */
export function BudgetExecutionScreen(): ReactNode {
  const { execution: words, paper } = useWords(BUDGET_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { after: _page, ...filters } = search;
  const usual = useReachesMany() ? 'region' : 'project';
  const groupBy = (search.groupBy ?? usual) as Grouping;
  const query = { ...executionQuery(search), groupBy };
  const named = useNamed(groupBy);
  const change = (changed: ExecutionSearch): void => {
    void navigate({ search: { ...filters, ...changed, after: undefined } });
  };
  const { [usual]: first, ...others } = words.groups;
  return (
    <Screen title={words.title} acts={<ReportLinks report={reportBudgetExecution} query={query} words={paper} />}>
      <ScopeFilters
        key={JSON.stringify(filters)}
        search={search}
        onChange={(changed) => change({ ...changed, ...('region' in changed && { below: undefined }) })}
        hasDay
      >
        <FilterChoice
          label={words.by}
          any={first}
          words={others}
          value={search.groupBy}
          onChoice={(chosen) => change({ groupBy: chosen })}
        />
        <SortChoice value={search.sort} onChoice={(sort) => change({ sort })} />
      </ScopeFilters>
      {search.region !== undefined && search.below === 'false' && (
        <p>
          {words.onlyIn(writeRegion(search.region))}{' '}
          <Link to="/budget-execution" search={{ fiscalYear: search.fiscalYear, on: search.on }}>
            {words.allRegions}
          </Link>
        </p>
      )}
      <ExecutionTable caption={words.title} named={named} search={search} query={query} to="/budget-execution" />
    </Screen>
  );
}

function useNamed(groupBy: Grouping): readonly [Column<ExecutionRow>, ...Column<ExecutionRow>[]] {
  const { columns, execution: words } = useWords(BUDGET_WORDS);
  const reachesMany = useReachesMany();
  const classOf = useEconomicClass();
  const count: Column<ExecutionRow> = { title: columns.lines, isNumeric: true, cell: ({ figures }) => figures.lines };
  const agency: Column<ExecutionRow> = { title: columns.agency, cell: (row) => <Agency row={row} /> };
  switch (groupBy) {
    case 'agency':
      return [agency, count];
    case 'project':
      return [
        { title: columns.projectName, cell: ({ project }) => <bdi>{project}</bdi> },
        ...(reachesMany ? [agency] : []),
        count,
      ];
    case 'economicClass':
      return [
        { title: columns.economicClass, cell: ({ economicClass }) => economicClass && classOf(economicClass) },
        count,
      ];
    case 'softwareHardware':
      return [{ title: columns.kind, cell: ({ kind }) => kind && words.kinds[kind] }, count];
    default:
      return [{ title: columns.region, cell: ({ region }) => region && <Region code={region} /> }, count];
  }
}

/** A region leads to its own agencies, of which its row is the sum. */
function Region({ code }: { readonly code: string }): ReactNode {
  const words = useWords(BUDGET_WORDS).execution;
  const { fiscalYear, on } = route.useSearch();
  return (
    <Link
      to="/budget-execution"
      search={{ fiscalYear, on, groupBy: 'agency', region: code, below: 'false' }}
      title={words.toAgencies(writeRegion(code))}
    >
      {writeRegion(code)}
    </Link>
  );
}

/** An agency leads to its lines. */
function Agency({ row: { agencyCode, agencyName } }: { readonly row: ExecutionRow }): ReactNode {
  const { fiscalYear, on } = route.useSearch();
  if (agencyCode === null) return null;
  return (
    <Link to="/budget-lines" search={{ fiscalYear, on, agencyCode }}>
      {agencyName}
    </Link>
  );
}
