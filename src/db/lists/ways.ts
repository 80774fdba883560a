import type { Tx } from '../database.ts';
import { isSqlite, rowsByIndex } from '../rows-by-index.ts';
import type { Cell } from '../statements.ts';
import type { ListInOrder, Place, PlaceInOrder, Rows } from './list-in-order.ts';

/** One index, from one place of it for each of some prefixes. */
export interface Way {
  readonly index: string;
  /** The columns that it has before those of the order. */
  readonly begins: readonly string[];
  readonly prefixes: readonly Place[];
  /** What the index does not say of the rows. */
  readonly conditions: readonly ((rows: Rows) => void)[];
}

/**
 * Of so many prefixes (agencies, or agencies times values of a filter) an index is read, and their rows are merged. With
 * so many a page of 50 takes 4 to 9 ms of the gate's processor (ADR 0033).
 */
export const PREFIXES_MAX = 100;

/** The ways to a list: by each index of which all that comes before the order is asked, and not of too many prefixes. */
export function waysOf(list: ListInOrder): readonly Way[] {
  const { equals, rest = [] } = list;
  const ways = Object.entries(list.indexes).filter(([, begins]) =>
    begins.every((column) => equals[column] !== undefined),
  );
  const counts = new Map(ways.map(([index, begins]) => [index, countPrefixes(begins, equals)]));
  const most = Math.max(PREFIXES_MAX, Math.min(...counts.values()));
  return ways
    .filter(([index]) => (counts.get(index) ?? 0) <= most)
    .map(([index, begins]) => ({
      ...{ index, begins, prefixes: prefixesOf(begins, equals) },
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

function countPrefixes(begins: readonly string[], equals: ListInOrder['equals']): number {
  return begins.reduce((count, column) => count * (equals[column]?.length ?? 0), 1);
}

function prefixesOf(begins: readonly string[], equals: ListInOrder['equals']): readonly Place[] {
  return begins.reduce<readonly Place[]>(
    (prefixes, column) =>
      prefixes.flatMap((prefix) => (equals[column] ?? []).map((value) => ({ ...prefix, [column]: value }))),
    [{}],
  );
}

export function whereOneOf(rows: Rows, column: string, values: readonly Cell[]): void {
  const [only = null] = values;
  if (values.length > 1) void rows.whereIn(column, [...values]);
  else if (only === null) void rows.whereNull(column);
  else void rows.where(column, only);
}

interface Stretch {
  readonly way: Pick<Way, 'index'>;
  readonly prefix: Place;
  readonly end: PlaceInOrder | null;
}

/** The rows of an index with a prefix, from where the page begins to its end. The prefix is what is said of them first. */
export function inOrder(tx: Tx, list: ListInOrder, { way, prefix, end }: Stretch): Rows {
  const rows = rowsByIndex(tx, list.table, way.index);
  for (const [column, value] of Object.entries(prefix)) whereOneOf(rows, column, [value]);
  onPage(rows, list, end);
  // What all of them have puts them in no order, but makes MariaDB sort where directions differ.
  const ordered = list.order.filter(({ column }) => !Object.hasOwn(prefix, column));
  return rows.orderBy(ordered.map(({ column, direction: order }) => ({ column, order })));
}

/** The rows of all prefixes from where the page begins, in the order of the index. */
export function inNoOrder(tx: Tx, list: ListInOrder, way: Way): Rows {
  const rows = rowsByIndex(tx, list.table, way.index);
  for (const column of way.begins) whereOneOf(rows, column, list.equals[column] ?? []);
  onPage(rows, list, null);
  return rows;
}

function onPage(rows: Rows, list: ListInOrder, end: PlaceInOrder | null): void {
  list.within?.(rows);
  if (list.after) beyond(rows, list, { place: list.after, side: 'after' });
  if (end) beyond(rows, list, { place: end, side: 'up-to' });
}

interface Beyond {
  readonly place: PlaceInOrder;
  readonly side: 'after' | 'up-to';
}

/**
 * Only rows on one side of a place. SQLite finds the place of a row value in an index, MariaDB that of a chain of `or`;
 * what is said of the first column alone bounds the index for both.
 */
export function beyond(
  rows: Rows,
  { order, table }: Pick<ListInOrder, 'order' | 'table'>,
  { place, side }: Beyond,
): void {
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
