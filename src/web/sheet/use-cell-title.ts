import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import type { FormCell } from './form-document.ts';
import { SHEET_WORDS } from './sheet-words.ts';

/** The title of a cell with its unit. */
export function useCellTitle(): (cell: FormCell) => string {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  return ({ title, unit, type }) => {
    if (type === 'fen') return `${text(title)}${words.unit(words.yuan)}`;
    return unit === undefined ? text(title) : `${text(title)}${words.unit(text(unit))}`;
  };
}
