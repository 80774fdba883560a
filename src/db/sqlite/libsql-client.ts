import { createRequire } from 'node:module';
import type Libsql from 'libsql';
import { yieldWhenBusy } from '../../kernel/index.ts';
import { type ApartConnection, readApart, type StoppableReads } from '../stoppable-reads.ts';
import { type Checkpoints, execApart } from './checkpoints.ts';
import { libsqlDriver } from './libsql-driver.ts';

// Knex keeps its dialects and its transaction class private and untyped; that is why Knex is pinned to one exact version.
const require = createRequire(import.meta.url);

interface ClientConfig {
  readonly readsOnly?: boolean;
  readonly checkpoints?: Checkpoints;
  /** Statements run on a thread of the driver and can be stopped. */
  readonly reads?: StoppableReads;
}

type ClientClass = new (
  config: unknown,
) => {
  readonly config: ClientConfig;
  _formatBindings(bindings: readonly unknown[] | undefined): readonly unknown[];
};

type TransactionClass = new (
  ...args: readonly unknown[]
) => {
  readonly client: { readonly config: { readonly readsOnly?: boolean } };
  query(connection: unknown, sql: string): unknown;
};

interface SqliteQuery {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
  response?: unknown;
  context?: unknown;
}

interface CachingConnection extends ApartConnection {
  preparedStatements?: Map<string, Libsql.Statement>;
  hasWritten?: boolean;
}

const STATEMENTS_KEPT = 500;

let made: ClientClass | undefined;

/**
 * Knex's better-sqlite3 dialect over `libsql`, which brings its binaries inside npm packages and needs no compiler. Made by
 * the first who opens a database: its parents bring all of Knex along, and many commands open none.
 */
export function libsqlClient(): ClientClass {
  made ??= makeClient();
  return made;
}

function makeClient(): ClientClass {
  const BetterSqlite3Client: ClientClass = require('knex/lib/dialects/better-sqlite3/index.js');
  const Transaction = makeTransaction();
  return class LibsqlClient extends BetterSqlite3Client {
    _driver(): unknown {
      return libsqlDriver();
    }

    transaction(container: unknown, config: unknown, outer: unknown): unknown {
      return new Transaction(this, container, config, outer);
    }

    /** A connection whose transaction could not be ended must not serve anybody else. */
    validateConnection(connection: CachingConnection): boolean {
      return connection.open && !connection.inTransaction;
    }

    /** The driver keeps a connection, with its locks, until its statements are collected; so an open transaction ends here. */
    async destroyRawConnection(connection: CachingConnection): Promise<void> {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      connection.preparedStatements?.clear();
      connection.preparedApart?.clear();
      connection.close();
    }

    async _query(connection: CachingConnection, query: SqliteQuery): Promise<SqliteQuery> {
      const bindings = this._formatBindings(query.bindings);
      const { reads } = this.config;
      if (!reads || isTransactionStatement(query.sql)) return run(connection, query, { config: this.config, bindings });
      query.response = await readApart(connection, { sql: query.sql, bindings, reads });
      return query;
    }

    /** Rows in one call cost as much as one by one here, and their statement would be prepared for each number of rows. */
    async insertEach(connection: CachingConnection, sql: string, rows: readonly (readonly unknown[])[]): Promise<void> {
      const statement = prepared(connection, sql);
      for (const row of rows) {
        row.forEach(refuseCut);
        statement.run(row);
      }
      connection.hasWritten = true;
    }
  };
}

/**
 * A writer takes the write lock at once: a transaction that reads first and writes later would fail with SQLITE_BUSY.
 * A reader (`readsOnly` in its configuration) only opens a snapshot.
 */
function makeTransaction(): TransactionClass {
  const SqliteTransaction: TransactionClass = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction.js');
  return class LibsqlTransaction extends SqliteTransaction {
    begin(connection: unknown): unknown {
      return this.query(connection, this.client.config.readsOnly ? 'BEGIN;' : 'BEGIN IMMEDIATE;');
    }
  };
}

/** The driver answers at once, so what asks a hundred things in a row would never wait, and nobody else be heard. */
const yielded = yieldWhenBusy();

interface Run {
  readonly config: ClientConfig;
  readonly bindings: readonly unknown[];
}

/** The batch statements recur with the same text, so each connection keeps what it has prepared. */
async function run(connection: CachingConnection, query: SqliteQuery, { config, bindings }: Run): Promise<SqliteQuery> {
  const { checkpoints, readsOnly } = config;
  await yielded();
  if (checkpoints && !connection.inTransaction) await checkpoints.idle();
  if (isTransactionStatement(query.sql)) {
    // A commit writes and flushes: on a thread of the driver, while requests are answered here.
    if (isCommit(query.sql) && !readsOnly) await execApart(connection, query.sql);
    else connection.exec(query.sql);
    if (isCommit(query.sql) && connection.hasWritten) checkpoints?.afterCommit();
    connection.hasWritten = false;
    return query;
  }
  const statement = prepared(connection, query.sql);
  bindings.forEach(refuseCut);
  if (statement.reader) {
    query.response = statement.all(bindings);
    return query;
  }
  const result = statement.run(bindings);
  connection.hasWritten ||= result.changes > 0;
  query.response = result;
  query.context = { lastID: result.lastInsertRowid, changes: result.changes };
  return query;
}

/** The driver reads a text up to the first U+0000: what would come back is another text, perhaps that of somebody else. */
function refuseCut(value: unknown): void {
  if (typeof value === 'string' && value.includes('\0')) throw new TypeError('a text with U+0000 cannot be kept');
}

function prepared(connection: CachingConnection, sql: string): Libsql.Statement {
  connection.preparedStatements ??= new Map();
  const known = connection.preparedStatements.get(sql);
  if (known) return known;
  const statement = connection.prepare(sql);
  if (isDataStatement(sql)) {
    if (connection.preparedStatements.size >= STATEMENTS_KEPT) connection.preparedStatements.clear();
    connection.preparedStatements.set(sql, statement);
  }
  return statement;
}

/**
 * Never prepared: after SQLITE_BUSY the driver leaves a prepared `BEGIN` half run, and from then on no `COMMIT` of that
 * connection succeeds ("SQL statements in progress").
 */
function isTransactionStatement(sql: string): boolean {
  return /^(begin|commit|rollback)\b/i.test(sql);
}

function isCommit(sql: string): boolean {
  return /^commit\b/i.test(sql);
}

/** Schema statements and pragmas are not kept: they run once, and they invalidate what was prepared before. */
function isDataStatement(sql: string): boolean {
  return /^\s*(insert|update|select|delete|with)\b/i.test(sql);
}
