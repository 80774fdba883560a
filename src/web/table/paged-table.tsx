import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { UI_WORDS } from '../ui/ui-words.ts';
import { useWords } from '../words/use-words.ts';
import { type Column, ServerTable } from './server-table.tsx';

const PAGE_ROWS = 50;

interface PagedTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly empty: ReactNode;
}

/** Rows that are all here, a page of them at a time. Another page is begun where it begins, by the keyboard too. */
export function PagedTable<Row>({ rows, ...table }: PagedTableProps<Row>): ReactNode {
  const words = useWords(UI_WORDS);
  const frame = useRef<HTMLDivElement>(null);
  const [asked, setPage] = useState(0);
  const pages = Math.ceil(rows.length / PAGE_ROWS);
  const page = Math.max(0, Math.min(asked, pages - 1));
  const turn = (to: number): void => {
    setPage(to);
    frame.current?.querySelector<HTMLElement>('.table-frame')?.focus({ preventScroll: true });
    frame.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <div ref={frame}>
      <ServerTable {...table} rows={rows.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS)} />
      {pages > 1 && (
        <div className="pages">
          {page > 0 && <Button onClick={() => turn(page - 1)}>{words.previous}</Button>}
          <span role="status">{words.pageOf(page + 1, pages, rows.length)}</span>
          {page < pages - 1 && <Button onClick={() => turn(page + 1)}>{words.next}</Button>}
        </div>
      )}
    </div>
  );
}
