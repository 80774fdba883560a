import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Column, Pages, ServerTable } from './server-table.tsx';

interface ListPageProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** As the gate answered it. */
  readonly page: { readonly items: readonly Row[]; readonly next: string | null };
  readonly isFirst: boolean;
  readonly idOf: (row: Row) => string;
  /** Why nothing is here, and who fills it. */
  readonly empty: string;
  /** Said instead where a filter leaves everything out, with the way to a list without filters. Absent without a filter. */
  readonly filtered?: { readonly says: string; readonly reset: string; readonly to: string } | undefined;
}

/** One page of a list that is worked through: its rows or why there are none, and the way to the next page. */
export function ListPage<Row>(props: ListPageProps<Row>): ReactNode {
  const { caption, columns, page, isFirst, idOf, empty, filtered } = props;
  return (
    <>
      <ServerTable
        caption={caption}
        columns={columns}
        rows={page.items}
        hasNext={page.next !== null}
        idOf={idOf}
        empty={
          filtered === undefined ? (
            empty
          ) : (
            <>
              {filtered.says} <Link to={filtered.to}>{filtered.reset}</Link>
            </>
          )
        }
      />
      <Pages next={page.next} isFirst={isFirst} />
    </>
  );
}
