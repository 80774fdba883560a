import type { Tx } from '../database.ts';
import type { Cell } from '../statements.ts';
import {
  cut,
  follows,
  type ListInOrder,
  type PageInOrder,
  type Place,
  type PlaceInOrder,
  placeOf,
  type Rows,
  rowAt,
} from './list-in-order.ts';
import { selectEach, selectFirst } from './select-each.ts';
import { beyond, inNoOrder, inOrder, type Way, waysOf, whereOneOf } from './ways.ts';

/** How many rows of an index a page goes through, to find those that are meant. */
const LOOKED_AT_MAX = 5_000;

/** A way, and where a page must end that is read by it; null where it goes to the end of the list. */
interface WayToEnd {
  readonly way: Way;
  readonly end: PlaceInOrder | null;
}

/**
 * One page. The index is named in the statement, so that neither engine weighs sorting all rows against it: it begins with
 * what is asked and ends with the order. Where it does not say all that is asked, rows are looked through, and a page ends
 * where 5,000 have been looked at, by the index that comes furthest with so many.
 */
export async function readPageInOrder<R extends object>(tx: Tx, list: ListInOrder): Promise<PageInOrder<R>> {
  if (Object.values(list.equals).some((values) => values.length === 0)) return { rows: [], next: null };
  const ways = waysOf(list);
  const whole = ways.find(({ conditions }) => conditions.length === 0);
  const [first] = ways;
  if (!first) throw new Error(`no index of ${list.table} has the order that is asked`);
  if (whole || list.isSmall) return readWay(tx, list, { way: whole ?? first, end: null });
  const compare = follows(list);
  let furthest: { readonly way: Way; readonly end: PlaceInOrder } | undefined;
  for (const way of ways) {
    const end = await endOf(tx, list, way);
    if (end === null) return readWay(tx, list, { way, end });
    if (!furthest || compare(rowAt(list, end), rowAt(list, furthest.end)) > 0) furthest = { way, end };
  }
  return readWay(tx, list, furthest ?? { way: first, end: null });
}

/** Where a page must end because enough has been looked at by then; null when the rest of the index is no longer than that. */
async function endOf(tx: Tx, list: ListInOrder, way: Way): Promise<PlaceInOrder | null> {
  const columns = list.order.map(({ column }) => column);
  const [prefix, ...others] = way.prefixes;
  if (others.length === 0) {
    const rows = inOrder(tx, list, { way, prefix: prefix ?? {}, end: null }).select(columns);
    const [last]: Place[] = await rows.offset(LOOKED_AT_MAX - 1).limit(1);
    return last ? placeOf(list, last) : null;
  }
  const more: Place[] = await inNoOrder(tx, list, way).select(columns).offset(LOOKED_AT_MAX).limit(1);
  if (more.length === 0) return null;
  const share = Math.ceil(LOOKED_AT_MAX / way.prefixes.length) - 1;
  const ends = await selectEach(tx, way.prefixes, (each) =>
    inOrder(tx, list, { way, prefix: each, end: null }).select(columns).offset(share).limit(1),
  );
  const [end] = ends.toSorted(follows(list));
  // Of more than 5,000 one prefix has more than its share.
  return end ? placeOf(list, end) : null;
}

async function readWay<R extends object>(tx: Tx, list: ListInOrder, { way, end }: WayToEnd): Promise<PageInOrder<R>> {
  const ask = (prefix: Place): Rows => {
    const rows = inOrder(tx, list, { way, prefix, end });
    for (const condition of way.conditions) condition(rows);
    return rows;
  };
  const [only, ...others] = way.prefixes;
  if (others.length > 0) return readPlaces(tx, list, { places: await selectFirst(tx, list, { way, ask }), end });
  return cut(
    list,
    await ask(only ?? {})
      .select(`${list.table}.*`)
      .limit(list.limit + 1),
    end,
  );
}

/** A page of rows of which only the places are known, in their order. */
async function readPlaces<R extends object>(
  tx: Tx,
  list: Pick<ListInOrder, 'table' | 'order' | 'limit' | 'hasLongKey'>,
  { places, end }: { readonly places: readonly Place[]; readonly end: PlaceInOrder | null },
): Promise<PageInOrder<R>> {
  const page = cut<Place>(list, places, end);
  if (page.rows.length === 0) return { rows: [], next: page.next };
  const rows: Rows = tx(list.table);
  if (list.hasLongKey) for (const place of page.rows) void rows.orWhere(rowAt(list, placeOf(list, place)));
  else {
    const cells = page.rows.map((place) => place[lastOf(list)] ?? null);
    void rows.whereIn(lastOf(list), cells);
  }
  const found: Place[] = await rows;
  return { rows: found.toSorted(follows(list)) as unknown as readonly R[], next: page.next };
}

function lastOf({ order }: Pick<ListInOrder, 'order'>): string {
  return order.at(-1)?.column ?? 'id';
}

/** The same page of a list whose rows, all of them, are among some few: they are read and put in order. */
export async function readPageAmong<R extends object>(
  tx: Tx,
  list: Omit<ListInOrder, 'indexes'>,
  keys: readonly Cell[],
): Promise<PageInOrder<R>> {
  const columns = list.order.map(({ column }) => column);
  const rows: Rows = tx(list.table).whereIn(lastOf(list), [...keys]);
  for (const [column, values] of Object.entries(list.equals)) {
    if (values.length === 0) return { rows: [], next: null };
    whereOneOf(rows, column, values);
  }
  list.within?.(rows);
  for (const condition of list.rest ?? []) condition(rows);
  if (list.after) beyond(rows, list, { place: list.after, side: 'after' });
  const places: Place[] = await rows.select(columns);
  return readPlaces(tx, list, { places: places.toSorted(follows(list)), end: null });
}

/**
 * One page out of pages of several lists with one order, each read from the same place: up to where the first of them ends,
 * and a row that is in two of them once.
 */
export function joinPages<R extends object>(
  pages: readonly PageInOrder<R>[],
  list: Pick<ListInOrder, 'order' | 'limit'>,
): PageInOrder<R> {
  const compare = follows(list);
  const ends = pages.flatMap(({ next }) => (next === null ? [] : [next]));
  const [end = null] = ends.toSorted((one, other) => compare(rowAt(list, one), rowAt(list, other)));
  const all = pages.flatMap(({ rows }) => rows).toSorted(compare);
  const once = all.filter((row, at) => at === 0 || compare(all[at - 1] ?? {}, row) !== 0);
  return cut(list, end === null ? once : once.filter((row) => compare(row, rowAt(list, end)) <= 0), end);
}
