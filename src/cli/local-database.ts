import { statSync } from 'node:fs';
import { type Database, engineOf, hasPendingMigrations, openDatabase } from '../db/index.ts';
import type { Config } from '../gate/config.ts';
import { type Actor, NATIONAL_REGION, newId, Refusal, text } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import type { Io } from './io.ts';

/** Works on the configured database and closes it. It must be there already, with the schema of this version. */
export async function withDatabase<T>(config: Config, work: (db: Database) => Promise<T>): Promise<T> {
  refuseMissing(config.databaseUrl);
  const db = openDatabase(config.databaseUrl, config.databaseCaFile);
  try {
    if (await hasPendingMigrations(db)) throw notMigrated();
    return await work(db);
  } finally {
    await db.close();
  }
}

export function localDeps({ origin }: Config, { clock }: Pick<Io, 'clock'>): GovernedDeps {
  return { origin, newId, clock };
}

/** Whoever may open the database may do with it what they like; the log names them by this key. */
export const LOCAL_KEY = 'key_local';

export function localActor(role: Actor['role']): Actor {
  return { keyId: LOCAL_KEY, personId: null, role, grant: { region: NATIONAL_REGION }, scopes: [] };
}

/** Opening a SQLite file that is not there would make an empty one, and answer about it. */
export function refuseMissing(url: string): void {
  if (engineOf(url) !== 'sqlite') return;
  const path = url.slice('sqlite:'.length);
  if (isThere(path)) return;
  const message = text(
    `没有数据库 ${path}。请先启动闸口（gate serve）或运行 gate migrate；演示数据用 DATABASE_URL=sqlite:data/demo/gate.db GATE_DATA_DIR=data/demo。`,
    `There is no database ${path}. Start the gate (gate serve) or run gate migrate first; for the demo's set DATABASE_URL=sqlite:data/demo/gate.db GATE_DATA_DIR=data/demo.`,
  );
  throw new Refusal('unavailable', 'command.no_database', message);
}

/** A folder that this account may not look into says nothing of what is in it. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') throw notPermitted(path);
    throw error;
  }
}

function notPermitted(path: string): Refusal {
  const message = text(
    `没有权限读取 ${path} 所在的文件夹：请以闸口的账号运行（例如 sudo -u gate）。`,
    `You may not look into the folder of ${path}. Run this as the account of the gate, such as with sudo -u gate.`,
  );
  return new Refusal('unavailable', 'command.no_permission', message);
}

function notMigrated(): Refusal {
  const message = text(
    '数据库结构不是本版本的，请先运行 gate migrate。',
    'The database does not have the schema of this version yet; run gate migrate first.',
  );
  return new Refusal('unavailable', 'command.not_migrated', message);
}
