import { draftFields, numberOf, rowsIn } from '../body/draft-rows.ts';
import { GRID_CELLS } from '../body/fields.ts';
import type { GridName, OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';

export interface Change {
  /** Where it stands on the form now; of a row that is gone, where it stood. */
  readonly path: string;
  readonly was: string;
  readonly now: string;
  /** The number of its row. */
  readonly number?: string;
  /** Of a whole row that came or went. */
  readonly row?: 'added' | 'removed';
}

/** Field by field, what one draft says other than another. Rows are the same by their number, wherever they stand. */
export function changesBetween(before: OrderDraft, now: OrderDraft): readonly Change[] {
  const head = draftFields().map((name) => changeOf(before, now, { from: name, to: name }));
  return [...head.flat(), ...rowChanges(before, now, 'lines'), ...rowChanges(before, now, 'softwarePlan')];
}

function changeOf(before: object, now: object, { from, to }: { from: string; to: string }): readonly Change[] {
  const [was, is] = [textAt(before, from), textAt(now, to)];
  return was === is ? [] : [{ path: to, was, now: is }];
}

function rowChanges(before: OrderDraft, now: OrderDraft, grid: GridName): readonly Change[] {
  const stood = numbersOf(before, grid);
  const stand = numbersOf(now, grid);
  const kept = stand.flatMap((number, to) => {
    const from = stood.indexOf(number);
    const added = { path: `${grid}.${to}`, number, was: '', row: 'added' as const };
    if (from < 0) return [{ ...added, now: saidOf(now, grid, to) }];
    // Drafts share the rows that did not change.
    if (before[grid][from] === now[grid][to]) return [];
    return draftFields(grid)
      .flatMap((name) => changeOf(before, now, { from: `${grid}.${from}.${name}`, to: `${grid}.${to}.${name}` }))
      .map((change) => ({ ...change, number }));
  });
  const gone = stood.flatMap((number, from) =>
    stand.includes(number)
      ? []
      : [{ path: `${grid}.${from}`, number, was: saidOf(before, grid, from), now: '', row: 'removed' as const }],
  );
  return [...kept, ...gone];
}

function numbersOf(draft: OrderDraft, grid: GridName): readonly string[] {
  return rowsIn(draft, grid).map(numberOf);
}

function saidOf(draft: OrderDraft, grid: GridName, index: number): string {
  const shown = GRID_CELLS[grid].slice(1, 4).map((name) => textAt(draft, `${grid}.${index}.${name}`));
  return shown.filter((one) => one !== '').join(' ');
}
