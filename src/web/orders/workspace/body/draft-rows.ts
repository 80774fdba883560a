import { ALL_LINE_FIELDS, ITEM_FIELDS, ORDER_FIELDS } from './fields.ts';
import type { GridName, ItemDraft, LineDraft, OrderDraft } from './order-draft.ts';
import { nextNumber } from './order-draft.ts';

export type RowDraft = LineDraft | ItemDraft;

const HEAD = ORDER_FIELDS.map(({ name }) => name);

const ROWS: { readonly [grid in GridName]: readonly string[] } = {
  lines: ['kind', ...ALL_LINE_FIELDS.map(({ name }) => name)],
  softwarePlan: ITEM_FIELDS.map(({ name }) => name),
};

/** The names of what the form shows: of the order itself, or of a row of a grid. */
export function draftFields(grid?: GridName): readonly string[] {
  return grid === undefined ? HEAD : ROWS[grid];
}

export function rowsIn(draft: OrderDraft, grid: GridName): readonly RowDraft[] {
  return grid === 'lines' ? draft.lines : draft.softwarePlan;
}

export function numberOf(row: RowDraft): string {
  return 'line' in row ? row.line : row.item;
}

export function withNumber<Row extends RowDraft>(row: Row, number: number): Row {
  return 'line' in row ? { ...row, line: String(number) } : { ...row, item: String(number) };
}

/** The draft with these rows in a grid. A row whose number is taken by one before it gets the next that is free. */
export function withRows(draft: OrderDraft, grid: GridName, rows: readonly RowDraft[]): OrderDraft {
  const used: string[] = [];
  const numbered = rows.map((row) => {
    const isFree = !used.includes(numberOf(row));
    const own = isFree ? row : withNumber(row, nextNumber(rows.map(numberOf).concat(used)));
    used.push(numberOf(own));
    return own;
  });
  // The rows of a grid are all of its kind, which the compiler cannot follow.
  return { ...draft, [grid]: numbered } as OrderDraft;
}
