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

async function insertChunk(tx: Tx, { table, columns, rows }: Chunk): Promise<void> {
  const marks = `(${columns.map(() => '?').join(',')})`;
  const bindings: Cell[] = [];
  for (const row of rows) for (const column of columns) bindings.push(row[column] ?? null);
  await tx.raw(`insert into ${table} (${columns.join(',')}) values ${rows.map(() => marks).join(',')}`, bindings);
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
