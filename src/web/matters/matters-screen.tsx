import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, Schemas } from '../client/operation.ts';
import { listMatters, openMatter, reportRectifications } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { DueCell } from '../table/due-day.tsx';
import { FilterChoice } from '../table/filter-choice.tsx';
import { ListPage } from '../table/list-page.tsx';
import { OneAgency } from '../table/one-agency.tsx';
import { OverdueFilter } from '../table/overdue-filter.tsx';
import type { Column } from '../table/server-table.tsx';
import { AgencyName } from '../ui/agency-name.tsx';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { isAsked } from '../ui/search.ts';
import { MATTER_STATE_WORDS, SEVERITY_WORDS } from '../words/filing-states.ts';
import { useWords } from '../words/use-words.ts';
import { MATTER_WORDS } from './matter-words.ts';
import type { MattersSearch } from './matters-search.ts';

type Query = NonNullable<CallArgs<'listMatters'>['query']>;

const route = getRouteApi('/matters');
const PAGE_ROWS = 50;

/** What units have to put right, by when, and who has to do something next. */
export function MattersScreen(): ReactNode {
  const words = useWords(MATTER_WORDS).list;
  const { overdue, answerAwaited, ...search } = route.useSearch();
  const asked = answerAwaited === undefined ? {} : { answerAwaited: answerAwaited === 'true' };
  const query = { ...search, ...asked, ...(overdue === 'true' && { overdue: true }), limit: PAGE_ROWS } as Query;
  const matters = useRead(listMatters, { query });
  const columns = useColumns();
  const { after, ...filters } = route.useSearch();
  return (
    <Screen title={words.title} acts={<Acts />}>
      <Filters />
      <Reading read={matters}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            idOf={({ id }) => id}
            empty={isAsked(filters) ? words.noneMatch : words.none}
            isFirst={after === undefined}
          />
        )}
      </Reading>
    </Screen>
  );
}

function Acts(): ReactNode {
  const words = useWords(MATTER_WORDS).list;
  const may = useMay();
  const { state, overdue, region, agencyCode } = route.useSearch();
  return (
    <>
      <ReportLinks report={reportRectifications} query={{ state, overdue, region, agencyCode }} words={words} />
      {may(openMatter) && <Link to="/matters/new">{words.add}</Link>}
    </>
  );
}

function Filters(): ReactNode {
  const { list: words, awaits } = useWords(MATTER_WORDS);
  const states = useWords(MATTER_STATE_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (change: MattersSearch): void => void navigate({ search: { ...search, ...change, after: undefined } });
  return (
    <search className="filters">
      <form onSubmit={(event) => event.preventDefault()}>
        <FilterChoice
          label={words.state}
          any={words.any}
          words={states}
          value={search.state}
          onChoice={(state) => narrow({ state })}
        />
        <FilterChoice
          label={words.awaits}
          any={words.any}
          words={awaits}
          value={search.awaits}
          onChoice={(who) => narrow({ awaits: who })}
        />
        <OverdueFilter label={words.overdue} value={search.overdue} onChoice={(overdue) => narrow({ overdue })} />
        <OneAgency value={search.agencyCode} onChoice={(agencyCode) => narrow({ agencyCode })} />
      </form>
    </search>
  );
}

function useColumns(): readonly Column<Schemas['MatterSummary']>[] {
  const { list: words } = useWords(MATTER_WORDS);
  const states = useWords(MATTER_STATE_WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const { columns } = words;
  return [
    {
      title: columns.number,
      cell: ({ id, number }) => (
        <Link to="/matters/$id" params={{ id }}>
          {number}
        </Link>
      ),
    },
    { title: columns.title, cell: ({ title }) => <bdi>{title}</bdi> },
    { title: columns.owner, cell: ({ owner, ownerName }) => <AgencyName code={owner} known={ownerName} /> },
    {
      title: columns.due,
      cell: ({ dueOn, state, overdue }) => (
        <DueCell day={dueOn} isOpen={state === 'open'} isLate={overdue} words={words} />
      ),
    },
    { title: columns.severity, cell: ({ severity }) => severities[severity] },
    {
      title: columns.state,
      cell: ({ state, awaitedAnswer }) => (awaitedAnswer === null ? states[state] : words.awaited),
    },
  ];
}
