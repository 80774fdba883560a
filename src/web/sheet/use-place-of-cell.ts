import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import type { SheetForm } from './form-document.ts';
import { SHEET_WORDS } from './sheet-words.ts';

/** What the place of a pointer such as `/reasons/office.licences` is called in a form; nothing where it is no cell. */
export function usePlaceOfCell(form: SheetForm): (pointer: string) => string | undefined {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  return (pointer) => {
    const parts = pointer.split('/');
    const cell = form.cell(parts.at(-1) ?? '');
    if (cell === undefined) return undefined;
    const row = parts[1] === 'rows' ? Number(parts[3]) + 1 : Number.NaN;
    return Number.isNaN(row) ? text(cell.title) : words.inRow(text(cell.title), row);
  };
}
