import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { Knex } from 'knex';
import { makeFolders } from '../kernel/index.ts';
import { databaseCodeOf } from './database-errors.ts';
import { limitSilence, notingTaken, SILENCE_MS_MAX } from './limit-silence.ts';
import { withEveryFault } from './nodes/node-fault.ts';
import { openServers, type Servers } from './nodes/open-servers.ts';
import type { DatabaseNodes } from './nodes/watch-nodes.ts';
import { type Checkpoints, openCheckpoints } from './sqlite/checkpoints.ts';
import { libsqlClient } from './sqlite/libsql-client.ts';
import { readSealed } from './sqlite/sealed-file.ts';
import { type MysqlConnection, type StoppableReads, stoppableMysql } from './stoppable-reads.ts';
import { type WriteWatch, watchWrites } from './write-watch.ts';

export type Engine = 'sqlite' | 'mysql';

/** One transaction. Repositories take it first; a plain database handle does not fit, so nothing runs outside one. */
export type Tx = Knex.Transaction;

/** `writer` opens transactions that change rows, `reader` only snapshots. On SQLite each is exactly one connection. */
export interface Database {
  readonly engine: Engine;
  readonly writer: Knex;
  readonly reader: Knex;
  /** Where the address names several hosts: which one is used, and which are well. */
  readonly nodes?: DatabaseNodes | undefined;
  /** What became of the last writes of this process. */
  readonly writes: WriteWatch;
  /** From now on nobody waits for a server that says nothing. For a process that is being stopped; ends with `close`. */
  readonly leaveWhenSilent: () => void;
  readonly close: () => Promise<void>;
}

const ACQUIRE_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 2_000;
const WRITERS_MAX = 4;
const READERS_MAX = 8;
/** One reads, and by another one it is stopped. */
const READING_MAX = 2;

/** Knex prints a lost connection on standard output, where commands answer; whoever uses that connection gets the error too. */
const QUIET = { warn: () => undefined };

/**
 * Opens `sqlite:./data/gate.db` or `mysql://user:password@host:3306/gate`; the folder of a SQLite file is made when absent. Of
 * several hosts (`db1:3306,db2:3306`) the first that is well is used, and another one once it is not. With the file of an
 * authority a server is spoken to by TLS only, and only if the authority signed for its very name.
 */
export function openDatabase(url: string, caFile?: string): Database {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length));
  if (url.startsWith('mysql:')) return openMysql(url, caFile);
  throw new RangeError('DATABASE_URL must start with sqlite: or mysql:');
}

export function engineOf(url: string): Engine {
  return url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
}

const require = createRequire(import.meta.url);

/** Knex is 350 files, which every command would wait for if it were imported above; many of them open no database. */
function openKnex(config: Knex.Config): Knex {
  const { knex }: typeof import('knex') = require('knex');
  return knex(config);
}

/** Of the folder of a SQLite file, where the gate makes it: nobody else looks into it. */
export const FOLDER_MODE = 0o700;

function openSqlite(path: string): Database {
  const filename = resolve(path);
  makeFolders(dirname(filename), FOLDER_MODE);
  const checkpoints = openCheckpoints(filename);
  const writer = sqliteKnex(filename, { readsOnly: false, checkpoints });
  const sealed = readSealed(filename);
  const reader = sqliteKnex(sealed?.name ?? filename, { readsOnly: true });
  const database = bundle('sqlite', writer, reader);
  return {
    ...database,
    close: async () => {
      await database.close().finally(checkpoints.close);
      sealed?.refuseChanged();
    },
  };
}

/**
 * A database for one thread beside the one that decides: it only reads, also through its `writer`, and what it reads can be
 * stopped. It holds one snapshot at a time.
 */
export function openReadingDatabase(url: string, reads: StoppableReads, caFile?: string): Database {
  if (engineOf(url) === 'sqlite') {
    const reader = sqliteKnex(resolve(url.slice('sqlite:'.length)), { readsOnly: true, reads });
    return bundle('sqlite', reader, reader);
  }
  const servers = openServers(url, caFile);
  const reader = mysqlKnex(servers, { connectionsMax: READING_MAX, access: READING, reads });
  return bundle('mysql', reader, reader, servers);
}

interface SqliteConnection {
  exec(sql: string): void;
  interrupt(): void;
}

interface SqliteUse {
  readonly readsOnly: boolean;
  readonly checkpoints?: Checkpoints;
  readonly reads?: StoppableReads;
}

/**
 * The driver is synchronous, so a busy wait stops the whole process: 200 ms at most, then an asynchronous retry.
 * FULL makes an acknowledged decision survive a power loss. Pages of 8 KiB, in files that are new, because a record is
 * longer than a page of 4: committing then takes a fifth less. Eight megabytes of them are kept; the system has the others,
 * and with 64 an order would read ten to twenty pages less, of 1.5 µs each. A commit does a checkpoint itself only where those
 * between transactions are held up, by a long reading say, and the log has grown to 16,000 pages.
 */
function sqliteKnex(filename: string, use: SqliteUse): Knex {
  const { readsOnly, reads } = use;
  const pragmas = `PRAGMA page_size=8192; PRAGMA busy_timeout=200; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
    PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=16000; PRAGMA query_only=${readsOnly ? 'ON' : 'OFF'};`;
  const config = {
    client: libsqlClient() as unknown as typeof Knex.Client,
    ...use,
    connection: { filename },
    useNullAsDefault: true,
    log: QUIET,
    pool: {
      min: 1,
      max: 1,
      acquireTimeoutMillis: 10_000,
      afterCreate: (connection: SqliteConnection, done: (error: unknown, connection: unknown) => void) => {
        connection.exec(pragmas);
        reads?.onStop(() => connection.interrupt());
        done(null, connection);
      },
    },
  };
  return openKnex(config);
}

const READING = 'REPEATABLE READ, READ ONLY';

function openMysql(url: string, caFile: string | undefined): Database {
  const servers = openServers(url, caFile);
  const writer = mysqlKnex(servers, { connectionsMax: WRITERS_MAX, access: 'READ COMMITTED, READ WRITE' });
  const reader = mysqlKnex(servers, { connectionsMax: READERS_MAX, access: READING });
  return bundle('mysql', writer, reader, servers);
}

/**
 * Writers at READ COMMITTED, because at REPEATABLE READ most governed transactions failed with ER_CHECKREAD. A writer that
 * stops in the middle (a frozen process) would hold the log head for everybody: MariaDB ends it after three idle seconds.
 * A list of what is in a group may be as long as a packet: a megabyte holds the devices of an agency with 30,000 of them.
 */
const MYSQL_SESSION = `SET SESSION innodb_lock_wait_timeout = 5, SESSION group_concat_max_len = 16777216,
  SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'`;

/** A comment that MariaDB executes and MySQL skips: the two variables exist only there. */
const MARIADB_SESSION =
  'SET /*M! SESSION idle_write_transaction_timeout = 3, SESSION max_statement_time = 8, */ SESSION wait_timeout = 28800';

/**
 * What was acknowledged on one node of a cluster may be on its way to the next: whoever reads there waits for it. Without
 * this 4 of 100 readers did not find an order that had just been approved, and after a move nor would who decides. One host
 * may be a proxy before such a cluster. A server by itself waits for nobody; one that was built without clusters has no such
 * variable, and nothing to wait for.
 */
const CAUSAL_SESSION = 'SET /*M! SESSION wsrep_sync_wait = 1, */ SESSION wait_timeout = 28800';

const MARIADB_WITHOUT_LIMIT = 'SET /*M! SESSION max_statement_time = 0, */ SESSION wait_timeout = 28800';

/** For migrations: an index on ten million rows takes longer than any request may, and so may waiting for another process. */
export async function withoutLimits<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const { stream }: MysqlConnection = await tx.client.acquireConnection();
  stream.setTimeout(0);
  await tx.raw(MARIADB_WITHOUT_LIMIT);
  try {
    return await work();
  } finally {
    await tx.raw(MARIADB_SESSION);
    stream.setTimeout(SILENCE_MS_MAX);
  }
}

interface MysqlUse {
  readonly connectionsMax: number;
  readonly access: 'READ COMMITTED, READ WRITE' | 'REPEATABLE READ, READ ONLY';
  readonly reads?: StoppableReads;
}

function mysqlKnex({ nodes, connection }: Servers, { connectionsMax, access, reads }: MysqlUse): Knex {
  const session = [`SET SESSION TRANSACTION ISOLATION LEVEL ${access}`, MYSQL_SESSION, MARIADB_SESSION, CAUSAL_SESSION];
  const settings = {
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    decimalNumbers: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
  };
  const knex = openKnex({
    client: reads ? (stoppableMysql() as unknown as typeof Knex.Client) : 'mysql2',
    ...(reads && { reads }),
    log: QUIET,
    connection: connection(settings),
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    pool: {
      min: 0,
      max: connectionsMax,
      acquireTimeoutMillis: ACQUIRE_TIMEOUT_MS,
      ...(nodes && { validate: (connection: MysqlConnection) => isToUsed(nodes, connection) }),
      afterCreate: (connection: MysqlConnection, done: (error: unknown, connection: unknown) => void) => {
        limitSilence(connection);
        runAll(connection, session, (error) => done(error, connection));
      },
    },
  });
  return nodes ? namingAll(notingTaken(knex), nodes) : notingTaken(knex);
}

/** Of several servers each has a reason of its own, and the error of the one that was tried names only that. */
function namingAll(knex: Knex, nodes: DatabaseNodes): Knex {
  const acquire = knex.client.acquireConnection.bind(knex.client);
  knex.client.acquireConnection = async () =>
    acquire().catch((error: unknown) => {
      throw withEveryFault(error, nodes.seen());
    });
  return knex;
}

function isToUsed(nodes: DatabaseNodes, { config }: MysqlConnection): boolean {
  const { host, port } = nodes.used();
  return config.host === host && config.port === port;
}

function runAll(connection: MysqlConnection, [sql, ...rest]: readonly string[], done: (error: unknown) => void): void {
  if (sql === undefined) done(null);
  else connection.query(sql, (error) => (refuses(error, sql) ? done(error) : runAll(connection, rest, done)));
}

function refuses(error: unknown, sql: string): boolean {
  const isWithoutClusters =
    error instanceof Error && databaseCodeOf(error) === 'ER_UNKNOWN_SYSTEM_VARIABLE' && sql === CAUSAL_SESSION;
  return Boolean(error) && !isWithoutClusters;
}

const NO_SERVER = { nodes: undefined, leaveWhenSilent: () => undefined, close: () => undefined };

function bundle(
  engine: Engine,
  writer: Knex,
  reader: Knex,
  servers: Omit<Servers, 'connection'> = NO_SERVER,
): Database {
  const { nodes, leaveWhenSilent } = servers;
  const close = async (): Promise<void> => {
    nodes?.close();
    for (const knex of new Set([reader, writer])) await knex.destroy();
    servers.close();
  };
  return { engine, writer, reader, nodes, writes: watchWrites(), leaveWhenSilent, close };
}
