import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { UI_WORDS } from '../ui/ui-words.ts';
import { useWords } from '../words/use-words.ts';
import { isFigure } from './figure.ts';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumeric?: boolean;
}

interface ServerTableProps<Row> {
  /** What the table is of, for whoever does not see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** Shown instead of a table without rows. */
  readonly empty: ReactNode;
  /** Whether there is a next page: a page may have looked at many and found none. */
  readonly hasNext?: boolean;
}

/** One page of a list as the gate answered it. A row is opened by the link in it; the arrow keys go from link to link. */
export function ServerTable<Row>(props: ServerTableProps<Row>): ReactNode {
  const { caption, columns, rows, idOf, empty, hasNext = false } = props;
  const words = useWords(UI_WORDS);
  if (rows.length === 0) return <div className="empty">{hasNext ? words.noneYet : empty}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reached by the keyboard.
    <section className="table-frame" tabIndex={0} aria-label={caption} onKeyDown={moveBetweenRows}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, isNumeric }) => (
              <th key={title} scope="col" className={isNumeric ? 'numeric' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)}>
              {columns.map((column) => (
                <Cell key={column.title} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell<Row>({
  column: { cell, isNumeric },
  row,
}: {
  readonly column: Column<Row>;
  readonly row: Row;
}): ReactNode {
  const shown = cell(row);
  return <td className={isNumeric ? 'numeric' : isFigure(shown) ? 'unbroken' : undefined}>{shown}</td>;
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<Element>('tbody tr a:first-of-type')];
  const at = document.activeElement === null ? -1 : links.indexOf(document.activeElement);
  const next = links[at + step];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

interface PagesProps {
  /** The cursor of the next page, null on the last one. */
  readonly next: string | null;
  readonly isFirst: boolean;
}

/** To the next page, which has an address of its own, and back as the browser goes back. */
export function Pages({ next, isFirst }: PagesProps): ReactNode {
  const words = useWords(UI_WORDS);
  if (next === null && isFirst) return null;
  return (
    <div className="pages">
      {!isFirst && <Button onClick={() => history.back()}>{words.previous}</Button>}
      {next === null ? (
        <span className="secondary">{words.noMore}</span>
      ) : (
        <Link to="." search={(search: Record<string, unknown>) => ({ ...search, after: next })}>
          {words.next}
        </Link>
      )}
    </div>
  );
}
