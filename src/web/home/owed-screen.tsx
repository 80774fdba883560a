import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listUndertakings, readInTray } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { CHOICE_WORDS } from '../orders/index.ts';
import { DueCell } from '../table/due-day.tsx';
import { ListPage } from '../table/list-page.tsx';
import type { Column } from '../table/server-table.tsx';
import { AgencyName } from '../ui/agency-name.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { HOME_WORDS } from './home-words.ts';
import { OWED_WORDS } from './owed-words.ts';

type Entry = Schemas['InTrayEntry'];

const route = getRouteApi('/owed');
const PAGE_ROWS = 50;

/** What is owed and has no page of its own yet: what, until when and by whom, as the gate says it. */
export function OwedScreen(): ReactNode {
  const words = useWords(OWED_WORDS);
  const { kinds } = useWords(HOME_WORDS);
  const { kind } = route.useSearch();
  const tray = useRead(readInTray, {});
  return (
    <Reading read={tray}>
      {({ data }) => {
        const entry = data.items.find((one) => one.kind === kind);
        return (
          <Screen title={entry === undefined ? words.title : kinds[entry.kind](entry.count)}>
            {entry === undefined || entry.count === 0 ? <p className="empty">{words.none}</p> : <Owed entry={entry} />}
          </Screen>
        );
      }}
    </Reading>
  );
}

function Owed({ entry }: { readonly entry: Entry }): ReactNode {
  const words = useWords(OWED_WORDS);
  const { dueFirst } = useWords(HOME_WORDS);
  return (
    <>
      <p className="secondary">{words.does[entry.kind] ?? words.byProgram}</p>
      {entry.operation === 'listUndertakings' ? (
        <Undertakings />
      ) : (
        <p>
          {words.count(entry.count)} {entry.dueFirst !== null && dueFirst(entry.dueFirst)}
        </p>
      )}
    </>
  );
}

function Undertakings(): ReactNode {
  const words = useWords(OWED_WORDS);
  const { category: categories } = useWords(CHOICE_WORDS);
  const { after } = route.useSearch();
  const undertakings = useRead(listUndertakings, { query: { overdue: true, after, limit: PAGE_ROWS } });
  const columns: readonly Column<Schemas['RegisteredUndertaking']>[] = [
    { title: words.columns.what, cell: ({ category }) => categories[category] },
    { title: words.columns.seats, cell: ({ seats }) => seats, isNumeric: true },
    { title: words.columns.missing, cell: ({ seats, deliveredSeats }) => seats - deliveredSeats, isNumeric: true },
    {
      title: words.columns.due,
      cell: ({ dueOn, overdue }) => dueOn !== null && <DueCell day={dueOn} isLate={overdue} words={words} />,
    },
    { title: words.columns.by, cell: ({ agencyCode }) => <AgencyName code={agencyCode} /> },
    { title: words.columns.order, cell: ({ orderId }) => <ToOrder id={orderId} /> },
  ];
  return (
    <Reading read={undertakings}>
      {({ data }) => (
        <ListPage
          {...{ caption: words.title, columns, page: data, empty: words.none, isFirst: after === undefined }}
          idOf={({ id }) => id}
        />
      )}
    </Reading>
  );
}

function ToOrder({ id }: { readonly id: string }): ReactNode {
  const words = useWords(OWED_WORDS);
  return (
    <Link to="/orders/$id" params={{ id }}>
      {words.openOrder}
    </Link>
  );
}
