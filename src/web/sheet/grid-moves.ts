/** A step that a key asks for. */
export interface Press {
  readonly key: string;
  readonly shift: boolean;
  /** Whether the caret is at the beginning, or the whole text is chosen. */
  readonly isAtStart: boolean;
  readonly isAtEnd: boolean;
}

export interface Step {
  readonly down: number;
  readonly across: number;
}

/** Where a key leads in a sheet; nothing where the key does what it does in a field. */
export function stepOf({ key, shift, isAtStart, isAtEnd }: Press): Step | undefined {
  if (key === 'Enter') return { down: shift ? -1 : 1, across: 0 };
  if (key === 'ArrowDown') return { down: 1, across: 0 };
  if (key === 'ArrowUp') return { down: -1, across: 0 };
  if (shift) return undefined;
  if (key === 'ArrowLeft' && isAtStart) return { down: 0, across: -1 };
  if (key === 'ArrowRight' && isAtEnd) return { down: 0, across: 1 };
  return undefined;
}

/** From a place on, the first that has a cell to type in. Computed cells are passed over. */
export function nextPlace<Cell>(
  lines: readonly (readonly (Cell | undefined)[])[],
  from: { readonly line: number; readonly column: number },
  { down, across }: Step,
): Cell | undefined {
  let line = from.line + down;
  let column = from.column + across;
  while (line >= 0 && line < lines.length && column >= 0 && column < (lines[line]?.length ?? 0)) {
    const found = lines[line]?.[column];
    if (found !== undefined) return found;
    line += down;
    column += across;
  }
  return undefined;
}

/** A text of a copied table, and the place that it is for. */
export interface PastedCell<Cell> {
  readonly cell: Cell;
  readonly text: string;
}

/** Lays a copied table over the sheet, its first cell on the one that has the focus. What falls on computed cells is left out. */
export function pastedCells<Cell>(
  lines: readonly (readonly (Cell | undefined)[])[],
  from: { readonly line: number; readonly column: number },
  table: readonly (readonly string[])[],
): { readonly cells: readonly PastedCell<Cell>[]; readonly beyond: number } {
  const cells: PastedCell<Cell>[] = [];
  let beyond = 0;
  for (const [down, texts] of table.entries()) {
    for (const [across, text] of texts.entries()) {
      const line = lines[from.line + down];
      if (line === undefined || from.column + across >= line.length) {
        if (text.trim() !== '') beyond += 1;
        continue;
      }
      const cell = line[from.column + across];
      if (cell !== undefined) cells.push({ cell, text: text.trim() });
    }
  }
  return { cells, beyond };
}
