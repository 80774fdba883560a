import { createRequire } from 'node:module';
import type Libsql from 'libsql';
import type LibsqlApart from 'libsql/promise';

const require = createRequire(import.meta.url);

/** The driver of SQLite, which opens its library when it is first asked for: many commands open no database. */
export function libsqlDriver(): typeof Libsql {
  return require('libsql');
}

/** The same with methods that work on a thread of the driver. */
export function libsqlApart(): typeof LibsqlApart {
  return require('libsql/promise');
}
