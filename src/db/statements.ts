import type { Tx } from './database.ts';

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** SQLite takes 32,766 bindings in a statement, MySQL 65,535; below both, with room. */
const BINDINGS_MAX = 30_000;

/** MariaDB takes a packet of 16 MiB; a character is at most three bytes there, or two when it is escaped. */
const CHARACTERS_MAX = 2_000_000;

/**
 * Inserts rows that all have the keys of the first with as few statements as the engines allow. Knex's own multi-row
 * insert fails above 500 rows on SQLite and builds each statement anew; this is the one narrow way in for batches.
 */
export async function insertRows(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  for (const chunk of chunksOf(rows, Math.floor(BINDINGS_MAX / columns.length))) {
    await insertChunk(tx, { table, columns, rows: chunk });
  }
}

/** Cuts before the row that would be too many or too much; a row that is too much alone stands alone. */
function chunksOf(rows: readonly Row[], rowsMax: number): readonly (readonly Row[])[] {
  const chunks: Row[][] = [];
  let characters = 0;
  for (const row of rows) {
    const size = charactersOf(row);
    const chunk = chunks.at(-1);
    if (chunk && chunk.length < rowsMax && characters + size <= CHARACTERS_MAX) {
      chunk.push(row);
      characters += size;
    } else {
      chunks.push([row]);
      characters = size;
    }
  }
  return chunks;
}

function charactersOf(row: Row): number {
  return Object.values(row).reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0);
}

interface Chunk {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

async function insertChunk(tx: Tx, chunk: Chunk): Promise<void> {
  const { client }: { client: HotClient } = tx;
  const connection = await connectionOf(tx);
  if (client.insertEach) return client.insertEach(connection, insertInto(chunk, 1), chunk.rows.map(cellsOf(chunk)));
  if (!isLong(chunk)) {
    await send(tx, insertInto(chunk, chunk.rows.length), chunk.rows.flatMap(cellsOf(chunk)));
    return;
  }
  for (const rows of inPowersOfTwo(chunk.rows)) {
    await runPrepared(connection, insertInto(chunk, rows.length), rows.flatMap(cellsOf(chunk)));
  }
}

function insertInto({ table, columns }: Chunk, rows: number): string {
  const marks = `(${marksFor(columns)})`;
  return `insert into ${table} (${columns.join(',')}) values ${marks}${`,${marks}`.repeat(rows - 1)}`;
}

function cellsOf({ columns }: Chunk): (row: Row) => Cell[] {
  return (row) => columns.map((column) => row[column] ?? null);
}

const LONG_ROW_CHARACTERS = 1_000;

/**
 * Records and bodies of orders. As text of a statement they are escaped here, quote by quote, and parsed there: 16 leaves
 * took 280 µs each on MariaDB, against 120 in a prepared statement, which takes them as they are.
 */
function isLong({ rows }: Chunk): boolean {
  return rows.reduce((sum, row) => sum + charactersOf(row), 0) > rows.length * LONG_ROW_CHARACTERS;
}

/** Cut so that batches of every size share a dozen statements: 21 rows are 16, 4 and 1. */
function inPowersOfTwo(rows: readonly Row[]): readonly (readonly Row[])[] {
  const parts: (readonly Row[])[] = [];
  for (let at = 0; at < rows.length; at += parts.at(-1)?.length ?? rows.length) {
    parts.push(rows.slice(at, at + 2 ** Math.floor(Math.log2(rows.length - at))));
  }
  return parts;
}

interface PreparingConnection {
  execute(sql: string, bindings: readonly Cell[], done: (error: unknown) => void): void;
}

/** The driver keeps what a connection has prepared. */
function runPrepared(connection: PreparingConnection, sql: string, bindings: readonly Cell[]): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.execute(sql, bindings, (error) => (error ? reject(error) : resolve()));
  });
}

/** What Knex keeps private of a transaction's client; that is one reason why it is pinned to one exact version. */
interface HotClient {
  acquireConnection(): Promise<PreparingConnection>;
  _query(connection: unknown, query: Query): Promise<Query>;
  /** Where there is no way to the server to save: one prepared statement, run for each row. */
  insertEach?(connection: unknown, sql: string, rows: readonly (readonly Cell[])[]): Promise<void>;
}

interface Query {
  readonly sql: string;
  readonly bindings: readonly Cell[];
  response?: unknown;
}

async function connectionOf(tx: Tx): Promise<PreparingConnection> {
  if (tx.isCompleted()) throw new Error('the transaction has ended already');
  const { client }: { client: HotClient } = tx;
  return client.acquireConnection();
}

/** Straight to the driver: what Knex does around a raw statement (events, formatting, a copy) costs more than the statement. */
async function send(tx: Tx, sql: string, bindings: readonly Cell[]): Promise<unknown> {
  const { client }: { client: HotClient } = tx;
  const { response } = await client._query(await connectionOf(tx), { sql, bindings });
  return response;
}

/** The rows of a select whose text stands in our code; values only as bindings. */
export async function selectRows<T>(tx: Tx, sql: string, bindings: readonly Cell[] = []): Promise<readonly T[]> {
  return selectedRows<T>(await send(tx, sql, bindings));
}

/** Runs an update or a delete whose text stands in our code, and answers how many rows it touched. */
export async function changeRows(tx: Tx, sql: string, bindings: readonly Cell[]): Promise<number> {
  return affectedRows(await send(tx, sql, bindings));
}

export function marksFor(values: readonly unknown[]): string {
  return '?,'.repeat(values.length).slice(0, -1);
}

const PADDED_MAX = 1_024;

/**
 * The values of an `IN` list with the last one repeated up to the next power of two: batches of every size then share a few
 * statements, which SQLite keeps prepared.
 */
export function padded<T extends Cell>(values: readonly T[]): readonly T[] {
  const last = values.at(-1);
  if (last === undefined || values.length > PADDED_MAX) return values;
  return [...values, ...new Array<T>(2 ** Math.ceil(Math.log2(values.length)) - values.length).fill(last)];
}

/** A `CASE` that gives each key its own value (0 for any other), for one statement over many accounts. */
export function caseOf(column: string, values: ReadonlyMap<string, Cell>): { sql: string; bindings: Cell[] } {
  const branches = [...values].map(() => 'when ? then ?').join(' ');
  return { sql: `case ${column} ${branches} else 0 end`, bindings: [...values].flat() };
}

/** How many rows a raw update touched; the drivers say it differently. */
export function affectedRows(answer: unknown): number {
  if (Array.isArray(answer)) return affectedRows(answer[0]);
  if (typeof answer === 'object' && answer !== null) {
    if ('affectedRows' in answer) return Number(answer.affectedRows);
    if ('changes' in answer) return Number(answer.changes);
  }
  throw new TypeError('the driver did not say how many rows were changed');
}

/** The rows of a raw select; the drivers say it differently. */
export function selectedRows<T>(answer: unknown): readonly T[] {
  if (!Array.isArray(answer)) throw new TypeError('the driver returned no rows');
  return Array.isArray(answer[0]) ? (answer[0] as readonly T[]) : (answer as readonly T[]);
}

/** No text that begins with another one sorts after it with this at its end. */
const LAST = '\u{10ffff}';

/** Only rows of which a column begins with a text: a part of its index. Not LIKE, whose wildcards differ between the engines. */
export function whereBegins(rows: ReturnType<Tx>, column: string, text: string): void {
  void rows.where(column, '>=', text).where(column, '<', text + LAST);
}
