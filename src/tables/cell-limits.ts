import { Refusal, text } from '../kernel/index.ts';

/** Longest cell of a table: more than the longest text that any column takes. */
export const CELL_CHARACTERS_MAX = 4_000;
/** Longest cell of a heading; names of columns are looked up in many ways. */
const HEADING_CHARACTERS_MAX = 200;
/** Widest row; more than any table that is imported has columns. */
const CELLS_MAX = 1_000;

/** Rows of a table as they stand in its file. */
export type Rows = readonly (readonly string[])[];

/** A row with its number, from 1, and the sheet it stands in; a CSV file has no sheets. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly sheet?: string | undefined;
}

/** Refuses what no table holds, before any regular expression or comparison sees it. */
export function refuseBeyondLimits(row: TableRow): void {
  if (row.cells.length > CELLS_MAX) throw tooManyCells(row);
  refuseLonger(row, CELL_CHARACTERS_MAX);
}

/** Refuses a row of the heading with a longer name than any column has. */
export function refuseLongNames(row: TableRow): void {
  refuseLonger(row, HEADING_CHARACTERS_MAX);
}

/** Whether a cell may be the name of a column; the rows above a heading may hold whole sentences. */
export function isShortEnough(name: string): boolean {
  return name.length <= HEADING_CHARACTERS_MAX;
}

function refuseLonger({ row, cells, sheet }: TableRow, charactersMax: number): void {
  const at = cells.findIndex((cell) => cell.length > charactersMax);
  if (at >= 0) throw cellTooLong({ sheet, row, column: at + 1 }, charactersMax);
}

interface CellPlace {
  readonly sheet: string | undefined;
  readonly row: number;
  readonly column: number;
}

export function cellTooLong({ sheet, row, column }: CellPlace, charactersMax = CELL_CHARACTERS_MAX): Refusal {
  const letters = columnLetters(column);
  const message = text(
    `${sheet === undefined ? '' : `工作表“${sheet}”`}第 ${row} 行 ${letters} 列的内容超过 ${charactersMax} 个字符，请缩短后重新导入。`,
    `Row ${row}, column ${letters}${sheet === undefined ? '' : ` of the sheet "${sheet}"`} holds more than ${charactersMax} characters. Shorten it and import the file again.`,
  );
  return new Refusal('invalid', 'import.cell_too_long', message, [{ pointer: '', message: '' }]);
}

function tooManyCells({ row }: TableRow): Refusal {
  const message = text(`第 ${row} 行超过 ${CELLS_MAX} 列。`, `Row ${row} has more than ${CELLS_MAX} columns.`);
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}

/** As spreadsheets name their columns: 1 is A, 28 is AB. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
