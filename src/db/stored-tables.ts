import { groupBy } from '../kernel/index.ts';
import type { Database, Tx } from './database.ts';
import { type Cell, selectedRows } from './statements.ts';

/** A table as it stands in a database: for copying all of it, whatever it is about. */
export interface StoredTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Its primary key, by which its rows are read. Every table has one. */
  readonly key: readonly string[];
}

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  /** The place in the primary key, from 1; 0 or null for a column outside it. */
  readonly place: number | null;
}

// Neither has columns that the engine works out of others: those are made anew, and cannot be written.
const SQLITE_COLUMNS = `select t.name as table_name, c.name as column_name, c.pk as place
  from sqlite_master t join pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite_%'
  order by t.name, c.cid`;

const MYSQL_COLUMNS = `select c.table_name as table_name, c.column_name as column_name, s.seq_in_index as place
  from information_schema.columns c left join information_schema.statistics s on s.table_schema = c.table_schema
    and s.table_name = c.table_name and s.column_name = c.column_name and s.index_name = 'PRIMARY'
  where c.table_schema = database() and coalesce(c.generation_expression, '') = '' order by c.table_name, c.ordinal_position`;

/** Every table, by name. */
export async function listStoredTables(tx: Tx, engine: Database['engine']): Promise<readonly StoredTable[]> {
  const rows = selectedRows<ColumnRow>(await tx.raw(engine === 'sqlite' ? SQLITE_COLUMNS : MYSQL_COLUMNS));
  const byTable = groupBy(rows, (row) => row.table_name);
  return [...byTable].map(([name, columns]) => ({
    name,
    columns: columns.map((column) => column.column_name),
    key: columns
      .filter(({ place }) => Number(place ?? 0) > 0)
      .toSorted((a, b) => Number(a.place) - Number(b.place))
      .map((column) => column.column_name),
  }));
}

const ROWS_AT_ONCE_MAX = 1_000;
const ROWS_AT_FIRST = 16;
/** A row may be a whole rule set or a piece of an imported file, so how many are read at once follows their size. */
const CHARACTERS_AT_ONCE = 1_000_000;

/** All rows of a table in the order of its key, a few at a time: memory stays flat, however many there are. */
export async function* rowsOfTable(
  tx: Tx,
  engine: Database['engine'],
  { name, columns, key }: StoredTable,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  let limit = ROWS_AT_FIRST;
  let after: readonly Cell[] | undefined;
  for (;;) {
    const query = tx(name)
      .select([...columns])
      .orderBy(key.map((column) => ({ column })))
      .limit(limit);
    if (after) beginAfter(query, { engine, key, after });
    const rows: readonly Readonly<Record<string, Cell>>[] = await query;
    const cells = rows.map((row) => columns.map((column) => row[column] ?? null));
    yield cells;
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    after = key.map((column) => last[column] ?? null);
    const characters = cells.flat().reduce<number>((sum, cell) => sum + String(cell).length, 1);
    const fitting = Math.floor((CHARACTERS_AT_ONCE * rows.length) / characters);
    limit = Math.max(1, Math.min(fitting, limit * 4, ROWS_AT_ONCE_MAX));
  }
}

interface Place {
  readonly engine: Database['engine'];
  readonly key: readonly string[];
  readonly after: readonly Cell[];
}

/** SQLite finds the place of a row value in an index and scans for a chain of `or`; MariaDB does it the other way round. */
function beginAfter(query: ReturnType<Tx>, { engine, key, after }: Place): void {
  if (engine === 'sqlite') {
    query.whereRaw(`(${key.join(', ')}) > (${key.map(() => '?').join(', ')})`, [...after]);
    return;
  }
  query.where((any) => {
    for (const [at, column] of key.entries()) {
      void any.orWhere((all) => {
        for (const [before, equal] of key.slice(0, at).entries()) void all.where(equal, after[before] ?? null);
        void all.where(column, '>', after[at] ?? null);
      });
    }
  });
}

/** Takes out what the steps of the schema have put in, so that a table holds what a backup says and nothing else. */
export async function emptyTable(tx: Tx, name: string): Promise<void> {
  await tx(name).delete();
}

export async function dropTables(tx: Tx, names: readonly string[]): Promise<void> {
  for (const name of names) await tx.schema.dropTable(name);
}
