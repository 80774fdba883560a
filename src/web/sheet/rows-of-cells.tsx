import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { RequiredMark, TypedField, Value } from './cell-field.tsx';
import { isTyped, type ListSection } from './form-document.ts';
import { placeInRow, type TypedRow } from './sheet-content.ts';
import { useSheet } from './sheet-context.ts';
import { SHEET_WORDS } from './sheet-words.ts';
import { useCellTitle } from './use-cell-title.ts';

/** The contract takes no more. */
const ROWS_MAX = 500;

/** Repeated rows, as many as there are things to tell of. */
export function RowsOfCells({ section }: { readonly section: ListSection }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const titleOf = useCellTitle();
  const { typing, rows: rowsOf } = useSheet();
  const rows = rowsOf(section.id);
  const isOwn = typing !== undefined && section.by === 'agency';
  const change = (next: readonly TypedRow[]): void => typing?.changeRows(section.id, next);
  const hasRequired = section.cells.some(({ required }) => required);
  return (
    <div className="table-frame">
      {isOwn && hasRequired && <p className="secondary screen-only">{words.marked}</p>}
      {rows.length === 0 && <p className="empty">{words.emptyRows}</p>}
      {rows.length > 0 && (
        <table className="sheet-grid">
          <thead>
            <tr>
              <th scope="col">{words.rowHead}</th>
              {section.cells.map((cell) => (
                <th key={cell.id} scope="col">
                  {titleOf(cell)} {isOwn && cell.required && <RequiredMark />}
                </th>
              ))}
              {isOwn && <th scope="col">{words.acts}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <OneRow
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names but their places.
                key={at}
                {...{ section, row, at, isOwn }}
                onChange={(next) => change(rows.map((one, other) => (other === at ? next : one)))}
                onRemove={() => change(rows.filter((_row, other) => other !== at))}
              />
            ))}
          </tbody>
        </table>
      )}
      {isOwn && rows.length < ROWS_MAX && (
        <button type="button" className="plain-button" onClick={() => change([...rows, {}])}>
          {words.addRow}
        </button>
      )}
    </div>
  );
}

interface OneRowProps {
  readonly section: ListSection;
  readonly row: TypedRow;
  readonly at: number;
  readonly isOwn: boolean;
  readonly onChange: (row: TypedRow) => void;
  readonly onRemove: () => void;
}

function OneRow({ section, row, at, isOwn, onChange, onRemove }: OneRowProps): ReactNode {
  const words = useWords(SHEET_WORDS);
  const titleOf = useCellTitle();
  return (
    <tr>
      <th scope="row">{at + 1}</th>
      {section.cells.map((cell) => (
        <td key={cell.id}>
          {isOwn && isTyped(cell) ? (
            <TypedField
              cell={cell}
              place={placeInRow(section.id, at, cell.id)}
              name={words.inRow(titleOf(cell), at + 1)}
              value={row[cell.id] ?? ''}
              onChange={(text) => onChange({ ...row, [cell.id]: text })}
            />
          ) : (
            <Value cell={cell} text={row[cell.id] ?? ''} />
          )}
        </td>
      ))}
      {isOwn && (
        <td>
          <button type="button" className="plain-button" onClick={onRemove}>
            {words.removeRow(at + 1)}
          </button>
        </td>
      )}
    </tr>
  );
}
