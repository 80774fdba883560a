import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { CellField, RequiredMark } from './cell-field.tsx';
import { isRequired, isTyped, type ListSection } from './form-document.ts';
import { fieldId, useSheet } from './sheet-context.ts';
import { SHEET_WORDS } from './sheet-words.ts';
import { useCellTitle } from './use-cell-title.ts';
import { useSheetKeys } from './use-sheet-keys.tsx';

/** Cells one below the other, each with its title. */
export function ListOfCells({ section }: { readonly section: ListSection }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const titleOf = useCellTitle();
  const { typing, text } = useSheet();
  const lines = section.cells.map((cell) => [isTyped(cell) ? cell : undefined]);
  const keys = useSheetKeys(lines);
  const hasRequired = section.cells.some((cell) => isRequired(cell, section, text));
  const isOwn = typing !== undefined && section.by === 'agency';
  return (
    <>
      {isOwn && hasRequired && <p className="secondary screen-only">{words.marked}</p>}
      <div className="sheet-list" {...(isOwn && keys.handlers)}>
        {section.cells.map((cell) => (
          <div key={cell.id} className="sheet-line" data-long={cell.type === 'text' || cell.type === 'files'}>
            {isOwn && isTyped(cell) ? (
              <label htmlFor={fieldId(cell.id)}>
                {titleOf(cell)} {isRequired(cell, section, text) && <RequiredMark />}
              </label>
            ) : (
              <span>{titleOf(cell)}</span>
            )}
            <CellField cell={cell} section={section} />
          </div>
        ))}
        {keys.told}
      </div>
    </>
  );
}
