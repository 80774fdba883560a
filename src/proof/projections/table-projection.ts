import type { Tx } from '../../db/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';

export type Columns = Readonly<Record<string, unknown>>;

/** How a difference names a row, with the leaf that tells of it or that it names. */
type Place = Pick<Difference, 'table' | 'key' | 'index'>;

/** A row that a leaf tells of, with whatever its columns are worked out from. */
export interface ToldRow {
  readonly place: Place;
}

type LeafRange = Pick<LeafChunk, 'from' | 'to'>;

interface Comparison<Told extends ToldRow, Row extends Columns> {
  readonly placeOf: (row: Row) => Place;
  /** The columns that the leaf tells of and what they should show, in the order in which differences are reported. */
  readonly columns: (told: Told, row: Row) => Columns;
  /** What a row and its leaf have in common: table and key, unless said otherwise. */
  readonly nameOf?: (place: Place) => string;
  /** The row of another leaf that a leaf adds to; differences then name that row. */
  readonly addsTo?: (told: Told, rows: readonly Row[]) => Row | undefined;
  /** False for a row that shows, besides these columns, something that no leaf told. */
  readonly isFounded?: (told: Told, row: Row) => boolean;
}

interface TableOfLeaves<Told extends ToldRow, Row extends Columns> extends Comparison<Told, Row> {
  /** Leaves of other types tell nothing of the table. */
  readonly leafTypes: readonly string[];
  /** The rows that leaves of these types tell of, in the order in which differences are reported. */
  readonly toldBy: (tx: Tx, leaves: readonly ReadLeaf[]) => readonly Told[] | Promise<readonly Told[]>;
}

/** A table of which each chunk reads the rows it tells of; the rows without leaf are sought once, after the last chunk. */
interface ReadByKey<Told extends ToldRow, Row extends Columns> extends TableOfLeaves<Told, Row> {
  readonly rowsOf: (tx: Tx, told: readonly Told[]) => Promise<readonly Row[]>;
  readonly listWithoutLeaf: (tx: Tx) => Promise<readonly Place[]>;
  /** True where the rows that are read belong to these leaves alone: of the others no leaf tells. */
  readonly isOwn?: true;
}

/** A table whose rows name their leaves: each chunk reads all rows that name one of its own, so that none is passed over. */
interface ReadByLeaf<Told extends ToldRow, Row extends Columns> extends TableOfLeaves<Told, Row> {
  readonly rowsIn: (tx: Tx, range: LeafRange) => Promise<readonly Row[]>;
}

/** A table of few rows, each as the last leaf says that tells of it: the last word on each is kept until the end. */
interface ReadAtEnd<Told extends ToldRow, Row extends Columns> extends Comparison<Told, Row> {
  readonly leafTypes: readonly string[];
  readonly toldLast: (leaf: ReadLeaf) => LastTold<Told>;
  readonly listRows: (tx: Tx) => Promise<readonly Row[]>;
}

interface LastTold<Told extends ToldRow> {
  readonly told: readonly Told[];
  /** The rows that are not there any more since this leaf. */
  readonly gone: readonly Place[];
}

/**
 * A table held against the leaves that tell of it. A row is in one of four states:
 *
 * - as told: it shows in every column what the leaf says; nothing is reported.
 * - missing: a leaf tells of it, and the table does not have it; reported as `no-row`.
 * - changed: a column shows something else than the leaf says; reported as `differs`, once for each such column.
 * - without leaf: no leaf tells of it, or of all that it shows; reported as `no-leaf`.
 *
 * Differences come in the order of the leaves, and after them the rows that were left.
 */
export function tableProjection<Told extends ToldRow, Row extends Columns>(
  table: ReadByKey<Told, Row> | ReadByLeaf<Told, Row> | ReadAtEnd<Told, Row>,
): LogProjection {
  if ('toldLast' in table) return readAtEnd(table);
  return 'rowsIn' in table
    ? {
        compare: async (tx, chunk) => {
          const told = await listTold(tx, table, chunk);
          const { differences, left } = compareRows(table, told, await table.rowsIn(tx, chunk));
          return [...differences, ...left];
        },
        finish: async (tx, size) => [
          ...compareRows(table, [], await table.rowsIn(tx, { from: Number.MIN_SAFE_INTEGER, to: 0 })).left,
          ...compareRows(table, [], await table.rowsIn(tx, { from: size, to: Number.MAX_SAFE_INTEGER })).left,
        ],
      }
    : {
        compare: async (tx, chunk) => {
          const told = await listTold(tx, table, chunk);
          if (told.length === 0) return [];
          const { differences, left } = compareRows(table, told, await table.rowsOf(tx, told));
          return table.isOwn ? inOrderOfTables(told, [...differences, ...left]) : differences;
        },
        finish: async (tx) => (await table.listWithoutLeaf(tx)).map(withoutLeaf),
      };
}

/** What it remembers belongs to one verification. */
function readAtEnd<Told extends ToldRow, Row extends Columns>(table: ReadAtEnd<Told, Row>): LogProjection {
  const last = new Map<string, Told>();
  const { nameOf = tableAndKey } = table;
  return {
    compare: async (_tx, { leaves }) => {
      for (const leaf of leaves.filter(({ type }) => table.leafTypes.includes(type))) {
        const { told, gone } = table.toldLast(leaf);
        for (const one of told) last.set(nameOf(one.place), one);
        for (const place of gone) last.delete(nameOf(place));
      }
      return [];
    },
    finish: async (tx) => {
      const { differences, left } = compareRows(table, [...last.values()], await table.listRows(tx));
      return [...differences, ...left];
    },
  };
}

async function listTold<Told extends ToldRow, Row extends Columns>(
  tx: Tx,
  { leafTypes, toldBy }: TableOfLeaves<Told, Row>,
  { leaves }: LeafChunk,
): Promise<readonly Told[]> {
  const telling = leaves.filter(({ type }) => leafTypes.includes(type));
  return telling.length === 0 ? [] : toldBy(tx, telling);
}

interface Compared {
  /** Between the rows that are told of and the leaves that tell of them. */
  readonly differences: readonly Difference[];
  /** The rows that none of these leaves tells of. */
  readonly left: readonly Difference[];
}

function compareRows<Told extends ToldRow, Row extends Columns>(
  { placeOf, columns, nameOf = tableAndKey, addsTo, isFounded }: Comparison<Told, Row>,
  told: readonly Told[],
  rows: readonly Row[],
): Compared {
  const byName = new Map(rows.map((row) => [nameOf(placeOf(row)), row]));
  const left = new Set(rows);
  const differences = told.flatMap((one) => {
    const other = addsTo?.(one, rows);
    const row = other ?? byName.get(nameOf(one.place));
    if (!row) return [withoutRow(one.place)];
    // One row may be told of by several leaves, so it stays where the next of them finds it.
    left.delete(row);
    const place = other ? { ...placeOf(other), index: one.place.index } : one.place;
    const isWhole = isFounded?.(one, row) ?? true;
    return [...differencesIn(place, row, columns(one, row)), ...(isWhole ? [] : [withoutLeaf(place)])];
  });
  return { differences, left: [...left].map((row) => withoutLeaf(placeOf(row))) };
}

/** Rows without leaf come after the other differences of their table, and before those of the next. */
function inOrderOfTables(told: readonly ToldRow[], found: readonly Difference[]): readonly Difference[] {
  const tables = new Set([...told.map(({ place }) => place.table), ...found.map(({ table }) => table)]);
  return [...tables].flatMap((table) => found.filter((difference) => difference.table === table));
}

function tableAndKey({ table, key }: Place): string {
  return `${table}/${key}`;
}
