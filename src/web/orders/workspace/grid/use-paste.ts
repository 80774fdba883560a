import { type ClipboardEvent, useState } from 'react';
import { copiedTable } from '../../../table/copied-table.ts';
import type { CopiedTable } from '../../../table/table-of-text.ts';
import { type RowDraft, rowsIn, withRows } from '../body/draft-rows.ts';
import type { GridName } from '../body/order-draft.ts';
import { useWorkplace } from '../workspace-context.ts';
import { fieldOf } from './focus.ts';
import { KNOWN_COLUMNS } from './known-columns.ts';
import { type Pasted, readPasted } from './pasted-grid.ts';
import { rowsWithout, rowsWithPasted } from './pasted-rows.ts';

/** As many rows as the contract lets an order have. */
export const ROWS_MAX: { readonly [grid in GridName]: number } = { lines: 500, softwarePlan: 200 };

interface LastPaste extends Pasted {
  readonly firstRow: number;
  readonly table: CopiedTable;
  /** The field that was pasted into. */
  readonly field: string;
  /** The rows as they were before. */
  readonly before: readonly RowDraft[];
}

export interface Paste {
  readonly onPaste: (event: ClipboardEvent<HTMLElement>) => void;
  /** What became of the last table: how much of it was read and what was not; nothing before the first. */
  readonly pasted: LastPaste | 'too-long' | undefined;
  /** Reads a column of the last table as another field, or leaves it out. */
  readonly assign: (column: number, name: string | undefined) => void;
}

/** Puts a table of the clipboard into a grid, from the cell on that is typed in; one text is left to the browser. */
export function usePaste(grid: GridName): Paste {
  const { form } = useWorkplace();
  const [pasted, setPasted] = useState<Paste['pasted']>();

  /** All at once: one step of undo, and drawn once. */
  function put(rows: readonly RowDraft[]): void {
    form.reset(withRows(form.getValues(), grid, rows));
  }

  const onPaste = (event: ClipboardEvent<HTMLElement>): void => {
    const place = fieldOf(event.target);
    if (place === undefined) return;
    const table = copiedTable(event.clipboardData);
    const read = readPasted(table, { ...KNOWN_COLUMNS[grid], name: place.name });
    if (read === undefined) return;
    event.preventDefault();
    const before = rowsIn(form.getValues(), grid);
    if (place.row + read.rows > ROWS_MAX[grid]) {
      setPasted('too-long');
      return;
    }
    put(rowsWithPasted(before, read, { grid, first: place.row }));
    setPasted({ ...read, firstRow: place.row, table, field: place.name, before });
  };

  const assign = (column: number, name: string | undefined): void => {
    if (pasted === undefined || pasted === 'too-long') return;
    const { table, field, before, columns, firstRow: first } = pasted;
    // A field is filled by one column: it is taken from the one that had it.
    const assigned = columns.map((one, at) => (at === column ? name : one.name === name ? undefined : one.name));
    const read = readPasted(table, { ...KNOWN_COLUMNS[grid], name: field, assigned });
    if (read === undefined) return;
    const cleared = rowsWithout(rowsIn(form.getValues(), grid), pasted, { before, first });
    put(rowsWithPasted(cleared, read, { grid, first }));
    setPasted({ ...pasted, ...read });
  };
  return { onPaste, pasted, assign };
}
