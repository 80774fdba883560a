import { GRID_CELLS } from '../body/fields.ts';
import type { GridName } from '../body/order-draft.ts';

/** A value of a row by its name. */
export interface PastedCell {
  readonly row: number;
  readonly name: string;
  readonly value: string;
}

interface Target {
  readonly grid: GridName;
  /** The name of the field that is pasted into: without headings its column is the first. */
  readonly name: string;
  /** What columns may be called, by the name of their field. */
  readonly headings: ReadonlyMap<string, readonly string[]>;
  /** Words of choices and what they stand for, by the name of the field. */
  readonly choices: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** The cells of a table that was copied out of a spreadsheet, or nothing if the text is no table. A column that nobody knows is left out. */
export function readPasted(text: string, target: Target): readonly PastedCell[] | undefined {
  const lines = text.trimEnd().split(/\r?\n/);
  const rows = lines.map((line) => line.split('\t').map((cell) => cell.trim()));
  if (rows.length === 1 && rows[0]?.length === 1) return undefined;
  const columns = headingsOf(rows[0] ?? [], target);
  const names = columns ?? GRID_CELLS[target.grid].slice(GRID_CELLS[target.grid].indexOf(target.name));
  return (columns === undefined ? rows : rows.slice(1)).flatMap((cells, row) =>
    cells.flatMap((cell, at) => {
      const name = names[at];
      return name === undefined ? [] : [{ row, name, value: meantBy(name, cell, target) }];
    }),
  );
}

/** A first row of which at least two cells, and half of them, are names of fields. */
function headingsOf(cells: readonly string[], { headings }: Target): readonly (string | undefined)[] | undefined {
  const named = [...headings];
  const columns = cells.map(
    (cell) => named.find(([, called]) => called.some((one) => plain(one) === plain(cell)))?.[0],
  );
  const known = columns.filter((name) => name !== undefined).length;
  return known >= 2 && known * 2 >= cells.length ? columns : undefined;
}

/** Without blanks, units in brackets and case. */
function plain(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/\([^()]*\)|\s/g, '')
    .toLowerCase();
}

function meantBy(name: string, cell: string, { choices }: Target): string {
  const words = choices.get(name);
  return words === undefined ? cell : (words.get(plain(cell)) ?? cell);
}

/** The words of choices in the form in which a cell is compared with them. */
export function byWord(choices: { readonly [value: string]: string }): ReadonlyMap<string, string> {
  return new Map(Object.entries(choices).flatMap(([value, word]) => [[plain(word), value] as const, [value, value]]));
}
