import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { reportUnusedMoney } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { BudgetLineLink } from '../table/budget-line-link.tsx';
import { FilterChoice } from '../table/filter-choice.tsx';
import { type Column, Pages, ServerTable } from '../table/server-table.tsx';
import { useReachesMany } from '../table/use-reaches-many.ts';
import { writeMoney } from '../ui/money.ts';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import './budget.css';
import { type UnusedSearch, unusedQuery } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { AsOf } from './execution-table.tsx';
import { Project } from './project.tsx';
import { ScopeFilters } from './scope-filters.tsx';

type Line = AnswerOf<'reportUnusedMoney'>['items'][number];

const route = getRouteApi('/unused-money');
const PAGE_ROWS = 50;

/** Lines of which much is still available, beside how much of the year is over. */
export function UnusedMoneyScreen(): ReactNode {
  const { unused: words, paper } = useWords(BUDGET_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { after, ...filters } = search;
  const query = unusedQuery(search);
  const unused = useRead(reportUnusedMoney, { query: { ...query, after, limit: PAGE_ROWS } });
  const columns = useColumns();
  const change = (changed: UnusedSearch): void => {
    void navigate({ search: { ...filters, ...changed, after: undefined } });
  };
  return (
    <Screen title={words.title} acts={<ReportLinks report={reportUnusedMoney} query={query} words={paper} />}>
      <ScopeFilters
        key={JSON.stringify(filters)}
        search={search}
        onChange={({ on: _none, ...changed }) => change(changed)}
      >
        <FilterChoice
          label={words.atLeast}
          any={words.usual}
          words={words.shares}
          value={search.atLeastPercent}
          onChoice={(atLeastPercent) => change({ atLeastPercent })}
        />
      </ScopeFilters>
      <Reading read={unused}>
        {({ data: { items, next, total, fiscalYear, yearElapsedRate, asOf } }) => (
          <>
            <AsOf
              year={fiscalYear}
              at={asOf.at}
              more={words.sum(yearElapsedRate ?? '—', total.lines, writeMoney(total.available))}
            />
            <div className="budget-table">
              <ServerTable
                caption={words.title}
                columns={columns}
                rows={items}
                idOf={({ budgetLine }) => budgetLine}
                hasNext={next !== null}
                empty={words.none}
              />
            </div>
            <Pages next={next} isFirst={after === undefined} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function useColumns(): readonly Column<Line>[] {
  const { columns, buckets, unused: words } = useWords(BUDGET_WORDS);
  const reachesMany = useReachesMany();
  return [
    { title: columns.line, cell: ({ budgetLine }) => <BudgetLineLink code={budgetLine} /> },
    ...(reachesMany ? [{ title: columns.agency, cell: ({ agencyName }: Line) => agencyName }] : []),
    {
      title: columns.project,
      cell: ({ project, economicClass }) => <Project name={project} economicClass={economicClass} />,
    },
    { title: columns.document, cell: ({ documentNumber }) => <bdi>{documentNumber}</bdi> },
    { title: buckets.appropriation, isNumeric: true, cell: ({ appropriation }) => writeMoney(appropriation) },
    { title: buckets.elsewhere, isNumeric: true, cell: ({ elsewhere }) => writeMoney(elsewhere) },
    { title: words.bound, isNumeric: true, cell: ({ bound }) => writeMoney(bound) },
    { title: buckets.available, isNumeric: true, cell: ({ available }) => writeMoney(available) },
    { title: words.rate, isNumeric: true, cell: ({ availableRate }) => availableRate ?? '—' },
  ];
}
