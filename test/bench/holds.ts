import { appendFileSync, readFileSync } from 'node:fs';
import type { Database } from '../../src/db/index.ts';

/** One time in which somebody held the head of the log, and nobody else decided. */
export interface Hold {
  readonly from: number;
  readonly ms: number;
  /** What was recorded, which says which step it was. */
  readonly leaves: string;
  readonly statements: number;
  /** Of this process between the statements: its own work, and whatever else it did in between. */
  readonly ownMs: number;
  /** The longest statement of it. */
  readonly statement: string;
  readonly statementMs: number;
}

interface OpenHold {
  readonly from: number;
  readonly types: Map<string, number>;
  statements: number;
  sentMs: number;
  longest: { readonly sql: string; readonly ms: number };
}

interface Connection {
  execute?: (sql: string, bindings: readonly unknown[], done: (error: unknown) => void) => unknown;
}

interface Client {
  _query(
    connection: Connection,
    query: { readonly sql: string; readonly bindings?: readonly unknown[] },
  ): Promise<unknown>;
  insertEach?(connection: Connection, sql: string, rows: readonly (readonly unknown[])[]): Promise<void>;
}

const TAKES = 'update log_head set taken';
const RECORDS = 'insert into log_leaves';
/** A leaf's index, type, subject, moment, bytes and hash. */
const LEAF_COLUMNS = 6;

/** Tells of each hold when it is over, with the moment at which the head was given and the one at which it was given back. */
export function watchHolds({ writer }: Database, told: (hold: Hold) => void): void {
  const prototype: Client = writer.client.constructor.prototype;
  const { _query: query, insertEach } = prototype;
  const open = new WeakMap<Connection, OpenHold>();
  const watched = new WeakSet<Connection>();
  const note = (connection: Connection, sql: string, from: number): void => {
    const until = now();
    if (sql.startsWith(TAKES)) open.set(connection, opened(until));
    else noteIn(open.get(connection), sql, until - from);
    const hold = open.get(connection);
    if (!hold || !/^(commit|rollback)/i.test(sql)) return;
    open.delete(connection);
    told(toHold(hold, until));
  };
  prototype._query = async function (this: Client, connection, statement) {
    watchPrepared(connection, { watched, open, note });
    const from = now();
    const answer = await query.call(this, connection, statement);
    noteLeaves(open.get(connection), statement.sql, statement.bindings ?? []);
    note(connection, statement.sql, from);
    return answer;
  };
  if (insertEach)
    prototype.insertEach = async function (this: Client, connection, sql, rows) {
      const from = now();
      await insertEach.call(this, connection, sql, rows);
      noteLeaves(open.get(connection), sql, rows.flat());
      note(connection, sql, from);
    };
}

interface Watching {
  readonly watched: WeakSet<Connection>;
  readonly open: WeakMap<Connection, OpenHold>;
  readonly note: (connection: Connection, sql: string, from: number) => void;
}

function watchPrepared(connection: Connection, { watched, open, note }: Watching): void {
  const { execute } = connection;
  if (!execute || watched.has(connection)) return;
  watched.add(connection);
  connection.execute = (sql, bindings, done) => {
    const from = now();
    return execute.call(connection, sql, bindings, (error) => {
      noteLeaves(open.get(connection), sql, bindings);
      note(connection, sql, from);
      done(error);
    });
  };
}

function opened(from: number): OpenHold {
  return { from, types: new Map(), statements: 0, sentMs: 0, longest: { sql: '', ms: 0 } };
}

function noteIn(hold: OpenHold | undefined, sql: string, ms: number): void {
  if (!hold) return;
  hold.statements += 1;
  hold.sentMs += ms;
  if (ms > hold.longest.ms) hold.longest = { sql, ms };
}

function noteLeaves(hold: OpenHold | undefined, sql: string, bindings: readonly unknown[]): void {
  if (!hold || !sql.startsWith(RECORDS)) return;
  for (let at = 1; at < bindings.length; at += LEAF_COLUMNS) {
    const type = String(bindings[at]);
    hold.types.set(type, (hold.types.get(type) ?? 0) + 1);
  }
}

const STATEMENT_CHARACTERS = 60;

function toHold({ from, types, statements, sentMs, longest }: OpenHold, until: number): Hold {
  const leaves = [...types].map(([type, count]) => (count === 1 ? type : `${type} ×${count}`)).join(', ');
  return {
    ...{ from, ms: until - from, leaves: leaves || 'nothing recorded', statements, ownMs: until - from - sentMs },
    statement: longest.sql.replaceAll('`', '').slice(0, STATEMENT_CHARACTERS),
    statementMs: longest.ms,
  };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Keeps what it is told in a file, a line each, for the process that measures. */
export function writeHolds(file: string, everyMs: number): (hold: Hold) => void {
  const lines: string[] = [];
  setInterval(() => {
    if (lines.length > 0) appendFileSync(file, lines.splice(0).join(''));
  }, everyMs).unref();
  return (hold) => void lines.push(`${JSON.stringify(hold)}\n`);
}

/** Those that began since a moment, the longest first. */
export function readHolds(file: string, since: number): readonly Hold[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const holds = lines.map((line) => JSON.parse(line) as Hold);
  return holds.filter(({ from }) => from >= since).toSorted((a, b) => b.ms - a.ms);
}
