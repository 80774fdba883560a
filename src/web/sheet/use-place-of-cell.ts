import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import type { SheetForm } from './form-document.ts';
import { SHEET_WORDS } from './sheet-words.ts';

/** What the place of a pointer such as `/reasons/office.licences` is called in a form; nothing where it is no cell. */
export function usePlaceOfCell(form: SheetForm): (pointer: string) => string | undefined {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  // Most cells of a grid are called by their row and their column already.
  const titleInGrid = (title: string, row: string, column: string): string => {
    const isNamed = [row, column].every((part) => title.toLowerCase().includes(part.toLowerCase()));
    return isNamed ? title : words.fieldOf(row, column);
  };
  return (pointer) => {
    const parts = pointer.split('/');
    const cell = form.cell(parts.at(-1) ?? '');
    if (cell === undefined) return undefined;
    const row = parts[1] === 'rows' ? Number(parts[3]) + 1 : Number.NaN;
    if (!Number.isNaN(row)) return words.inRow(text(cell.title), row);
    const inGrid = form.placeInGrid(cell.id);
    return inGrid ? titleInGrid(text(cell.title), text(inGrid.row), text(inGrid.column)) : text(cell.title);
  };
}
