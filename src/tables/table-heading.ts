import { plainWord, Refusal, type Text, text } from '../kernel/index.ts';
import { isShortEnough, refuseLongNames, type TableRow } from './cell-limits.ts';

/** The columns that a format knows: each field with the names it goes by. */
export type KnownColumns<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** Which column says what, by the names of the file's own. */
export interface TableHeading {
  /** The last row of the heading. */
  readonly row: number;
  readonly columns: number;
  /** By field. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly nameOf: ReadonlyMap<string, string>;
  /** Columns that nobody here knows, by their names. */
  readonly ignored: readonly string[];
}

/** What a heading cell means; undefined: nothing that is known. */
export type ReadName<Field extends string> = (name: string) => Field | undefined;

type HeadingRows = readonly [TableRow] | readonly [TableRow, TableRow];

/** Reads names as they are, full-width or spaced or starred. */
export function namesOf<Field extends string>(known: KnownColumns<Field>): ReadName<Field> {
  const fields = Object.keys(known) as Field[];
  const meanings = new Map(fields.flatMap((field) => known[field].map((name) => [plainWord(name), field] as const)));
  return (name) => meanings.get(plainWord(name));
}

const COLUMNS_MAX = 200;
const NAMES_SHOWN_MAX = 20;

/**
 * A heading of one row, or of two where groups of columns have a name above: 操作系统 over 名称, 版本, 授权方式. Merged cells
 * come as their first one and empty ones, so a group's name counts until the next.
 */
export function readTableHeading<Field extends string>(rows: HeadingRows, read: ReadName<Field>): TableHeading {
  const last = rows.at(-1) ?? rows[0];
  const names =
    rows.length === 1 ? rows[0].cells.map((cell) => cell.trim()) : joined(rows[0].cells, rows[1].cells, read);
  if (names.length > COLUMNS_MAX) throw tooManyColumns();
  for (const each of rows) refuseLongNames(each);
  const known = names.flatMap((name, place) => {
    const field = read(name);
    return field === undefined ? [] : [{ field, name, place }];
  });
  const twice = known.filter(({ field }, at) => known.findIndex((other) => other.field === field) !== at);
  if (twice.length > 0)
    throw columnsRefused(
      text('重复的列', 'Columns that are there twice'),
      twice.map(({ name }) => name),
    );
  return {
    row: last.row,
    columns: names.length,
    placeOf: new Map(known.map(({ field, place }) => [field, place])),
    nameOf: new Map(known.map(({ field, name }) => [field, name])),
    ignored: names.filter((name) => name !== '' && read(name) === undefined),
  };
}

/** How many columns a row names, alone or with the one below it. */
export function recognised<Field extends string>(rows: HeadingRows, read: ReadName<Field>): number {
  const names = rows.length === 1 ? rows[0].cells : joined(rows[0].cells, rows[1].cells, read);
  return new Set(names.flatMap((name) => read(name) ?? [])).size;
}

function joined<Field extends string>(
  above: readonly string[],
  below: readonly string[],
  read: ReadName<Field>,
): readonly string[] {
  let group = '';
  return Array.from({ length: Math.max(above.length, below.length) }, (_, place) => {
    const [high, low] = [above[place]?.trim() ?? '', below[place]?.trim() ?? ''];
    if (high !== '') group = high;
    if (low === '') return high;
    return read(group + low) === undefined && read(low) !== undefined ? low : group + low;
  });
}

function columnsRefused(what: Text, names: readonly string[]): Refusal {
  const list = names.slice(0, NAMES_SHOWN_MAX).map((name) => name.slice(0, 80));
  const message = text(`${what['zh-CN']}：${list.join('、')}。`, `${what.en}: ${list.join(', ')}.`);
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}

function tooManyColumns(): Refusal {
  const message = text(`表格最多 ${COLUMNS_MAX} 列。`, `A table has at most ${COLUMNS_MAX} columns.`);
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}

export function noHeading(wanted: readonly string[]): Refusal {
  const list = wanted.join('、');
  const message = text(
    `文件前 ${HEADING_ROWS_MAX} 行中没有可识别的表头，应有：${list}。`,
    `No heading is found in the first ${HEADING_ROWS_MAX} rows; expected are ${list}.`,
  );
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}

/** Titles, the unit's name and the day of filling may stand above the heading. */
export const HEADING_ROWS_MAX = 10;

/** Finds the heading while rows come, and gives everything below it. */
export interface OpenTable {
  /** Undefined: the row belongs to the heading or what stands above it. */
  readonly take: (row: TableRow) => TableHeading | undefined;
  readonly heading: () => TableHeading;
  /** The rows above the heading. */
  readonly above: () => readonly (readonly string[])[];
}

export interface TableQuestion<Field extends string> {
  readonly read: ReadName<Field>;
  /** How many columns must be known for a row to be the heading. */
  readonly recognisedMin: number;
  /** The names told where none is found. */
  readonly wanted: readonly string[];
  /** Refuses a heading that is found, and does not say enough. */
  readonly refuseHalf?: (heading: TableHeading) => void;
}

/**
 * A row is the heading when enough of it is known. The row below joins it where that makes more columns known, as under
 * merged cells: so the decision waits for one row, which `take` then may answer to be a row of values.
 */
export function openTable<Field extends string>(question: TableQuestion<Field>): OpenTable {
  const { recognisedMin, wanted } = question;
  // Sentences may stand above a heading. Two names of 200 characters, a group's and a column's, are read as one.
  const read: ReadName<Field> = (name) => (isShortEnough(name) ? question.read(name) : undefined);
  const seen: TableRow[] = [];
  let heading: TableHeading | undefined;
  let first: TableRow | undefined;
  const isEnough = (...rows: HeadingRows): boolean => recognised(rows, read) >= recognisedMin;
  const found = (...rows: HeadingRows): TableHeading => {
    const whole = readTableHeading(rows, read);
    question.refuseHalf?.(whole);
    return whole;
  };
  const begin = (row: TableRow): undefined => {
    if (isEnough(row) || startsGroups(row, read)) first = row;
    else if (seen.length >= HEADING_ROWS_MAX) throw noHeading(wanted);
    else seen.push(row);
    return undefined;
  };
  return {
    take: (row) => {
      if (heading) return heading;
      if (!first) return begin(row);
      const candidate = first;
      if (isEnough(candidate, row) && joinsMore(candidate, row, read)) {
        heading = found(candidate, row);
        return undefined;
      }
      if (isEnough(candidate)) {
        heading = found(candidate);
        return heading;
      }
      first = undefined;
      seen.push(candidate);
      return begin(row);
    },
    heading: () => {
      if (!heading && first && isEnough(first)) heading = found(first);
      if (!heading) throw noHeading(wanted);
      return heading;
    },
    above: () => seen.map(({ cells }) => cells),
  };
}

/** Merged group names have empty cells beside them, and at least something else of the row is known. */
function startsGroups<Field extends string>(row: TableRow, read: ReadName<Field>): boolean {
  return recognised([row], read) >= 2 && row.cells.some((cell, at) => cell.trim() === '' && at > 0);
}

function joinsMore<Field extends string>(first: TableRow, row: TableRow, read: ReadName<Field>): boolean {
  return recognised([first, row], read) > recognised([first], read);
}
