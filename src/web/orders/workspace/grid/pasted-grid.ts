import type { CopiedCell, CopiedTable } from '../../../table/table-of-text.ts';
import { addDays } from '../../../ui/time.ts';
import { GRID_CELLS, kindOf } from '../body/fields.ts';
import type { GridName } from '../body/order-draft.ts';

/** A value of a row by its name. */
export interface PastedCell {
  readonly row: number;
  readonly name: string;
  readonly value: string;
}

export interface Pasted {
  readonly cells: readonly PastedCell[];
  readonly rows: number;
  /** Columns that are none of the grid's: their headings, or their numbers where there are none. */
  readonly ignored: readonly string[];
  /** Numbers that stand once for several rows: how they are shared is for people to say. */
  readonly merged: readonly { readonly row: number; readonly name: string }[];
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

/** What a table that was copied out of a spreadsheet puts into a grid, or nothing if it is one text. What cannot be read is told, not left out. */
export function readPasted(table: CopiedTable, target: Target): Pasted | undefined {
  const rows = table.map((row) => row.map(({ text, ...cell }) => ({ ...cell, text: text.trim() })));
  const [first = []] = rows;
  if (rows.length === 0 || (rows.length === 1 && first.length === 1)) return undefined;
  const headings = headingsOf(first, target);
  const names = headings ?? GRID_CELLS[target.grid].slice(GRID_CELLS[target.grid].indexOf(target.name));
  const body = headings === undefined ? rows : rows.slice(1);
  const all = body.flatMap((cells, row) =>
    cells.flatMap((cell, at) => {
      const name = names[at];
      return name === undefined ? [] : [{ row, name, cell, isShared: isNumber(name) && isOfSeveral(body, row, at) }];
    }),
  );
  return {
    cells: all
      .filter(({ isShared }) => !isShared)
      .map(({ row, name, cell }) => ({ row, name, value: meantBy(name, cell.text, target) })),
    rows: body.length,
    ignored: ignoredOf(first, names, headings !== undefined, body),
    merged: all.filter(({ isShared }) => isShared).map(({ row, name }) => ({ row, name })),
  };
}

/** Whether a cell is part of one that goes over several rows, be it the first of them. */
function isOfSeveral(body: CopiedTable, row: number, at: number): boolean {
  return body[row]?.[at]?.isRepeated === true || body[row + 1]?.[at]?.isRepeated === true;
}

function isNumber(name: string): boolean {
  return ['money', 'whole', 'count'].includes(kindOf(name));
}

function ignoredOf(
  first: readonly CopiedCell[],
  names: readonly (string | undefined)[],
  hasHeadings: boolean,
  body: CopiedTable,
): readonly string[] {
  const columns = Math.max(0, ...body.map((row) => row.length));
  return Array.from({ length: columns }, (_column, at) => at)
    .filter((at) => names[at] === undefined && body.some((row) => row[at] !== undefined && row[at].text !== ''))
    .map((at) => (hasHeadings ? first[at]?.text : undefined) || `#${at + 1}`);
}

/** A first row of which at least two cells, and half of them, are names of fields. */
function headingsOf(cells: readonly CopiedCell[], { headings }: Target): readonly (string | undefined)[] | undefined {
  const named = [...headings];
  const columns = cells.map(
    ({ text }) => named.find(([, called]) => called.some((one) => plain(one) === plain(text)))?.[0],
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
  if (kindOf(name) === 'date') return dayOfSerial(cell) ?? cell;
  const words = choices.get(name);
  return words === undefined ? cell : (words.get(plain(cell)) ?? cell);
}

/** Spreadsheets count days from 1899-12-30. These are the years 2000 to 2099: other numbers are no days of an order. */
const SERIAL = { first: 36_526, last: 73_050, from: '1899-12-30' };

/** `46352`, as a cell says that has lost its format, is 2026-11-26. */
function dayOfSerial(cell: string): string | undefined {
  const serial = Number(/^\d{5}(?=(?:\.\d+)?$)/.exec(cell.normalize('NFKC'))?.[0]);
  return serial >= SERIAL.first && serial <= SERIAL.last ? addDays(SERIAL.from, serial) : undefined;
}

/** The words of choices in the form in which a cell is compared with them. */
export function byWord(choices: { readonly [value: string]: string }): ReadonlyMap<string, string> {
  return new Map(Object.entries(choices).flatMap(([value, word]) => [[plain(word), value] as const, [value, value]]));
}
