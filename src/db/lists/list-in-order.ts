import type { Tx } from '../database.ts';
import type { Cell } from '../statements.ts';

export type Rows = ReturnType<Tx>;

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

export type Place = Readonly<Record<string, Cell>>;

/** The first rows of a page, and where the next one begins. */
export function cut<R extends object>(
  list: Pick<ListInOrder, 'order' | 'limit'>,
  rows: readonly R[],
  end: PlaceInOrder | null,
): PageInOrder<R> {
  const page = rows.slice(0, list.limit);
  const last = page.at(-1);
  if (rows.length > list.limit && last) return { rows: page, next: placeOf(list, last) };
  return { rows: page, next: end };
}

export function placeOf({ order }: Pick<ListInOrder, 'order'>, row: object): PlaceInOrder {
  return order.map(({ column }) => {
    const cell: unknown = Reflect.get(row, column);
    if (typeof cell === 'string' || typeof cell === 'number') return cell;
    throw new Error(`${column} has no place in an order`);
  });
}

/** A row that stands at a place. */
export function rowAt({ order }: Pick<ListInOrder, 'order'>, place: PlaceInOrder): Place {
  return Object.fromEntries(order.map(({ column }, at) => [column, place[at] ?? null]));
}

/** Compares rows as the engines do, which go by the bytes of a text. */
export function follows({ order }: Pick<ListInOrder, 'order'>): (one: object, other: object) => number {
  return (one, other) => {
    for (const { column, direction } of order) {
      const compared = compareCells(Reflect.get(one, column), Reflect.get(other, column));
      if (compared !== 0) return direction === 'asc' ? compared : -compared;
    }
    return 0;
  };
}

/** Of such texts alone, and nearly all are, the units stand in the order of the bytes. */
const BELOW_SURROGATES = /^[\0-\ud7ff]*$/;

function compareCells(one: unknown, other: unknown): number {
  if (one === other) return 0;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [first, second] = [String(one), String(other)];
  if (BELOW_SURROGATES.test(first) && BELOW_SURROGATES.test(second)) return first < second ? -1 : 1;
  return Buffer.compare(Buffer.from(first), Buffer.from(second));
}
