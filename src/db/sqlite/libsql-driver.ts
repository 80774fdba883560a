import { createRequire } from 'node:module';
import type Libsql from 'libsql';
import type LibsqlApart from 'libsql/promise';

const require = createRequire(import.meta.url);

/**
 * The library works on as many threads as there are cores, for all connections of the process together. Two long reads would
 * have taken both threads of a small machine, and a commit would have waited until one of them ended: 12.8 s were seen. So
 * there are more than readers and jobs can take.
 */
const THREADS = '8';

/** The driver of SQLite, which opens its library when it is first asked for: many commands open no database. */
export function libsqlDriver(): typeof Libsql {
  process.env.TOKIO_WORKER_THREADS ??= THREADS;
  return require('libsql');
}

/** The same with methods that work on a thread of the driver. */
export function libsqlApart(): typeof LibsqlApart {
  return require('libsql/promise');
}
