import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, Schemas } from '../../client/operation.ts';
import { createAuditFinding, listAuditFindings } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { DueCell } from '../../table/due-day.tsx';
import { FilterChoice } from '../../table/filter-choice.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { OneAgency } from '../../table/one-agency.tsx';
import { OverdueFilter } from '../../table/overdue-filter.tsx';
import type { Column } from '../../table/server-table.tsx';
import { AgencyName } from '../../ui/agency-name.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { isAsked } from '../../ui/search.ts';
import { SEVERITY_WORDS } from '../../words/filing-states.ts';
import { useWords } from '../../words/use-words.ts';
import { FINDING_WORDS } from './finding-words.ts';
import type { FindingsSearch } from './findings-search.ts';

type Query = NonNullable<CallArgs<'listAuditFindings'>['query']>;

const route = getRouteApi('/audit-findings');
const PAGE_ROWS = 50;

/** What the audit bureau found at agencies, who has to do something next, and by when. */
export function FindingsScreen(): ReactNode {
  const words = useWords(FINDING_WORDS).list;
  const may = useMay();
  const { overdue, ...search } = route.useSearch();
  const query = { ...search, ...(overdue === 'true' && { overdue: true }), limit: PAGE_ROWS } as Query;
  const findings = useRead(listAuditFindings, { query });
  const columns = useColumns();
  const { after, ...filters } = route.useSearch();
  return (
    <Screen title={words.title} acts={may(createAuditFinding) && <Link to="/audit-findings/new">{words.add}</Link>}>
      <Filters />
      <Reading read={findings}>
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

function Filters(): ReactNode {
  const { list: words, states } = useWords(FINDING_WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (change: FindingsSearch): void =>
    void navigate({ search: { ...search, ...change, after: undefined } });
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
          label={words.severity}
          any={words.any}
          words={severities}
          value={search.severity}
          onChoice={(severity) => narrow({ severity })}
        />
        <OverdueFilter label={words.overdue} value={search.overdue} onChoice={(overdue) => narrow({ overdue })} />
        <OneAgency value={search.agencyCode} onChoice={(agencyCode) => narrow({ agencyCode })} />
      </form>
      {(search.order ?? search.rule ?? search.dueFrom) !== undefined && (
        <p>
          {search.order !== undefined && words.ofOrder} {search.rule !== undefined && words.ofRule(search.rule)}{' '}
          {search.dueFrom !== undefined && words.dueFrom(search.dueFrom)}{' '}
          <Link to="/audit-findings">{words.whole}</Link>
        </p>
      )}
    </search>
  );
}

/** A long text is told from its beginning; its page has all of it. */
const TEXT_MAX = 60;

function useColumns(): readonly Column<Schemas['AuditFinding']>[] {
  const { list: words, states } = useWords(FINDING_WORDS);
  const severities = useWords(SEVERITY_WORDS);
  const { columns } = words;
  return [
    {
      title: columns.what,
      cell: ({ id, text, rule }) => (
        <>
          <Link to="/audit-findings/$id" params={{ id }}>
            <bdi>{text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text}</bdi>
          </Link>{' '}
          {rule !== null && <span className="code secondary">{rule}</span>}
        </>
      ),
    },
    { title: columns.agency, cell: ({ agencyCode }) => <AgencyName code={agencyCode} /> },
    { title: columns.severity, cell: ({ severity }) => severities[severity] },
    {
      title: columns.due,
      cell: ({ dueOn, state, overdue }) => (
        <DueCell day={dueOn} isOpen={state === 'open'} isLate={overdue} words={words} />
      ),
    },
    { title: columns.state, cell: ({ state }) => states[state] },
    { title: columns.raised, cell: ({ raisedOn }) => raisedOn },
  ];
}
