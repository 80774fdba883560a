import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import type { CallArgs, OperationId } from '../client/operation.ts';
import { useMay } from '../client/session-context.tsx';
import { type Read, useRead } from '../client/use-gate.ts';
import { ListPage } from '../table/list-page.tsx';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { isAsked } from '../ui/search.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { ToAct } from './act/to-act.tsx';
import type { AnyKind, AnyRow, WayTo } from './record.ts';
import { RecordFilters, type Search } from './record-filters.tsx';
import { useListColumns } from './record-table.tsx';
import { RECORD_WORDS } from './record-words.ts';

const PAGE_ROWS = 50;

interface AnyPage {
  readonly items: readonly AnyRow[];
  readonly next: string | number | null;
}

/** The records of a kind within reach, a page at a time. */
export function RecordList({ kind }: { readonly kind: AnyKind }): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const names = kind.filters.map(({ name }) => name);
  const filters = Object.fromEntries(names.map((name) => [name, search[name]]));
  const query = { ...kind.query, ...filters, [kind.pagesBy ?? 'after']: search.after, limit: PAGE_ROWS };
  const read = useRead(kind.list, { query } as CallArgs<OperationId>) as Read<OperationId>;
  const columns = useListColumns(kind);
  const rowOf = kind.rowOf ?? ((item: AnyRow) => item);
  const change = (changed: Search): void => {
    void navigate({ to: kind.path, search: { ...filters, ...changed, after: undefined } });
  };
  return (
    <Screen
      title={textOf(kind.title)}
      acts={
        kind.isReport ? (
          <ReportLinks report={kind.list} query={filters} words={words.paper} />
        ) : (
          <>
            <ToAct kind={kind} act="create" id="-" />
            {kind.acts && <kind.acts />}
          </>
        )
      }
    >
      <Beside label={words.beside} ways={kind.beside ?? []} />
      <Suspense>{kind.above && <kind.above />}</Suspense>
      <RecordFilters key={JSON.stringify(filters)} filters={kind.filters} search={search} onChange={change} />
      <Reading read={read}>
        {({ data }) => {
          // Only lists are described, which the type of any operation does not say.
          const page = data as unknown as AnyPage;
          return (
            <>
              {kind.says && <p>{textOf(kind.says(data as unknown as AnyRow))}</p>}
              <ListPage
                caption={textOf(kind.title)}
                columns={columns}
                page={{ items: page.items.map(rowOf), next: page.next === null ? null : String(page.next) }}
                idOf={kind.key}
                isFirst={search.after === undefined}
                empty={textOf(kind.empty)}
                filtered={isAsked(filters) ? { says: words.noneMatch, reset: words.reset, to: kind.path } : undefined}
              />
            </>
          );
        }}
      </Reading>
    </Screen>
  );
}

/** To what is listed beside it, where a person may read that. */
export function Beside({ label, ways }: { readonly label: string; readonly ways: readonly WayTo[] }): ReactNode {
  const textOf = useText();
  const may = useMay();
  const open = ways.filter(({ by }) => may(by));
  if (open.length === 0) return null;
  return (
    <nav className="tab-links" aria-label={label}>
      {open.map(({ name, to, search }) => (
        <Link key={to + JSON.stringify(search)} to={to} search={search}>
          {textOf(name)}
        </Link>
      ))}
    </nav>
  );
}
