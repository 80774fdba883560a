import type { KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { numberOf, type RowDraft, rowsIn, withNumber, withRows } from '../body/draft-rows.ts';
import { GRID_CELLS } from '../body/fields.ts';
import { isItemBlank, isLineBlank } from '../body/order-body.ts';
import { blankItem, blankLine, type GridName, nextNumber } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { copyOf, duplicateOf } from '../copy/copied-rows.ts';
import { useOfDraft } from '../use-draft-form.ts';
import { useWorkplace } from '../workspace-context.ts';
import { fieldOf, focusPath, pathIn } from './focus.ts';
import { type GridAct, gridAct } from './grid-keys.ts';
import { type Paste, usePaste } from './use-paste.ts';

export interface GridRow {
  readonly id: string;
  readonly number: string;
}

interface Grid {
  readonly rows: readonly GridRow[];
  readonly append: () => void;
  /** What a button does to a row. */
  readonly perform: (act: GridAct, row: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onPaste: Paste['onPaste'];
  readonly pasted: Paste['pasted'];
  readonly assign: Paste['assign'];
}

/** The rows of a grid, and what keys and the clipboard do to them. */
export function useGrid(grid: GridName): Grid {
  const { rows, appendRow, perform } = useRows(grid);
  const { onPaste, pasted, assign } = usePaste(grid);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const place = fieldOf(event.target);
    // Keys that an input method takes are not ours.
    if (place === undefined || event.nativeEvent.isComposing) return;
    const { key, ctrlKey: ctrl, shiftKey: shift, altKey: alt } = event;
    const at = { row: place.row, column: GRID_CELLS[grid].indexOf(place.name) };
    const size = { rows: rows.length, columns: GRID_CELLS[grid].length };
    const isChoice = event.target instanceof HTMLSelectElement;
    const act = ctrl && key === 'Enter' ? undefined : gridAct({ key, ctrl, shift, alt, isChoice }, { ...at, ...size });
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    perform(act, place.row, place.name);
  }

  return {
    ...{ rows, append: appendRow, onKeyDown, onPaste, pasted, assign },
    perform: (act, row) => perform(act, row, GRID_CELLS[grid][0] ?? ''),
  };
}

function focusDetail(grid: GridName): void {
  document.querySelector<HTMLElement>(`.row-detail[data-grid="${grid}"] [name]`)?.focus();
}

/** A row is the same by its number, wherever it stands and whatever is put into the form. */
function rowsOf(joined: string): readonly GridRow[] {
  const seen = new Map<string, number>();
  return (joined === '' ? [] : joined.split('\n')).map((number) => {
    const before = seen.get(number) ?? 0;
    seen.set(number, before + 1);
    // A draft that was kept may count two rows alike.
    return { id: before === 0 ? number : `${number}/${before}`, number };
  });
}

/** The rows with one of them as the row above it, under its own number. */
function withCopy(rows: readonly RowDraft[], row: number): readonly RowDraft[] {
  const above = rows[row - 1];
  return rows.map((one, at) =>
    at === row && above !== undefined ? withNumber(copyOf(above), Number(numberOf(one))) : one,
  );
}

/** The rows of a grid, and what the acts of its keys do to them. */
function useRows(grid: GridName) {
  const { form } = useWorkplace();
  const rows = rowsOf(useOfDraft(form, (draft) => draft[grid].map(numberOf).join('\n')));

  const now = (): readonly RowDraft[] => rowsIn(form.getValues(), grid);
  const withRow = (at: number, row: RowDraft): readonly RowDraft[] => [...now().slice(0, at), row, ...now().slice(at)];

  function blank(): RowDraft {
    const numbers = rows.map(({ number }) => number);
    return grid === 'lines' ? blankLine(nextNumber(numbers)) : blankItem(nextNumber(numbers));
  }

  /** Shows the changed rows at once: the next key may come before the browser draws again, and has its place by then. */
  function change(changed: readonly RowDraft[], { row, name }: { readonly row: number; readonly name: string }): void {
    flushSync(() => form.reset(withRows(form.getValues(), grid, changed)));
    focusPath(pathIn({ grid, index: row }, name));
  }

  function appendRow(): void {
    change([...now(), blank()], { row: rows.length, name: GRID_CELLS[grid][0] ?? '' });
  }

  function copyAbove(row: number, name: string): void {
    const values = form.getValues();
    const below = values[grid][row];
    const above = values[grid][row - 1];
    if (above === undefined || below === undefined) return;
    const isBlank = 'line' in below ? isLineBlank(below) : isItemBlank(below);
    if (isBlank) change(withCopy(now(), row), { row, name });
    else form.setValue(pathIn({ grid, index: row }, name), textAt(above, name));
  }

  function duplicate(row: number, name: string): void {
    const values = form.getValues()[grid][row];
    if (values === undefined) return;
    change(withRow(row + 1, duplicateOf(values, now().map(numberOf))), { row: row + 1, name });
  }

  function perform(act: GridAct, row: number, name: string): void {
    const cells = GRID_CELLS[grid];
    if (act.act === 'focus') focusPath(pathIn({ grid, index: act.row }, cells[act.column] ?? ''));
    else if (act.act === 'append') appendRow();
    else if (act.act === 'copy-above') copyAbove(row, name);
    else if (act.act === 'duplicate') duplicate(row, name);
    else if (act.act === 'detail') focusDetail(grid);
    else if (act.act === 'insert') change(withRow(row + 1, blank()), { row: row + 1, name: cells[0] ?? '' });
    else change([...now().slice(0, row), ...now().slice(row + 1)], { row: Math.max(0, row - 1), name });
  }

  return { rows, appendRow, perform };
}
