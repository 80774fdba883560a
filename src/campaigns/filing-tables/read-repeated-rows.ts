import { saysNothing, type TableRow } from '../../tables/index.ts';
import type { Cell } from '../forms/form-document.ts';
import { placeOf, type SeenCell, seenAt } from './seen-cell.ts';
import type { TableNames } from './table-names.ts';

/** A section of repeated rows that a table has a place for, with what its rows say. */
export interface SeenRows {
  readonly section: string;
  /** Where its heading stands. */
  readonly place: string;
  readonly rows: readonly (readonly SeenCell[])[];
}

/** The columns of repeated rows, by where they stand. */
export interface RowsHeading {
  readonly kind: 'rows';
  readonly section: string;
  readonly cells: ReadonlyMap<number, Cell>;
}

const COLUMNS_MIN = 2;

/** Of repeated rows every column is known by its name, or at least two of them are. */
export function rowsIn(names: TableNames, written: readonly string[]): RowsHeading | undefined {
  const found = names.repeated.map(({ section, cellOf, columns }) => {
    const cells = written.flatMap((name, at) => {
      const cell = name === '' ? undefined : cellOf(name);
      return cell ? [[at, cell] as const] : [];
    });
    return { kind: 'rows', section, cells: new Map(cells), least: Math.min(COLUMNS_MIN, columns) } as const;
  });
  const [best] = found.toSorted((one, other) => other.cells.size - one.cells.size);
  return best && best.cells.size > 0 && best.cells.size >= best.least ? best : undefined;
}

const DIGITS = /^[\d０-９]+$/;

/** Gathers the rows below each heading; a heading that stands on the next page again goes on with them. */
export function openRepeatedRows(names: TableNames) {
  const sections = new Map<string, { readonly place: string; readonly rows: SeenCell[][] }>();
  return {
    begin: (row: TableRow, { section }: RowsHeading): void => {
      if (!sections.has(section)) sections.set(section, { place: placeOf(row, 0), rows: [] });
    },
    /** Answers whether the rows go on: an empty line ends them, and so does the title of what comes next. */
    take: (row: TableRow, { section, cells }: RowsHeading): boolean => {
      const written = row.cells.map((cell) => cell.trim());
      const said = written.filter((cell) => cell !== '');
      if (said.length === 0 || (said.length === 1 && names.endsRows(said[0] ?? ''))) return false;
      // A row that is numbered is one, whatever its words look like.
      const isNumbered = !cells.has(0) && DIGITS.test(written[0] ?? '');
      if (!isNumbered && saysNothing(written)) return true;
      const own = [...cells].flatMap(([at, cell]) => seenAt(row, cell, at));
      if (own.some(({ text }) => text !== '')) sections.get(section)?.rows.push(own);
      return true;
    },
    seen: (): readonly SeenRows[] => [...sections].map(([section, seen]) => ({ section, ...seen })),
  };
}
