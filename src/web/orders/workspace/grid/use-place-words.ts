import { useFormContext } from 'react-hook-form';
import { useWords } from '../../../words/use-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { rowOf } from './focus.ts';
import { NUMBER_OF } from './grid-keys.ts';

/** In which row a path leads, as a person would say it; nothing for the order itself. */
export function usePlaceWords(): (path: string) => string {
  const words = useWords(WORKSPACE_WORDS);
  const { getValues } = useFormContext<OrderDraft>();
  return (path) => {
    const row = rowOf(path);
    if (row === undefined) return '';
    const number = textAt(getValues(), `${row.grid}.${row.index}.${NUMBER_OF[row.grid]}`) || String(row.index + 1);
    return row.grid === 'lines' ? words.line(number) : words.item(number);
  };
}
