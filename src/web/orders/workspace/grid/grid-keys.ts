import type { GridName } from '../body/order-draft.ts';

export type GridAct =
  | { readonly act: 'focus'; readonly row: number; readonly column: number }
  | { readonly act: 'append' | 'insert' | 'remove' | 'copy-above' | 'duplicate' | 'detail' };

interface Press {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** In a choice the arrows choose. */
  readonly isChoice: boolean;
}

interface Position {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** What a key does in a grid, as in accounting programs; nothing for a key that is the browser's. */
export function gridAct(press: Press, at: Position): GridAct | undefined {
  const { key, ctrl, shift, alt } = press;
  if (alt) return key === 'Enter' ? { act: 'detail' } : undefined;
  if (ctrl && shift) return lower(key) === 'd' ? { act: 'duplicate' } : undefined;
  if (ctrl) return WITH_CTRL.get(lower(key));
  if (key === 'Enter') return shift ? previousCell(at) : nextCell(at);
  if (press.isChoice) return undefined;
  if (key === 'ArrowDown' && at.row + 1 < at.rows) return { act: 'focus', row: at.row + 1, column: at.column };
  if (key === 'ArrowUp' && at.row > 0) return { act: 'focus', row: at.row - 1, column: at.column };
  return undefined;
}

const WITH_CTRL: ReadonlyMap<string, GridAct> = new Map([
  ['d', { act: 'copy-above' }],
  ['Insert', { act: 'insert' }],
  ['Delete', { act: 'remove' }],
]);

function lower(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

function nextCell({ row, column, rows, columns }: Position): GridAct {
  if (column + 1 < columns) return { act: 'focus', row, column: column + 1 };
  return row + 1 < rows ? { act: 'focus', row: row + 1, column: 0 } : { act: 'append' };
}

function previousCell({ row, column, columns }: Position): GridAct | undefined {
  if (column > 0) return { act: 'focus', row, column: column - 1 };
  return row > 0 ? { act: 'focus', row: row - 1, column: columns - 1 } : undefined;
}

/** The field that a row of a grid is counted by. */
export const NUMBER_OF: { readonly [grid in GridName]: 'line' | 'item' } = { lines: 'line', softwarePlan: 'item' };
