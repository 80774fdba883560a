import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type Libsql from 'libsql';
import { libsqlApart } from './sqlite/libsql-driver.ts';

const require = createRequire(import.meta.url);

/** The reads of one thread, which somebody else may stop in the middle of a statement. */
export interface StoppableReads {
  /** Before the next one: what was stopped is over, and so is stopping it, or the next one would be hit by that. */
  readonly begin: () => Promise<void>;
  /** Ends the statement that runs, and lets none begin. */
  readonly stop: () => Promise<void>;
  readonly isStopped: () => boolean;
  /** Called by a new connection: how whatever runs on it is ended. What is answered is called when the connection is closed. */
  readonly onStop: (end: () => unknown) => () => void;
}

/** Thrown by a statement that would begin after its read was stopped. */
export class StoppedRead extends Error {
  constructor() {
    super('nobody waits for this read any more');
    this.name = 'StoppedRead';
  }
}

const NOTHING = (): undefined => undefined;

export function openStoppableReads(): StoppableReads {
  const ends = new Set<() => unknown>();
  let isStopped = false;
  let stopping: Promise<unknown> = Promise.resolve();
  return {
    begin: async () => {
      const before = stopping;
      await before;
      // Else this one was stopped, too, while it waited.
      if (stopping === before) isStopped = false;
    },
    stop: async () => {
      isStopped = true;
      // A server that is away runs nothing either.
      const ended = Promise.allSettled([...ends].map(async (end) => end()));
      // Without what they answered, or each would keep that of all before.
      stopping = Promise.all([stopping, ended]).then(NOTHING);
      await stopping;
    },
    isStopped: () => isStopped,
    onStop: (end) => {
      ends.add(end);
      return () => ends.delete(end);
    },
  };
}

interface ApartStatement {
  all(bindings: readonly unknown[]): Promise<readonly unknown[]>;
}

/** One statement after the other, so that of those that wait none begins once their read was stopped. */
interface ConnectionInTurn {
  lastRead?: Promise<unknown>;
}

/** The driver's own threads would run several statements of one connection at once. */
export interface ApartConnection extends Libsql.Database, ConnectionInTurn {
  preparedApart?: Map<string, ApartStatement>;
}

interface ApartQuery {
  readonly sql: string;
  readonly bindings: readonly unknown[];
  readonly reads: StoppableReads;
}

const STATEMENTS_KEPT = 200;

/** The rows of a statement that runs on a thread of the driver, so that this one hears when it is to stop. */
export function readApart(connection: ApartConnection, query: ApartQuery): Promise<readonly unknown[]> {
  return inTurn(connection, () => rowsApart(connection, query));
}

function inTurn<T>(connection: ConnectionInTurn, read: () => Promise<T>): Promise<T> {
  const before = connection.lastRead ?? Promise.resolve();
  const answer = before.then(read);
  // Not the rows themselves, which nobody needs any more.
  connection.lastRead = answer.then(NOTHING, NOTHING);
  return answer;
}

async function rowsApart(
  connection: ApartConnection,
  { sql, bindings, reads }: ApartQuery,
): Promise<readonly unknown[]> {
  refuseStopped(reads);
  const statement = await preparedApart(connection, sql);
  refuseStopped(reads);
  const rows = await statement.all([...bindings]);
  refuseStopped(reads);
  return rows;
}

function refuseStopped(reads: StoppableReads): void {
  if (reads.isStopped()) throw new StoppedRead();
}

async function preparedApart(connection: ApartConnection, sql: string): Promise<ApartStatement> {
  connection.preparedApart ??= new Map();
  const known = connection.preparedApart.get(sql);
  if (known) return known;
  const { prepare } = libsqlApart().prototype;
  const statement: ApartStatement = await prepare.call(connection, atOnce(sql));
  if (connection.preparedApart.size >= STATEMENTS_KEPT) connection.preparedApart.clear();
  connection.preparedApart.set(sql, statement);
  return statement;
}

/**
 * Only the way to the first row is on the driver's thread; the others are fetched here, and whatever lies between them in a
 * long table could not be interrupted. So all rows are gathered before the first one comes.
 */
function atOnce(sql: string): string {
  return /^\s*(select|with)\b/i.test(sql) ? `with _read as materialized (${sql}\n) select * from _read` : sql;
}

/** One that Knex has opened. */
export interface MysqlConnection extends ConnectionInTurn {
  readonly stream: Socket;
  readonly config: { readonly host?: string; readonly port?: number };
  /** Whether somebody has it, and what the driver has asked the server and has no answer to. */
  isTaken?: boolean;
  readonly _command?: unknown;
  query(sql: string, done: (error: unknown) => void): void;
}

interface MysqlQuery {
  readonly sql?: string;
  readonly bindings?: readonly unknown[];
}

type MysqlClass = new (
  config: unknown,
) => {
  readonly config: { readonly reads?: StoppableReads };
  acquireConnection(): Promise<MysqlConnection>;
  releaseConnection(connection: MysqlConnection): Promise<void>;
  acquireRawConnection(): Promise<MysqlConnection>;
  _query(connection: MysqlConnection, query: MysqlQuery): Promise<unknown>;
};

let mysql: MysqlClass | undefined;

/** Knex's dialect of MySQL, whose statements can be stopped, and do not begin once the read they belong to was stopped. */
export function stoppableMysql(): MysqlClass {
  mysql ??= makeMysql();
  return mysql;
}

/** What ends a transaction. */
const ALWAYS = /^(rollback|commit)\b/i;

function makeMysql(): MysqlClass {
  const Mysql2Client: MysqlClass = require('knex/lib/dialects/mysql2/index.js');
  return class StoppableMysqlClient extends Mysql2Client {
    override async acquireRawConnection(): Promise<MysqlConnection> {
      const connection = await super.acquireRawConnection();
      const { reads } = this.config;
      if (!reads) return connection;
      const mark = `gate-read-${randomUUID()}`;
      const forget = reads.onStop(() => this.endStatement(connection, mark));
      connection.stream.once('close', forget);
      await markWith(mark, connection);
      return connection;
    }

    override async _query(connection: MysqlConnection, query: MysqlQuery): Promise<unknown> {
      const { reads } = this.config;
      if (!reads || ALWAYS.test(query.sql ?? '')) return super._query(connection, query);
      return inTurn(connection, () => this.whileWanted(connection, query, reads));
    }

    async whileWanted(connection: MysqlConnection, query: MysqlQuery, reads: StoppableReads): Promise<unknown> {
      refuseStopped(reads);
      // An error is one of the statement itself, or says that it was interrupted; which of both, nobody asks any more.
      const answer = await super._query(connection, query).catch((error) => {
        refuseStopped(reads);
        throw error;
      });
      refuseStopped(reads);
      return answer;
    }

    /** Over another connection, since this one is busy. */
    async endStatement(connection: MysqlConnection, mark: string): Promise<void> {
      const other = await this.acquireConnection();
      try {
        if (other === connection) return;
        await super._query(other, killing(mark)).catch(() => leave(connection));
      } finally {
        await this.releaseConnection(other);
      }
    }
  };
}

/**
 * A connection is found by a lock that it alone holds, on its server alone. Its number is somebody else's on another server,
 * and another node of a list, or the one host of an address that is a proxy, may lead there.
 */
function markWith(mark: string, connection: MysqlConnection): Promise<void> {
  // A server that gives no lock finds none by the mark either, and the connection is left.
  return new Promise((resolve) => connection.query(`do get_lock('${mark}', 0)`, () => resolve()));
}

/** An error where nobody holds the lock. */
function killing(mark: string): MysqlQuery {
  return { sql: 'KILL QUERY is_used_lock(?)', bindings: [mark] };
}

/** It is open to another server. There the statement ends when it has taken as long as it may. */
function leave({ stream }: MysqlConnection): void {
  stream.destroy(Object.assign(new Error('the read was stopped'), { code: 'ECONNRESET' }));
}
