import { saysNothing, type TableRow } from '../../tables/index.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { Cell } from '../forms/form-document.ts';
import { openRepeatedRows, type RowsHeading, rowsIn, type SeenRows } from './read-repeated-rows.ts';
import { placeOf, type SeenCell, seenAt } from './seen-cell.ts';
import { type GridNames, type TableNames, tableNamesOf } from './table-names.ts';

export interface TableOwner {
  readonly agencyCode: string;
  readonly name: string;
}

export interface SeenTable {
  readonly cells: readonly SeenCell[];
  readonly repeated: readonly SeenRows[];
  readonly ignored: readonly string[];
  /** Rows of single cells that do not say whose they are, beyond the first. */
  readonly doubtful: readonly string[];
}

/** What a heading makes of the rows below it. */
type Below =
  | { readonly kind: 'grid'; readonly grid: GridNames; readonly columns: ReadonlyMap<number, string> }
  | RowsHeading
  | {
      readonly kind: 'list';
      readonly cells: ReadonlyMap<number, Cell>;
      readonly name: number | undefined;
      readonly code: number | undefined;
      isRead: boolean;
    };

/** Of a grid so many columns are known, or the row is no heading of it. */
const GRID_COLUMNS_MIN = 2;
/** Of single cells so many, the columns that say whose they are among them. */
const LIST_COLUMNS_MIN = 2;
const DIGITS = /^[\d０-９]+$/;

/** Reads a form out of tables, one heading after the other, in whatever order they stand. */
export function openFilingTable(form: CompiledForm, owner: TableOwner) {
  const names = tableNamesOf(form);
  const cells: SeenCell[] = [];
  const ignored = new Set<string>();
  const doubtful: string[] = [];
  const repeated = openRepeatedRows(names);
  let below: Below | undefined;
  let above: readonly string[] = [];
  let sheet: string | undefined;
  const see = (row: TableRow, cell: Cell | undefined, at: number): void => {
    if (cell) cells.push(...seenAt(row, cell, at));
  };
  const readGrid = (row: TableRow, written: readonly string[], { grid, columns }: Below & { kind: 'grid' }): void => {
    const label = written.find((cell) => cell !== '' && !DIGITS.test(cell));
    const line = label === undefined ? undefined : grid.rowOf(label);
    if (line === undefined) {
      if (label !== undefined && !saysNothing(withoutNumber(written))) ignored.add(label);
      return;
    }
    for (const [at, column] of columns) see(row, form.cell(`${line}.${column}`), at);
  };
  const readList = (row: TableRow, written: readonly string[], list: Below & { kind: 'list' }): void => {
    if (saysNothing(withoutNumber(written))) return;
    const isSaid = list.name !== undefined || list.code !== undefined;
    if (isSaid && !isOf(owner, list, written)) return;
    if (list.isRead) doubtful.push(placeOf(row, 0));
    else for (const [at, cell] of list.cells) see(row, cell, at);
    list.isRead = true;
  };
  return {
    take: (row: TableRow): void => {
      if (row.sheet !== sheet) [below, above, sheet] = [undefined, [], row.sheet];
      const written = row.cells.map((cell) => cell.trim());
      const heading = headingIn(names, above, written);
      above = written;
      if (heading) {
        below = heading;
        if (heading.kind === 'rows') repeated.begin(row, heading);
        for (const name of unknownIn(names, written)) ignored.add(name);
      } else if (below?.kind === 'grid') readGrid(row, written, below);
      else if (below?.kind === 'rows') below = repeated.take(row, below) ? below : undefined;
      else if (below) readList(row, written, below);
    },
    seen: (): SeenTable => ({ cells, repeated: repeated.seen(), ignored: [...ignored], doubtful }),
  };
}

/** A row may be numbered and say nothing else. */
function withoutNumber(written: readonly string[]): readonly string[] {
  return DIGITS.test(written[0] ?? '') || written[0] === '' ? written.slice(1) : written;
}

function isOf({ agencyCode, name }: TableOwner, list: Below & { kind: 'list' }, written: readonly string[]): boolean {
  const code = list.code === undefined ? '' : (written[list.code] ?? '');
  if (code !== '') return code.toUpperCase() === agencyCode;
  return list.name !== undefined && written[list.name] === name;
}

/** The heading that a row is, alone or below the names of groups; undefined: none. */
function headingIn(names: TableNames, above: readonly string[], written: readonly string[]): Below | undefined {
  const joined = joinedNames(above, written);
  const once = listIn(names, joined, above) ?? gridIn(names, written) ?? listIn(names, written, above);
  const repeated = rowsIn(names, written);
  return repeated && repeated.cells.size > knownIn(once) ? repeated : once;
}

function knownIn(heading: Below | undefined): number {
  if (heading === undefined) return 0;
  return heading.kind === 'grid' ? heading.columns.size : heading.cells.size;
}

/** Names below those of their groups, which count until the next; alone where nothing stands above them. */
function joinedNames(above: readonly string[], written: readonly string[]): readonly string[] {
  let group = '';
  return written.map((name, at) => {
    if ((above[at] ?? '') !== '') group = above[at] ?? '';
    return name === '' ? '' : `${group}${name}`;
  });
}

function listIn(names: TableNames, written: readonly string[], above: readonly string[]): Below | undefined {
  const cells = new Map(
    written.flatMap((name, at) => {
      const cell = name === '' ? undefined : names.cellOf(name);
      return cell ? [[at, cell] as const] : [];
    }),
  );
  const titles = written.map((name, at) => (name === '' ? (above[at] ?? '') : name));
  const place = (is: (name: string) => boolean): number | undefined => {
    const at = [...titles, ...above.slice(titles.length)].findIndex(is);
    return at < 0 ? undefined : at;
  };
  const [name, code] = [place(names.isUnitName), place(names.isUnitCode)];
  const known = cells.size + (name === undefined ? 0 : 1) + (code === undefined ? 0 : 1);
  return cells.size > 0 && known >= LIST_COLUMNS_MIN ? { kind: 'list', cells, name, code, isRead: false } : undefined;
}

function gridIn(names: TableNames, written: readonly string[]): Below | undefined {
  const found = names.grids.map((grid) => {
    const columns = written.flatMap((name, at) => {
      const column = name === '' ? undefined : grid.columnOf(name);
      return column === undefined ? [] : [[at, column] as const];
    });
    return { kind: 'grid', grid, columns: new Map(columns) } as const;
  });
  const [best] = found.toSorted((one, other) => other.columns.size - one.columns.size);
  const least = best && Math.min(GRID_COLUMNS_MIN, best.grid.columns);
  return best && best.columns.size > 0 && best.columns.size >= (least ?? 0) ? best : undefined;
}

const BESIDE = /^(?:序号|no\.?|项目|item|软件类别|类别|报送情况|filed)$/i;

function unknownIn(names: TableNames, written: readonly string[]): readonly string[] {
  return written.filter(
    (name) =>
      name !== '' &&
      !BESIDE.test(name) &&
      ![names.cellOf(name), names.isUnitName(name), names.isUnitCode(name)].some(Boolean) &&
      names.grids.every(({ columnOf }) => columnOf(name) === undefined) &&
      names.repeated.every(({ cellOf }) => cellOf(name) === undefined),
  );
}
