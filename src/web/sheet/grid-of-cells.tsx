import type { ReactNode } from 'react';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { CellField } from './cell-field.tsx';
import { cellsOf, type GridSection, isTyped } from './form-document.ts';
import { useSheet } from './sheet-context.ts';
import { SHEET_WORDS } from './sheet-words.ts';
import { useHasMore } from './use-has-more.ts';
import { useSheetKeys } from './use-sheet-keys.tsx';

/** Cells in lines and columns, as they stand on the paper and in the spreadsheets of offices. */
export function GridOfCells({ section }: { readonly section: GridSection }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  const { typing } = useSheet();
  const keys = useSheetKeys(
    section.lines.map(({ cells }) => cells.map((cell) => (cell && isTyped(cell) ? cell : undefined))),
  );
  const { frame, hasMore } = useHasMore();
  const hasRequired = cellsOf(section).some(({ required }) => required);
  const title = text(section.title);
  const isOwn = typing !== undefined && section.by === 'agency';
  return (
    <>
      <p className="secondary screen-only">
        {isOwn && words.keys} {isOwn && hasRequired && words.marked}{' '}
        {hasMore && <strong className="sheet-more">{words.more}</strong>}
      </p>
      <div className="sheet-frame" data-more={hasMore}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reached by the keyboard. */}
        <section ref={frame} className="table-frame" tabIndex={0} aria-label={title} {...(isOwn && keys.handlers)}>
          <table className="sheet-grid">
            <caption className="visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{words.row}</th>
                {section.columns.map((column) => (
                  <th key={column.id} scope="col">
                    {text(column.title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {section.lines.map(({ head, cells }) => (
                <tr key={head.id}>
                  <th scope="row">{text(head.title)}</th>
                  {cells.map((cell, at) => (
                    <td key={section.columns[at]?.id}>
                      {cell && <CellField cell={cell} section={section} name={text(cell.title)} />}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      {keys.told}
    </>
  );
}
