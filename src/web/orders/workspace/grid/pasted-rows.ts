import { numberOf, type RowDraft } from '../body/draft-rows.ts';
import { blankItem, blankLine, type GridName, nextNumber } from '../body/order-draft.ts';
import { textAt, valueAt, withValue } from '../body/paths.ts';
import type { Pasted } from './pasted-grid.ts';

/** The rows of a grid with what was pasted, from a row on. */
export function rowsWithPasted(
  before: readonly RowDraft[],
  { cells, rows: count }: Pick<Pasted, 'cells' | 'rows'>,
  { grid, first }: { readonly grid: GridName; readonly first: number },
): readonly RowDraft[] {
  const rows = [...before];
  for (let row = rows.length; row < first + count; row += 1) {
    const number = nextNumber(rows.map(numberOf));
    rows.push(grid === 'lines' ? blankLine(number) : blankItem(number));
  }
  for (const { row, name, value } of cells) {
    const own = rows[first + row];
    if (own !== undefined) rows[first + row] = withValue(own, name, value);
  }
  return rows;
}

/** The rows without what was pasted, as far as it stands there still: what was typed over it stays. */
export function rowsWithout(
  now: readonly RowDraft[],
  { cells }: Pick<Pasted, 'cells'>,
  { before, first }: { readonly before: readonly RowDraft[]; readonly first: number },
): readonly RowDraft[] {
  const rows = [...now];
  for (const { row, name, value } of cells) {
    const own = rows[first + row];
    if (own === undefined || valueAt(own, name) !== value) continue;
    rows[first + row] = withValue(own, name, textAt(before[first + row], name));
  }
  return rows;
}
