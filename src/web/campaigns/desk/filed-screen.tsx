import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, Schemas } from '../../client/operation.ts';
import { listFilings } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { FilterChoice } from '../../table/filter-choice.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { OneAgency } from '../../table/one-agency.tsx';
import type { Column } from '../../table/server-table.tsx';
import { AgencyName } from '../../ui/agency-name.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { dayOf } from '../../ui/time.ts';
import { ASSESSMENT_STATE_WORDS, FILED_BY_WORDS } from '../../words/filing-states.ts';
import { useWords } from '../../words/use-words.ts';
import { DESK_WORDS } from './desk-words.ts';
import { useLaunchedCampaigns } from './waiting-filings.ts';

type Query = NonNullable<CallArgs<'listFilings'>['query']>;

const route = getRouteApi('/filed');
const PAGE_ROWS = 50;

/** What units have filed, to be read one after another. */
export function FiledScreen(): ReactNode {
  const words = useWords(DESK_WORDS).list;
  const search = route.useSearch();
  const { recalled, ...filters } = search;
  const query = { ...filters, ...(recalled !== undefined && { recalled: recalled === 'true' }), limit: PAGE_ROWS };
  const filings = useRead(listFilings, { query: query as Query });
  const campaigns = useLaunchedCampaigns();
  const columns = useColumns({ campaigns });
  const { campaign } = search;
  return (
    <Screen
      title={words.title}
      acts={
        campaign !== undefined && (
          <Link to="/campaigns/$id" params={{ id: campaign }}>
            {words.campaign}
          </Link>
        )
      }
    >
      <Filters campaigns={campaigns} />
      <Reading read={filings}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            idOf={({ id }) => id}
            empty={words.none}
            isFirst={search.after === undefined}
          />
        )}
      </Reading>
    </Screen>
  );
}

interface FiltersProps {
  readonly campaigns: ReturnType<typeof useLaunchedCampaigns>;
}

function Filters({ campaigns }: FiltersProps): ReactNode {
  const { list: words, states } = useWords(DESK_WORDS);
  const assessments = useWords(ASSESSMENT_STATE_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (change: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...change, after: undefined } });
  const titles = [...campaigns.values()].map(({ id, title, dueOn }) => [id, words.choice(title, dueOn)] as const);
  return (
    <search className="filters">
      <form onSubmit={(event) => event.preventDefault()}>
        <FilterChoice
          label={words.ofCampaign}
          any={words.any}
          words={Object.fromEntries(titles)}
          value={search.campaign}
          onChoice={(id) => narrow({ campaign: id })}
        />
        <FilterChoice
          label={words.assessment}
          any={words.any}
          words={assessments}
          value={search.assessment}
          onChoice={(assessment) => narrow({ assessment })}
        />
        <FilterChoice
          label={words.state}
          any={words.any}
          words={states}
          value={search.state}
          onChoice={(state) => narrow({ state })}
        />
        <OneAgency value={search.agencyCode} onChoice={(agencyCode) => narrow({ agencyCode })} />
      </form>
    </search>
  );
}

function useColumns({ campaigns }: FiltersProps): readonly Column<Schemas['FilingSummary']>[] {
  const { list, states } = useWords(DESK_WORDS);
  const filedBy = useWords(FILED_BY_WORDS);
  const { columns } = list;
  return [
    {
      title: columns.unit,
      cell: ({ id, agencyCode, agencyName }) => (
        <Link to="/filed/$id" params={{ id }}>
          <AgencyName code={agencyCode} known={agencyName} />
        </Link>
      ),
    },
    {
      title: columns.campaign,
      cell: ({ campaign }) => {
        const known = campaigns.get(campaign);
        if (known === undefined) return <span className="code">{campaign}</span>;
        return (
          <>
            {known.title} <span className="secondary">{list.due(known.dueOn)}</span>
          </>
        );
      },
    },
    { title: columns.state, cell: ({ state }) => states[state] },
    { title: columns.revision, cell: ({ revision }) => revision, isNumeric: true },
    { title: columns.filed, cell: ({ firstFiledAt }) => dayOf(firstFiledAt) },
    { title: columns.basis, cell: ({ basis }) => filedBy[basis] },
    { title: columns.resubmit, cell: ({ resubmitBy }) => resubmitBy ?? '—' },
  ];
}
