import { columnLetters, type TableRow } from '../../tables/index.ts';
import type { Cell } from '../forms/form-document.ts';

/** A cell of the form as a table has it. */
export interface SeenCell {
  readonly cell: Cell;
  /** `C7`, of a workbook with its sheet: `附件2!C7`. */
  readonly place: string;
  readonly text: string;
}

/** None of what the form computes, nor of files, which no table holds. */
export function seenAt(row: TableRow, cell: Cell, at: number): readonly SeenCell[] {
  if (cell.compute || cell.type === 'files') return [];
  return [{ cell, place: placeOf(row, at), text: row.cells[at]?.trim() ?? '' }];
}

export function placeOf({ row, sheet }: TableRow, at: number): string {
  const cell = `${columnLetters(at + 1)}${row}`;
  return sheet === undefined ? cell : `${sheet}!${cell}`;
}
