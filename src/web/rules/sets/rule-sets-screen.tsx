import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { listRuleSets } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { ListPage } from '../../table/list-page.tsx';
import type { Column } from '../../table/server-table.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { SET_WORDS } from './set-words.ts';

const route = getRouteApi('/rule-sets');
const PAGE_ROWS = 50;

/** Every rule set there was, is, or may be, the newest first. */
export function RuleSetsScreen(): ReactNode {
  const words = useWords(SET_WORDS).list;
  const { after } = route.useSearch();
  const sets = useRead(listRuleSets, { query: { limit: PAGE_ROWS, ...(after !== undefined && { after }) } });
  const columns = useColumns();
  return (
    <Screen title={words.title}>
      <Reading read={sets}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            empty={words.none}
            isFirst={after === undefined}
            idOf={({ number }) => String(number)}
          />
        )}
      </Reading>
    </Screen>
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
