import { addRow, type DrawnRow, drawnRow, type Grid, heightOfRow, linesLeft, type RowStyle } from './pdf-grid.ts';
import type { Sheet } from './pdf-sheet.ts';

/** What is written sheet after sheet; `sheet` is the one that is not full yet. */
export interface Flowing {
  sheet: Sheet;
}

interface FlowingRow {
  readonly grid: Grid;
  readonly style: RowStyle;
  /** Puts a new sheet in place of the full one, with the heading of the table on it. */
  readonly next: () => void;
}

/** A row that does not fit goes to the next sheet; only one that fits on no sheet is cut, and goes on there. */
export function addFlowingRow(flowing: Flowing, cells: readonly string[], { grid, style, next }: FlowingRow): void {
  let row: DrawnRow = drawnRow(cells, grid, style.font);
  if (flowing.sheet.y + heightOfRow(row, grid) > flowing.sheet.bottom) next();
  for (;;) {
    const fits = Math.max(1, linesLeft(flowing.sheet, grid));
    addRow(
      flowing.sheet,
      row.map((lines) => lines.slice(0, fits)),
      grid,
      style,
    );
    row = row.map((lines) => lines.slice(fits));
    if (row.every((lines) => lines.length === 0)) return;
    next();
  }
}
