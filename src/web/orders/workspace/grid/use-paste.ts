import type { ClipboardEvent } from 'react';
import { useFormContext } from 'react-hook-form';
import { CHOICE_WORDS, CHOICES_OF } from '../body/choice-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { GRID_CELLS, ITEM_FIELDS, LINE_FIELDS } from '../body/fields.ts';
import { blankItem, blankLine, type GridName, nextNumber, type OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { fieldOf, pathIn } from './focus.ts';
import { NUMBER_OF } from './grid-keys.ts';
import { byWord, readPasted } from './pasted-grid.ts';

/** Puts a table of the clipboard into a grid, from the cell on that is typed in; one text is left to the browser. */
export function usePaste(grid: GridName): (event: ClipboardEvent<HTMLElement>) => void {
  const form = useFormContext<OrderDraft>();
  return (event) => {
    const place = fieldOf(event.target);
    if (place === undefined) return;
    const text = event.clipboardData.getData('text/plain');
    const cells = readPasted(text, { grid, name: place.name, ...KNOWN[grid] });
    if (cells === undefined || cells.length === 0) return;
    event.preventDefault();
    const rows: object[] = [...structuredClone(form.getValues(grid))];
    const last = Math.max(...cells.map(({ row }) => place.row + row));
    for (let row = rows.length; row <= last; row += 1) {
      const number = nextNumber(rows.map((one) => textAt(one, NUMBER_OF[grid])));
      rows.push(grid === 'lines' ? blankLine(number) : blankItem(number));
    }
    form.setValue(grid, rows as never, { shouldDirty: true });
    for (const { row, name, value } of cells) {
      const path = pathIn({ grid, index: place.row + row }, name);
      form.setValue(path as 'reference', value, { shouldDirty: true });
    }
  };
}

/** Headings and words of choices in both languages: a table is read whichever it is in. */
function knownBy(grid: GridName) {
  const fields = grid === 'lines' ? LINE_FIELDS : ITEM_FIELDS;
  const names = [...new Set(['kind', ...fields.map(({ name }) => name), ...GRID_CELLS[grid]])];
  const called = (name: string) => [FIELD_WORDS.zh, FIELD_WORDS.en].flatMap((words) => words[name] ?? []);
  const choices = names.flatMap((name) => {
    const choice = CHOICES_OF[name];
    if (choice === undefined) return [];
    const { zh, en } = CHOICE_WORDS;
    return [[name, new Map([...byWord(zh[choice] ?? {}), ...byWord(en[choice] ?? {})])] as const];
  });
  return { headings: new Map(names.map((name) => [name, called(name)] as const)), choices: new Map(choices) };
}

const KNOWN = { lines: knownBy('lines'), softwarePlan: knownBy('softwarePlan') };
