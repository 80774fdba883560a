/** What to do after a database error; the reasons were measured on MariaDB 11.8, a Galera cluster and SQLite. */
export type DatabaseErrorKind = 'run-again' | 'outage' | 'other';

/** Lock conflicts, and connections lost in the middle: whether it was committed is unknown, so the same work runs again. */
const RUN_AGAIN = new Set<string>([
  'ER_LOCK_DEADLOCK', // 1213, also a failed certification on Galera
  'ER_LOCK_WAIT_TIMEOUT', // 1205
  'ER_CHECKREAD', // 1020, snapshot isolation
  'ER_ERROR_DURING_COMMIT', // 1180, ambiguous
  'ER_QUERY_INTERRUPTED', // 1317, by somebody else: who stops a read of ours is told otherwise
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
]);

/** Of what a process that is being stopped waited for, at a server that says nothing; nor does it wait for another one. */
export const SERVER_LEFT = 'SERVER_LEFT';

/** Of a write that had no turn before its deadline was over. */
export const TOO_LATE = 'TOO_LATE';

/** Nobody takes a connection, no quorum, no space: nothing that we repeat now would succeed. */
const OUTAGE = new Set<string>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  SERVER_LEFT,
  TOO_LATE,
  'ER_UNKNOWN_COM_ERROR', // 1047, Galera without quorum
  'ER_SERVER_SHUTDOWN', // 1053
  'ER_CONNECTION_KILLED', // 1927
  'ER_OPTION_PREVENTS_STATEMENT', // 1290, a server that was made read-only
  'ER_CON_COUNT_ERROR', // 1040
  'ER_DISK_FULL', // 1021
  'ER_RECORD_FILE_FULL', // 1114
  'ER_QUERY_TIMEOUT',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_CANTOPEN',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'SQLITE_READONLY',
]);

/** mysql2 marks every error that ends a connection as fatal, whatever its code. */
export function kindOfDatabaseError(error: unknown): DatabaseErrorKind {
  if (!(error instanceof Error)) return 'other';
  const code = databaseCodeOf(error);
  if (RUN_AGAIN.has(code)) return 'run-again';
  if (OUTAGE.has(code) || error.name === 'KnexTimeoutError') return 'outage';
  if (error instanceof AggregateError) return kindOfDatabaseError(error.errors[0]);
  if ('fatal' in error && error.fatal === true) return 'run-again';
  return 'other';
}

/** Said of a server or the way to it, and not of what it was asked: another server of a list may do it. */
const AWAY = new Set<string>([
  'ER_LOCK_WAIT_TIMEOUT', // also a read that waited for the other nodes when its own left the majority
  'ER_ERROR_DURING_COMMIT',
  'ER_QUERY_INTERRUPTED',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ER_UNKNOWN_COM_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_CON_COUNT_ERROR',
]);

/** Whether it is worth waiting a moment for another server; conflicts and full disks are none of it. */
export function isServerAway(error: unknown): boolean {
  if (!(error instanceof Error) || databaseCodeOf(error) === SERVER_LEFT) return false;
  if (AWAY.has(databaseCodeOf(error)) || error.name === 'KnexTimeoutError') return true;
  if (error instanceof AggregateError) return isServerAway(error.errors[0]);
  return 'fatal' in error && error.fatal === true && kindOfDatabaseError(error) !== 'other';
}

/** Whether a database said it, whatever it was: of the data that were asked for such an error says nothing. */
export function isDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return kindOfDatabaseError(error) !== 'other' || /^(ER|SQLITE)_/.test(databaseCodeOf(error));
}

/** Whether a server's certificate is refused. The driver has one code for that and for a connection lost while TLS begins. */
export function isCertificateRefused(error: Error): boolean {
  return databaseCodeOf(error) === 'HANDSHAKE_SSL_ERROR' && /certificate/i.test(error.message);
}

/** Said by a server that is there: no waiting changes it. */
const REFUSALS = new Set<string>([
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
  'HANDSHAKE_NO_SSL_SUPPORT',
]);

export function isRefusal(error: Error): boolean {
  return REFUSALS.has(databaseCodeOf(error)) || isCertificateRefused(error);
}

/** MariaDB's own number for a statement that took longer than `max_statement_time`; the driver has no name for it. */
const STATEMENT_TIMEOUT = 1969;

/** SQLite says in the low byte what kind of error it is, and has some seventy finer numbers, most without a name here. */
const SQLITE_KINDS: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
};
const SQLITE_KIND_BITS = 0xff;

/** What a database or the way to it calls an error, without SQLite's finer distinctions; empty where it has no name. */
export function databaseCodeOf(error: Error): string {
  if ('errno' in error && error.errno === STATEMENT_TIMEOUT) return 'ER_QUERY_TIMEOUT';
  // The driver gives no number for a file that it cannot open.
  if (error.message.startsWith('ConnectionFailed("Unable to open')) return 'SQLITE_CANTOPEN';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const raw = 'rawCode' in error && typeof error.rawCode === 'number' ? error.rawCode : 0;
  return SQLITE_KINDS[raw & SQLITE_KIND_BITS] ?? code;
}
