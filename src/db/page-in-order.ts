import type { Tx } from './database.ts';
import { isSqlite, rowsByIndex } from './rows-by-index.ts';
import type { Cell } from './statements.ts';

type Rows = ReturnType<Tx>;

interface OrderColumn {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** What the rows of a page are told apart and followed by: the cells of the columns of its order. */
export type PlaceInOrder = readonly (string | number)[];

/** A list that is read a page at a time in the order of a key, each page at the same cost however deep it is. */
export interface ListInOrder {
  readonly table: string;
  /**
   * Indexes by name, those to be tried first coming first, each with the columns that it has before those of the order.
   * `primary` is the primary key.
   */
  readonly indexes: Readonly<Record<string, readonly string[]>>;
  /** Together they tell every row from all others of the table. */
  readonly order: readonly OrderColumn[];
  /** Columns that hold one of some values; a column of an index with several of them is read once for each. */
  readonly equals: Readonly<Record<string, readonly Cell[]>>;
  /** What is asked of the columns of the order: a part of an index, where nothing is passed over. */
  readonly within?: ((rows: Rows) => void) | undefined;
  /** What else is asked: rows that are not meant lie between those that are. */
  readonly rest?: readonly ((rows: Rows) => void)[] | undefined;
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
  /** Absent: the last column of the order does so alone. */
  readonly hasLongKey?: boolean | undefined;
  /** Absent: a page looks at 5,000 rows at most. */
  readonly isSmall?: boolean | undefined;
}

/** `next` is where the next page goes on after; a page may have fewer rows than the limit, and a next one all the same. */
export interface PageInOrder<R> {
  readonly rows: readonly R[];
  readonly next: PlaceInOrder | null;
}

/** How many rows of an index a page goes through, to find those that are meant. */
const LOOKED_AT_MAX = 5_000;

/** One index, from one place of it for each of some prefixes. */
interface Way {
  readonly index: string;
  readonly prefixes: readonly Readonly<Record<string, Cell>>[];
  /** What the index does not say of the rows. */
  readonly conditions: readonly ((rows: Rows) => void)[];
}

/**
 * One page. The index is named in the statement, so that neither engine weighs sorting all rows against it: it begins with
 * what is asked and ends with the order. Where it does not say all that is asked, rows are looked through, and a page ends
 * where 5,000 have been looked at.
 */
export async function readPageInOrder<R extends object>(tx: Tx, list: ListInOrder): Promise<PageInOrder<R>> {
  if (Object.values(list.equals).some((values) => values.length === 0)) return { rows: [], next: null };
  const ways = waysOf(list);
  const whole = ways.find(({ conditions }) => conditions.length === 0);
  const [first] = ways;
  if (!first) throw new Error(`no index of ${list.table} has the order that is asked`);
  if (whole || list.isSmall) return readWay(tx, list, { way: whole ?? first, end: null });
  const ends: (PlaceInOrder | null)[] = [];
  for (const way of ways) {
    const end = await endOf(tx, list, way);
    if (end === null) return readWay(tx, list, { way, end });
    ends.push(end);
  }
  return readWay(tx, list, { way: first, end: ends[0] ?? null });
}

/** The ways to a list: by each index of which all that comes before the order is asked. */
function waysOf(list: ListInOrder): readonly Way[] {
  const { equals, rest = [] } = list;
  return Object.entries(list.indexes)
    .filter(([, begins]) => begins.every((column) => equals[column] !== undefined))
    .map(([index, begins]) => ({
      index,
      prefixes: prefixesOf(begins, equals),
      conditions: [
        ...Object.entries(equals)
          .filter(([column]) => !begins.includes(column))
          .map(
            ([column, values]) =>
              (rows: Rows) =>
                whereOneOf(rows, column, values),
          ),
        ...rest,
      ],
    }));
}

function prefixesOf(
  begins: readonly string[],
  equals: ListInOrder['equals'],
): readonly Readonly<Record<string, Cell>>[] {
  return begins.reduce<readonly Readonly<Record<string, Cell>>[]>(
    (prefixes, column) =>
      prefixes.flatMap((prefix) => (equals[column] ?? []).map((value) => ({ ...prefix, [column]: value }))),
    [{}],
  );
}

function whereOneOf(rows: Rows, column: string, values: readonly Cell[]): void {
  const [only = null] = values;
  if (values.length > 1) void rows.whereIn(column, [...values]);
  else if (only === null) void rows.whereNull(column);
  else void rows.where(column, only);
}

/** Where a page must end because enough has been looked at by then; null when the rest of the index is no longer than that. */
async function endOf(tx: Tx, list: ListInOrder, way: Way): Promise<PlaceInOrder | null> {
  const share = Math.ceil(LOOKED_AT_MAX / way.prefixes.length);
  let end: PlaceInOrder | null = null;
  for (const prefix of way.prefixes) {
    const rows = inOrder(tx, list, { way, prefix, end });
    const [last]: Readonly<Record<string, Cell>>[] = await rows
      .select(list.order.map(({ column }) => column))
      .offset(share - 1)
      .limit(1);
    if (last) end = placeOf(list, last);
  }
  return end;
}

interface WayToEnd {
  readonly way: Way;
  readonly end: PlaceInOrder | null;
}

async function readWay<R extends object>(tx: Tx, list: ListInOrder, { way, end }: WayToEnd): Promise<PageInOrder<R>> {
  const [prefix, ...others] = way.prefixes;
  const meant = (of: Readonly<Record<string, Cell>>): Rows => {
    const rows = inOrder(tx, list, { way, prefix: of, end }).limit(list.limit + 1);
    for (const condition of way.conditions) condition(rows);
    return rows;
  };
  if (others.length === 0) return cut(list, await meant(prefix ?? {}).select(`${list.table}.*`), end);
  const columns = list.hasLongKey ? [`${list.table}.*`] : list.order.map(({ column }) => column);
  const places: Readonly<Record<string, Cell>>[] = [];
  for (const each of way.prefixes) places.push(...(await meant(each).select(columns)));
  if (list.hasLongKey) return cut(list, places.toSorted(follows(list)) as unknown as readonly R[], end);
  return readPlaces(tx, list, { places, end });
}

/** A page of rows of which only the places are known, in any order. */
async function readPlaces<R extends object>(
  tx: Tx,
  list: ListInOrder,
  { places, end }: { readonly places: Readonly<Record<string, Cell>>[]; readonly end: PlaceInOrder | null },
): Promise<PageInOrder<R>> {
  const page = cut<Readonly<Record<string, Cell>>>(list, places.toSorted(follows(list)), end);
  const column = lastOf(list);
  const rows: Readonly<Record<string, Cell>>[] = await tx(list.table).whereIn(
    column,
    page.rows.map((row) => row[column] ?? null),
  );
  return { rows: rows.toSorted(follows(list)) as unknown as readonly R[], next: page.next };
}

/** The same page of a list whose rows, all of them, are among some few: they are read and put in order. */
export async function readPageAmong<R extends object>(
  tx: Tx,
  list: Omit<ListInOrder, 'indexes'>,
  keys: readonly Cell[],
): Promise<PageInOrder<R>> {
  const whole = { ...list, indexes: {} };
  const columns = list.order.map(({ column }) => column);
  const rows: Rows = tx(list.table).whereIn(lastOf(whole), [...keys]);
  for (const [column, values] of Object.entries(list.equals)) {
    if (values.length === 0) return { rows: [], next: null };
    whereOneOf(rows, column, values);
  }
  list.within?.(rows);
  for (const condition of list.rest ?? []) condition(rows);
  if (list.after) beyond(rows, whole, { place: list.after, side: 'after' });
  return readPlaces(tx, whole, { places: await rows.select(columns), end: null });
}

/**
 * One page out of pages of several lists with one order, each read from the same place: up to where the first of them ends,
 * and a row that is in two of them once.
 */
export function joinPages<R extends object>(
  pages: readonly PageInOrder<R>[],
  list: Pick<ListInOrder, 'order' | 'limit'>,
): PageInOrder<R> {
  const rowAt = (place: PlaceInOrder) => Object.fromEntries(list.order.map(({ column }, at) => [column, place[at]]));
  const compare = follows(list);
  const ends = pages.flatMap(({ next }) => (next === null ? [] : [next]));
  const [end = null] = ends.toSorted((one, other) => compare(rowAt(one), rowAt(other)));
  const all = pages.flatMap(({ rows }) => rows).toSorted(compare);
  const once = all.filter((row, at) => at === 0 || compare(all[at - 1] ?? {}, row) !== 0);
  return cut(list, end === null ? once : once.filter((row) => compare(row, rowAt(end)) <= 0), end);
}

interface Stretch {
  readonly way: Way;
  readonly prefix: Readonly<Record<string, Cell>>;
  readonly end: PlaceInOrder | null;
}

/** The rows of an index with a prefix, from where the page begins to its end. */
function inOrder(tx: Tx, list: ListInOrder, { way, prefix, end }: Stretch): Rows {
  const rows = rowsByIndex(tx, list.table, way.index);
  for (const [column, value] of Object.entries(prefix)) whereOneOf(rows, column, [value]);
  list.within?.(rows);
  if (list.after) beyond(rows, list, { place: list.after, side: 'after' });
  if (end) beyond(rows, list, { place: end, side: 'up-to' });
  // What all of them have puts them in no order, but makes MariaDB sort where directions differ.
  const ordered = list.order.filter(({ column }) => !Object.hasOwn(prefix, column));
  return rows.orderBy(ordered.map(({ column, direction: order }) => ({ column, order })));
}

interface Beyond {
  readonly place: PlaceInOrder;
  readonly side: 'after' | 'up-to';
}

/**
 * Only rows on one side of a place. SQLite finds the place of a row value in an index, MariaDB that of a chain of `or`;
 * what is said of the first column alone bounds the index for both.
 */
function beyond(rows: Rows, { order, table }: Pick<ListInOrder, 'order' | 'table'>, { place, side }: Beyond): void {
  const names = order.map(({ column }) => `${table}.${column}`);
  const signs = order.map(({ direction }) => ((direction === 'asc') === (side === 'after') ? '>' : '<'));
  const [first = '', sign = '>'] = [names[0], signs[0]];
  void rows.where(first, order.length === 1 && side === 'after' ? sign : `${sign}=`, place[0] ?? '');
  if (order.length === 1) return;
  const tx = rows as unknown as Tx;
  if (isSqlite(tx) && signs.every((each) => each === sign)) {
    const marks = order.map(() => '?').join(', ');
    void rows.whereRaw(`(${names.join(', ')}) ${sign}${side === 'after' ? '' : '='} (${marks})`, [...place]);
    return;
  }
  void rows.where((any) => {
    for (const at of names.keys()) {
      void any.orWhere((all) => {
        for (const [before, name] of names.slice(0, at).entries()) void all.where(name, place[before] ?? '');
        const isLast = at === names.length - 1 && side === 'up-to';
        void all.where(names[at] ?? '', `${signs[at]}${isLast ? '=' : ''}`, place[at] ?? '');
      });
    }
  });
}

function cut<R extends object>(
  list: Pick<ListInOrder, 'order' | 'limit'>,
  rows: readonly R[],
  end: PlaceInOrder | null,
): PageInOrder<R> {
  const page = rows.slice(0, list.limit);
  const last = page.at(-1);
  if (rows.length > list.limit && last) return { rows: page, next: placeOf(list, last) };
  return { rows: page, next: end };
}

function placeOf({ order }: Pick<ListInOrder, 'order'>, row: object): PlaceInOrder {
  return order.map(({ column }) => {
    const cell: unknown = Reflect.get(row, column);
    if (typeof cell === 'string' || typeof cell === 'number') return cell;
    throw new Error(`${column} has no place in an order`);
  });
}

function lastOf({ order }: Pick<ListInOrder, 'order'>): string {
  return order.at(-1)?.column ?? 'id';
}

/** Compares rows as the engines do, which go by the bytes of a text. */
function follows({ order }: Pick<ListInOrder, 'order'>): (one: object, other: object) => number {
  return (one, other) => {
    for (const { column, direction } of order) {
      const compared = compareCells(Reflect.get(one, column), Reflect.get(other, column));
      if (compared !== 0) return direction === 'asc' ? compared : -compared;
    }
    return 0;
  };
}

function compareCells(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}
