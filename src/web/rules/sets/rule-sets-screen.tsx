import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, Schemas } from '../../client/operation.ts';
import { listRuleSets } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { FilterChoice } from '../../table/filter-choice.tsx';
import { ListPage } from '../../table/list-page.tsx';
import type { Column } from '../../table/server-table.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { isAsked } from '../../ui/search.ts';
import { writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { SET_WORDS } from './set-words.ts';

type Query = NonNullable<CallArgs<'listRuleSets'>['query']>;

const route = getRouteApi('/rule-sets');
const PAGE_ROWS = 50;

/** Every rule set there was, is, or may be, the newest first. */
export function RuleSetsScreen(): ReactNode {
  const words = useWords(SET_WORDS).list;
  const { after, ...filters } = route.useSearch();
  const sets = useRead(listRuleSets, { query: { ...filters, after, limit: PAGE_ROWS } as Query });
  const columns = useColumns();
  return (
    <Screen title={words.title}>
      <StateFilter />
      <Reading read={sets}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            empty={isAsked(filters) ? words.noneMatch : words.none}
            isFirst={after === undefined}
            idOf={({ number }) => String(number)}
          />
        )}
      </Reading>
    </Screen>
  );
}

function StateFilter(): ReactNode {
  const { list: words, states } = useWords(SET_WORDS);
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <search className="filters">
      <FilterChoice
        label={words.columns.state}
        any={words.any}
        words={states}
        value={state}
        onChoice={(chosen) => void navigate({ search: { state: chosen } })}
      />
    </search>
  );
}

function useColumns(): readonly Column<Schemas['RuleSetSummary']>[] {
  const { list, states, page } = useWords(SET_WORDS);
  const { columns } = list;
  return [
    {
      title: columns.number,
      cell: ({ number }) => (
        <Link to="/rule-sets/$number" params={{ number: String(number) }}>
          {number}
        </Link>
      ),
    },
    {
      title: columns.state,
      cell: ({ state, emergency }) => (
        <>
          {states[state]} {emergency !== null && <strong>{list.emergency}</strong>}
        </>
      ),
    },
    {
      title: columns.from,
      cell: ({ inForceFrom }) => (inForceFrom === null ? page.notYet : writeInstant(inForceFrom)),
    },
    { title: columns.rules, isNumeric: true, cell: ({ ruleCount }) => ruleCount },
    { title: columns.note, cell: ({ note }) => note },
  ];
}
