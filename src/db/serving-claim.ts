import { existsSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolders, Refusal, text } from '../kernel/index.ts';
import { engineOf, FOLDER_MODE } from './database.ts';
import { kindOfDatabaseError } from './database-errors.ts';
import { libsqlDriver } from './sqlite/libsql-driver.ts';

/** Whoever has it is the one gate that serves a SQLite file. */
export interface ServingClaim {
  readonly release: () => void;
}

/** A gate that is restarted may still be ending; nothing else runs in this process while it waits. */
const PATIENCE_MS = 1_000;

/**
 * Claims a SQLite file for this gate, or refuses because another one serves it: each would keep of its own what it knows of
 * the other's rows. The claim is a lock of the operating system on a file beside it, which ends with its process, however
 * that ends. Commands that read, back up or write a row beside the gate need none; a server takes many gates.
 */
export function claimServing(url: string): ServingClaim {
  if (engineOf(url) !== 'sqlite') return { release: () => undefined };
  const path = resolve(url.slice('sqlite:'.length));
  makeFolders(dirname(path), FOLDER_MODE);
  // Two names of one file, as by a link, are one claim.
  const own = existsSync(path) ? realpathSync(path) : path;
  const Driver = libsqlDriver();
  const lock = new Driver(`${own}-serving`);
  try {
    lock.exec(`PRAGMA busy_timeout=${PATIENCE_MS}; BEGIN EXCLUSIVE`);
  } catch (error) {
    lock.close();
    throw kindOfDatabaseError(error) === 'run-again' ? servedAlready(path) : error;
  }
  return { release: () => void lock.close() };
}

function servedAlready(path: string): Refusal {
  const message = text(
    `另一个闸口进程正在使用数据库 ${path}；一个 SQLite 文件只供一个闸口进程使用。请先停止那个进程，或以 DATABASE_URL 另设数据库（多个进程请用 MariaDB）。`,
    `Another gate serves the database ${path}, and one SQLite file serves one gate. Stop that one, or set DATABASE_URL to another database (MariaDB serves several processes).`,
  );
  return new Refusal('conflict', 'database.served', message);
}
