import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { copiedTable } from '../table/copied-table.ts';
import { useWords } from '../words/use-words.ts';
import type { FormCell } from './form-document.ts';
import { nextPlace, pastedCells, stepOf } from './grid-moves.ts';
import { fieldId, useSheet } from './sheet-context.ts';
import { SHEET_WORDS } from './sheet-words.ts';

type Lines = readonly (readonly (FormCell | undefined)[])[];

interface SheetKeys {
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onPaste: (event: ClipboardEvent<HTMLElement>) => void;
  };
  /** What became of the last table that was pasted. */
  readonly told: ReactNode;
}

/** Keys as in a sheet, and tables of the clipboard laid over it from the cell on that has the focus. */
export function useSheetKeys(lines: Lines): SheetKeys {
  const words = useWords(SHEET_WORDS);
  const { typing } = useSheet();
  const [pasted, setPasted] = useState<{ readonly count: number; readonly beyond: number }>();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const place = placeOf(lines, event.target);
    // Keys that an input method takes are not ours.
    if (place === undefined || event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return;
    const step = isLeftToField(event)
      ? undefined
      : stepOf({ key: event.key, shift: event.shiftKey, ...caretOf(event.target) });
    const next = step && nextPlace(lines, place, step);
    if (step !== undefined && event.key !== 'Tab') event.preventDefault();
    if (next !== undefined) focusCell(next.id);
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>): void => {
    const place = placeOf(lines, event.target);
    const table = copiedTable(event.clipboardData).map((row) => row.map(({ text }) => text));
    const isTable = table.length > 1 || (table[0]?.length ?? 0) > 1;
    if (place === undefined || typing === undefined || !isTable) return;
    event.preventDefault();
    const { cells, beyond } = pastedCells(lines, place, table);
    typing.change(Object.fromEntries(cells.map(({ cell, text }) => [cell.id, text])));
    setPasted({ count: cells.length, beyond });
  };
  const told = (
    <p role="status" className={pasted?.beyond ? 'field-error' : 'secondary'}>
      {pasted && words.pasted(pasted.count)} {pasted && pasted.beyond > 0 && words.beyond(pasted.beyond)}
    </p>
  );
  return { handlers: { onKeyDown, onPaste }, told };
}

function placeOf(lines: Lines, target: EventTarget) {
  if (!(target instanceof HTMLElement)) return undefined;
  for (const [line, cells] of lines.entries()) {
    const column = cells.findIndex((cell) => cell !== undefined && fieldId(cell.id) === target.id);
    if (column >= 0) return { line, column };
  }
  return undefined;
}

/** A long text has lines of its own, and a choice goes through its options. */
function isLeftToField({ target, key }: KeyboardEvent<HTMLElement>): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLSelectElement && key.startsWith('Arrow');
}

function caretOf(target: EventTarget) {
  if (!(target instanceof HTMLInputElement)) return { isAtStart: true, isAtEnd: true };
  const { selectionStart, selectionEnd, value } = target;
  const isWhole = selectionStart === 0 && selectionEnd === value.length;
  return { isAtStart: isWhole || selectionEnd === 0, isAtEnd: isWhole || selectionStart === value.length };
}

function focusCell(id: string): void {
  const field = document.getElementById(fieldId(id));
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}
