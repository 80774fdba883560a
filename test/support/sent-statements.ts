import type { Database } from '../../src/db/index.ts';

/** Statements that were sent to the database, and how many of them while the head of the log was held. */
export interface Sent {
  readonly all: number;
  readonly alone: number;
}

interface Connection {
  execute?: (...args: readonly unknown[]) => unknown;
}

interface Client {
  _query(connection: Connection, query: Partial<Statement> | string): unknown;
  insertEach?(connection: unknown, sql: string, rows: readonly unknown[]): unknown;
}

/**
 * Counts what the drivers are given, whichever way it goes there: `query` events of Knex tell only of what Knex has built.
 * For requests that come one after the other. How many nodes of its tree the log fills depends on its size, so they do not
 * count.
 */
export async function sentDuring<T>(db: Database, act: () => Promise<T>): Promise<{ answer: T; sent: Sent }> {
  let [all, alone, isHeld] = [0, 0, false];
  const note = ({ sql }: Statement): void => {
    if (sql.startsWith('insert into log_subtrees')) return;
    if (sql.startsWith('update log_head set taken')) isHeld = true;
    all += 1;
    if (isHeld) alone += 1;
    if (/^(commit|rollback)/i.test(sql)) isHeld = false;
  };
  const answer = await whileWatched(db, note, act);
  return { answer, sent: { all, alone } };
}

export interface Statement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/** What the drivers are given, with its values, for requests that come one after the other. */
export async function statementsDuring(db: Database, act: () => Promise<void>): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  await whileWatched(db, (statement) => statements.push(statement), act);
  return statements;
}

type Note = (statement: Statement) => void;

async function whileWatched<T>(db: Database, note: Note, act: () => Promise<T>): Promise<T> {
  const prototypes = new Set([db.reader, db.writer].map(({ client }) => client.constructor.prototype as Client));
  const restores = [...prototypes].map((prototype) => watch(prototype, note));
  try {
    return await act();
  } finally {
    for (const restore of restores) restore();
  }
}

function watch(prototype: Client, note: Note): () => void {
  const own = Object.getOwnPropertyDescriptors(prototype);
  const { _query: query, insertEach } = prototype;
  const watched = new Map<Connection, Connection['execute']>();
  prototype._query = function (this: Client, connection, statement) {
    const { execute } = connection;
    if (execute && !watched.has(connection)) {
      watched.set(connection, execute);
      connection.execute = (sql, ...rest) => {
        note({ sql: String(sql), bindings: [] });
        return execute.call(connection, sql, ...rest);
      };
    }
    note(typeof statement === 'string' ? { sql: statement, bindings: [] } : { sql: '', bindings: [], ...statement });
    return query.call(this, connection, statement);
  };
  if (insertEach)
    prototype.insertEach = function (this: Client, connection, sql, rows) {
      for (const _row of rows) note({ sql, bindings: [] });
      return insertEach.call(this, connection, sql, rows);
    };
  return () => {
    for (const name of ['_query', 'insertEach'] as const) {
      const before = own[name];
      if (before) Object.defineProperty(prototype, name, before);
      else delete (prototype as Partial<Client>)[name];
    }
    for (const [connection, execute] of watched) if (execute) connection.execute = execute;
  };
}
