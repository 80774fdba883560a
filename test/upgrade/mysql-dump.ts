import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type Connection, createConnection } from 'mysql2/promise';

/** One line of a dump: a table, one of its rows (the line before it says of which table), or a trigger. */
type DumpLine = { readonly table: string; readonly create: string } | readonly Cell[] | { readonly trigger: string };

type Cell = string | number | null;

/**
 * A whole database as lines of JSON: its tables as the server itself describes them, every row as it stands, and the
 * triggers at the end, because they may refuse what is put in. Nothing here knows the schema, so it is that of whoever
 * wrote the database and not that of the code that reads it. It goes through the driver, since the client programs of
 * MariaDB need not be where the tests run, and all columns of the gate are texts and whole numbers.
 */
export async function dumpMysql(url: string): Promise<Buffer> {
  const connection = await connect(url);
  try {
    const lines: string[] = [];
    for (const table of await namesIn(connection, 'show tables')) {
      const create = await createdBy(connection, `show create table ${table}`, 'Create Table');
      lines.push(JSON.stringify({ table, create }));
      const [rows] = await connection.query({ sql: `select * from ${table}`, rowsAsArray: true });
      for (const row of rows as unknown as readonly Cell[][]) lines.push(JSON.stringify(row));
    }
    for (const name of await namesIn(connection, 'show triggers')) {
      const trigger = await createdBy(connection, `show create trigger ${name}`, 'SQL Original Statement');
      // The account that made it need not be there.
      lines.push(JSON.stringify({ trigger: trigger.replace(/^create definer=\S+ /i, 'create ') }));
    }
    return Buffer.from(`${lines.join('\n')}\n`);
  } finally {
    await connection.end();
  }
}

/** Makes tables, rows and triggers of a dump in an empty database. */
export async function loadMysql(url: string, dump: Buffer): Promise<void> {
  const connection = await connect(url);
  try {
    await connection.query('set unique_checks = 0');
    await connection.query('start transaction');
    const rows = rowsInto(connection);
    for await (const text of createInterface({ input: Readable.from(pieces(dump)), crlfDelay: 0 })) {
      const line = JSON.parse(text) as DumpLine;
      if (Array.isArray(line)) await rows.add(text.length, line as readonly Cell[]);
      else if ('table' in line) {
        await rows.begin(line.table);
        await connection.query(line.create);
      } else if ('trigger' in line) {
        await rows.flush();
        await connection.query(line.trigger);
      }
    }
    await rows.flush();
    await connection.query('commit');
  } finally {
    await connection.end();
  }
}

function connect(url: string): Promise<Connection> {
  return createConnection({ uri: url, charset: 'utf8mb4', supportBigNumbers: true });
}

async function namesIn(connection: Connection, sql: string): Promise<readonly string[]> {
  const [rows] = await connection.query({ sql, rowsAsArray: true });
  return (rows as unknown as readonly string[][]).map(([name = '']) => name);
}

async function createdBy(connection: Connection, sql: string, column: string): Promise<string> {
  const [rows] = await connection.query(sql);
  return (rows as readonly Record<string, string>[])[0]?.[column] ?? '';
}

/** The reading of lines holds what it is given at once several times over. */
function* pieces(dump: Buffer): Generator<Buffer> {
  for (let at = 0; at < dump.length; at += PIECE_BYTES) yield dump.subarray(at, at + PIECE_BYTES);
}

const PIECE_BYTES = 65_536;
/** Far below what a server takes in one statement unless told otherwise. */
const INSERT_CHARACTERS = 1_000_000;

/** Many rows go in with one statement, as many as fit. */
function rowsInto(connection: Connection) {
  let table = '';
  let waiting: (readonly Cell[])[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) await connection.query(`insert into ${table} values ?`, [waiting]);
    waiting = [];
    characters = 0;
  };
  return {
    flush,
    begin: async (name: string): Promise<void> => {
      await flush();
      table = name;
    },
    add: async (length: number, row: readonly Cell[]): Promise<void> => {
      if (characters + length > INSERT_CHARACTERS) await flush();
      waiting.push(row);
      characters += length;
    },
  };
}
