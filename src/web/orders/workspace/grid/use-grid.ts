import type { KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { GRID_CELLS } from '../body/fields.ts';
import { isItemBlank, isLineBlank } from '../body/order-body.ts';
import { blankItem, blankLine, type GridName, nextNumber, type OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { duplicateOf } from '../copy/copied-rows.ts';
import { fieldOf, focusPath, pathIn } from './focus.ts';
import { type GridAct, gridAct, NUMBER_OF } from './grid-keys.ts';
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
}

/** The rows of a grid, and what keys and the clipboard do to them. */
export function useGrid(grid: GridName): Grid {
  const { rows, appendRow, perform } = useRows(grid);
  const { onPaste, pasted } = usePaste(grid);

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
    ...{ rows, append: appendRow, onKeyDown, onPaste, pasted },
    perform: (act, row) => perform(act, row, GRID_CELLS[grid][0] ?? ''),
  };
}

function focusDetail(grid: GridName): void {
  document.querySelector<HTMLElement>(`.row-detail[data-grid="${grid}"] [name]`)?.focus();
}

/** The rows of a grid, and what the acts of its keys do to them. */
function useRows(grid: GridName) {
  const form = useFormContext<OrderDraft>();
  const { fields, append, insert, remove, update } = useFieldArray({ control: form.control, name: grid });
  const rows = fields.map(({ id, ...row }) => ({ id, number: textAt(row, NUMBER_OF[grid]) }));

  function blank() {
    const numbers = rows.map(({ number }) => number);
    return grid === 'lines' ? blankLine(nextNumber(numbers)) : blankItem(nextNumber(numbers));
  }

  /** Shows the changed rows at once: the next key may come before the browser draws again, and has its place by then. */
  function change(rowsChange: () => void, { row, name }: { readonly row: number; readonly name: string }): void {
    flushSync(rowsChange);
    focusPath(pathIn({ grid, index: row }, name));
  }

  function appendRow(): void {
    change(() => append(blank(), { shouldFocus: false }), { row: rows.length, name: GRID_CELLS[grid][0] ?? '' });
  }

  function copyAbove(row: number, name: string): void {
    const values = form.getValues();
    const below = values[grid][row];
    const above = values[grid][row - 1];
    if (above === undefined || below === undefined) return;
    const isBlank = 'line' in below ? isLineBlank(below) : isItemBlank(below);
    if (isBlank) {
      // What was read with the row above belongs to that row; proofs and texts that are typed are copied.
      const copy = { ...above, kept: '', [NUMBER_OF[grid]]: textAt(below, NUMBER_OF[grid]) };
      change(() => update(row, copy), { row, name });
    } else form.setValue(pathIn({ grid, index: row }, name) as 'reference', textAt(above, name), { shouldDirty: true });
  }

  function duplicate(row: number, name: string): void {
    const values = form.getValues()[grid][row];
    if (values === undefined) return;
    const copy = duplicateOf(
      values,
      rows.map(({ number }) => number),
    );
    change(() => insert(row + 1, structuredClone(copy) as never, { shouldFocus: false }), { row: row + 1, name });
  }

  function perform(act: GridAct, row: number, name: string): void {
    const cells = GRID_CELLS[grid];
    if (act.act === 'focus') focusPath(pathIn({ grid, index: act.row }, cells[act.column] ?? ''));
    else if (act.act === 'append') appendRow();
    else if (act.act === 'copy-above') copyAbove(row, name);
    else if (act.act === 'duplicate') duplicate(row, name);
    else if (act.act === 'detail') focusDetail(grid);
    else if (act.act === 'insert') {
      change(() => insert(row + 1, blank(), { shouldFocus: false }), { row: row + 1, name: cells[0] ?? '' });
    } else {
      change(() => remove(row), { row: Math.max(0, row - 1), name });
    }
  }

  return { rows, appendRow, perform };
}
