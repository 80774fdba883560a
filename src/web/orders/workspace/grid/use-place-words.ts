import { useWords } from '../../../words/use-words.ts';
import type { GridName } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { rowOf } from './focus.ts';
import { NUMBER_OF } from './grid-keys.ts';

/** What a row is called by its number. */
export function useRowWords(): (grid: GridName, number: string) => string {
  const words = useWords(WORKSPACE_WORDS);
  return (grid, number) => (grid === 'lines' ? words.line(number) : words.item(number));
}

/** In which row a path leads, as a person would say it; nothing for the order itself. A row that is gone has to be told by its number. */
export function usePlaceWords(): (path: string, number?: string) => string {
  const called = useRowWords();
  const { form } = useWorkplace();
  return (path, known) => {
    const row = rowOf(path);
    if (row === undefined) return '';
    const number = known ?? textAt(form.getValues(), `${row.grid}.${row.index}.${NUMBER_OF[row.grid]}`);
    return called(row.grid, number || String(row.index + 1));
  };
}
