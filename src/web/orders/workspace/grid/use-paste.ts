import { type ClipboardEvent, useState } from 'react';
import { copiedTable } from '../../../table/copied-table.ts';
import { CHOICE_WORDS, CHOICES_OF } from '../body/choice-words.ts';
import { numberOf, type RowDraft, withRows } from '../body/draft-rows.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { GRID_CELLS, ITEM_FIELDS, LINE_FIELDS } from '../body/fields.ts';
import { blankItem, blankLine, type GridName, nextNumber } from '../body/order-draft.ts';
import { withValue } from '../body/paths.ts';
import { useWorkplace } from '../workspace-context.ts';
import { fieldOf } from './focus.ts';
import { byWord, type Pasted, readPasted } from './pasted-grid.ts';

/** As many rows as the contract lets an order have. */
export const ROWS_MAX: { readonly [grid in GridName]: number } = { lines: 500, softwarePlan: 200 };

export interface Paste {
  readonly onPaste: (event: ClipboardEvent<HTMLElement>) => void;
  /** What became of the last table: how much of it was read and what was not; nothing before the first. */
  readonly pasted: (Pasted & { readonly firstRow: number }) | 'too-long' | undefined;
}

/** Puts a table of the clipboard into a grid, from the cell on that is typed in; one text is left to the browser. */
export function usePaste(grid: GridName): Paste {
  const { form } = useWorkplace();
  const [pasted, setPasted] = useState<Paste['pasted']>();
  const onPaste = (event: ClipboardEvent<HTMLElement>): void => {
    const place = fieldOf(event.target);
    if (place === undefined) return;
    const read = readPasted(copiedTable(event.clipboardData), { grid, name: place.name, ...KNOWN[grid] });
    if (read === undefined) return;
    event.preventDefault();
    const before: readonly RowDraft[] = form.getValues()[grid];
    if (place.row + read.rows > ROWS_MAX[grid]) {
      setPasted('too-long');
      return;
    }
    // All at once: one step of undo, and drawn once.
    form.reset(withRows(form.getValues(), grid, rowsWith(before, read, { grid, first: place.row })));
    setPasted({ ...read, firstRow: place.row });
  };
  return { onPaste, pasted };
}

function rowsWith(
  before: readonly RowDraft[],
  { cells, rows: count }: Pasted,
  { grid, first }: { readonly grid: GridName; readonly first: number },
): readonly RowDraft[] {
  const rows = [...before];
  for (let row = rows.length; row < first + count; row += 1) {
    const number = nextNumber(rows.map(numberOf));
    rows.push(grid === 'lines' ? blankLine(number) : blankItem(number));
  }
  for (const { row, name, value } of cells) {
    const own = rows[first + row];
    if (own !== undefined) rows[first + row] = withValue(own, name, value);
  }
  return rows;
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
