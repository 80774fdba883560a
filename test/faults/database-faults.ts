import LibsqlApart from 'libsql/promise';
import type { Database } from '../../src/db/index.ts';

/**
 * What a database does to a gate sooner or later. `deadlock` and `outage` come before a statement or at the commit and
 * leave nothing; `lost` is a commit that has happened and that nobody hears of: the gate itself tries again after
 * `lost`, and `lost-to-caller` reaches whoever asked.
 */
export type Fault = (typeof FAULTS)[number];

export const FAULTS = [
  ...['deadlock', 'deadlock-at-commit', 'deadlocks', 'outage', 'outage-at-commit', 'lost', 'lost-to-caller', 'delay'],
] as const satisfies readonly string[];

export interface FaultyDatabase {
  /** The next transaction that writes meets this fault, after so many of its statements. */
  readonly arm: (fault: Fault, afterStatements: number) => void;
  readonly disarm: () => void;
  /** How often each fault has struck. */
  readonly struck: ReadonlyMap<Fault, number>;
}

interface ArmedFault {
  readonly fault: Fault;
  statementsLeft: number;
  strikesLeft: number;
}

/** The gate itself gives up after five attempts. */
const DEADLOCKS = 5;
const DELAY_MS = 15;

/** Stands between a gate and the connections that it writes with, those it has and those it will open. */
export function injectFaults({ engine, writer }: Database): FaultyDatabase {
  const struck = new Map<Fault, number>();
  let armed: ArmedFault | undefined;
  const strike = (place: 'statement' | 'commit'): Fault | undefined => {
    if (!armed || placeOf(armed.fault) !== place) return undefined;
    if (place === 'statement' && armed.statementsLeft > 0) {
      armed.statementsLeft -= 1;
      return undefined;
    }
    const { fault } = armed;
    struck.set(fault, (struck.get(fault) ?? 0) + 1);
    armed.strikesLeft -= 1;
    if (armed.strikesLeft === 0) armed = undefined;
    return fault;
  };
  const wrap = (connection: never): void =>
    engine === 'sqlite' ? wrapSqlite(connection, strike) : wrapMysql(connection, strike);
  const { client }: { client: ConnectionSource } = writer;
  const connect = client.acquireRawConnection.bind(client);
  client.acquireRawConnection = async () => {
    const connection = await connect();
    wrap(connection);
    return connection;
  };
  // Those that are open already have done their work; the next ones pass through here.
  for (const { resource } of client.pool.free) wrap(resource);
  return {
    struck,
    arm: (fault, statementsLeft) => {
      armed = { fault, statementsLeft, strikesLeft: fault === 'deadlocks' ? DEADLOCKS : 1 };
    },
    disarm: () => {
      armed = undefined;
    },
  };
}

interface ConnectionSource {
  acquireRawConnection: () => Promise<never>;
  readonly pool: { readonly free: readonly { readonly resource: never }[] };
}

function placeOf(fault: Fault): 'statement' | 'commit' {
  return fault === 'deadlock' || fault === 'deadlocks' || fault === 'outage' || fault === 'delay'
    ? 'statement'
    : 'commit';
}

type Strike = (place: 'statement' | 'commit') => Fault | undefined;

interface SqliteStatement {
  readonly reader: boolean;
  readonly all: (bindings: unknown) => unknown;
  readonly run: (bindings: unknown) => unknown;
}

interface SqliteConnection {
  prepare: (sql: string) => SqliteStatement;
  readonly inTransaction: boolean;
  preparedStatements?: Map<string, unknown>;
}

const CODES = {
  sqlite: { deadlock: 'SQLITE_BUSY', outage: 'SQLITE_IOERR', lost: 'ECONNRESET', 'lost-to-caller': 'SQLITE_IOERR' },
  mysql: {
    ...{ deadlock: 'ER_LOCK_DEADLOCK', outage: 'ER_SERVER_SHUTDOWN' },
    ...{ lost: 'PROTOCOL_CONNECTION_LOST', 'lost-to-caller': 'ER_CONNECTION_KILLED' },
  },
} as const;

function errorOf(engine: keyof typeof CODES, fault: Fault): Error {
  const kind = fault.startsWith('deadlock') ? 'deadlock' : fault.startsWith('outage') ? 'outage' : fault;
  const code = CODES[engine][kind as keyof (typeof CODES)['sqlite']];
  return Object.assign(new Error(`injected: ${fault}`), { code });
}

const strikesAtCommit = new WeakMap<object, () => Fault | undefined>();
const execApart = LibsqlApart.prototype.exec;

/** Commits go through here, for whichever connection. */
LibsqlApart.prototype.exec = async function exec(this: InstanceType<typeof LibsqlApart>, sql: string): Promise<void> {
  const fault = /^commit/i.test(sql) ? strikesAtCommit.get(this)?.() : undefined;
  if (fault === undefined || fault.startsWith('lost')) await execApart.call(this, sql);
  if (fault !== undefined) throw errorOf('sqlite', fault);
};

/** The driver is synchronous, so nothing can be late there; `delay` passes. */
function wrapSqlite(connection: SqliteConnection, strike: Strike): void {
  const prepare = connection.prepare.bind(connection);
  connection.preparedStatements?.clear();
  strikesAtCommit.set(connection, () => strike('commit'));
  const meetFault = (): void => {
    const fault = connection.inTransaction ? strike('statement') : undefined;
    if (fault !== undefined && fault !== 'delay') throw errorOf('sqlite', fault);
  };
  connection.prepare = (sql) => {
    const statement = prepare(sql);
    return {
      reader: statement.reader,
      all: (bindings) => {
        meetFault();
        return statement.all(bindings);
      },
      run: (bindings) => {
        meetFault();
        return statement.run(bindings);
      },
    };
  };
}

type AnswerCallback = (error: unknown, ...answer: unknown[]) => void;

interface MysqlConnection {
  query: (...asked: never[]) => unknown;
  execute: (...asked: never[]) => unknown;
  destroy: () => void;
}

type Ask = (...asked: unknown[]) => unknown;

function wrapMysql(connection: MysqlConnection, strike: Strike): void {
  let isOpen = false;
  const plain = connection.query.bind(connection) as Ask;
  const throughFaults =
    (ask: Ask): Ask =>
    (...asked) => {
      const sql = sqlOf(asked[0]);
      const isCommit = /^commit/i.test(sql);
      if (/^begin|^start transaction/i.test(sql)) isOpen = true;
      else if (/^rollback/i.test(sql)) isOpen = false;
      const isCounted = isOpen && !/^(begin|start transaction)/i.test(sql);
      const fault = isCounted ? strike(isCommit ? 'commit' : 'statement') : undefined;
      if (isCommit) isOpen = false;
      if (fault === undefined) return ask(...asked);
      if (fault === 'delay') return setTimeout(() => ask(...asked), DELAY_MS);
      const done = asked.at(-1) as AnswerCallback;
      const isLost = fault.startsWith('lost');
      // The server takes back what a deadlock or an outage ends.
      return plain(isLost ? 'COMMIT' : 'ROLLBACK', (error: unknown) => {
        if (isLost || fault.startsWith('outage')) connection.destroy();
        done(error ?? errorOf('mysql', fault));
      });
    };
  connection.query = throughFaults(plain) as MysqlConnection['query'];
  connection.execute = throughFaults(connection.execute.bind(connection) as Ask) as MysqlConnection['execute'];
}

function sqlOf(asked: unknown): string {
  return typeof asked === 'string' ? asked : String((asked as { sql?: unknown } | undefined)?.sql ?? '');
}
