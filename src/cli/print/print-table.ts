import type { Terminal } from '../terminal.ts';
import { padTo, widthOf } from './wrap.ts';

/** Columns as wide as their widest cell; what does not fit on the screen is not cut, since keys must be copied whole. */
export function printTable(
  { print, paint }: Terminal,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = heading.map((name, column) =>
    Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map(widthOf)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => padTo(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  print(paint('dim', line(heading)));
  for (const row of rows) print(line(row));
}
