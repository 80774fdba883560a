import type { Json } from '../../kernel/index.ts';

/** One value for each row; or the few values there are and for each row which; or the one value that every row has. */
export interface FactColumn {
  readonly values: readonly Json[];
  readonly at?: readonly number[];
}

/** Facts of a history repeat themselves, so that a column is mostly one value. */
export function toColumn(cells: readonly Json[]): FactColumn {
  const places = new Map<unknown, number>();
  const values: Json[] = [];
  const at = cells.map((cell) => {
    const key = keyOf(cell);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, values.length);
    return values.push(cell) - 1;
  });
  if (values.length <= 1) return { values };
  return values.length * 2 > cells.length ? { values: cells } : { values, at };
}

/** No text that a fact can be begins like that of a list. */
function keyOf(cell: Json): unknown {
  return typeof cell === 'object' && cell !== null ? `\u0000${JSON.stringify(cell)}` : cell;
}

/** Rows of equal length as columns. */
export function toColumns(rows: readonly (readonly Json[])[]): readonly FactColumn[] {
  const [first = []] = rows;
  return first.map((_, place) => toColumn(rows.map((row) => row[place] ?? null)));
}

/** The value of one row; undefined where the column has none for it. */
export function cellAt({ values, at }: FactColumn, row: number): Json | undefined {
  if (at) return values[at[row] ?? values.length];
  return values[values.length === 1 ? 0 : row];
}

/** The rows again. What every row has is copied at once, which is most of it. */
export function rowsIn(columns: readonly FactColumn[], count: number): (Json | undefined)[][] {
  const first = columns.map((column) => column.values[0]);
  const varied = columns.flatMap((column, place) => (column.values.length === 1 ? [] : [{ column, place }]));
  return Array.from({ length: count }, (_, row) => {
    const cells = first.slice();
    for (const { column, place } of varied) cells[place] = cellAt(column, row);
    return cells;
  });
}
