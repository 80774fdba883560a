import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, migrate, openDatabase } from '../../src/db/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { collectGarbage } from './garbage.ts';
import { findProgram, type Mariadb, startMariadb } from './mariadb.ts';
import { type Content, contentOf, restoreContent } from './mariadb-content.ts';
import { atProcessEnd } from './process-end.ts';

/**
 * A database nobody else uses. On MariaDB `drop` fails the test when a connection to it is still open; the SQLite driver
 * lets go of its files only with the garbage collection, so there is nothing to count there.
 */
export interface FreshDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export interface EngineChoice {
  readonly engines: readonly Engine[];
  /** What is not run, in a sentence; absent when everything is. */
  readonly notice?: string;
}

interface Surroundings {
  readonly ENGINES?: string | undefined;
  readonly CI?: string | undefined;
  readonly hasMariadb: boolean;
}

/** `ENGINES=sqlite,mysql` decides; without it, everything this machine can run. In CI nothing may be missing. */
export function chooseEngines({ ENGINES, CI, hasMariadb }: Surroundings): EngineChoice {
  const isCi = CI === 'true';
  const engines = ENGINES ? ENGINES.split(',').map(engineNamed) : defaultEngines(hasMariadb || isCi);
  if (engines.includes('mysql') && !hasMariadb) {
    throw new Error('mariadbd is not on the PATH, and the tests may not leave MariaDB out here');
  }
  const missing = (['sqlite', 'mysql'] as const).filter((engine) => !engines.includes(engine));
  if (missing.length === 0) return { engines };
  if (isCi) throw new Error(`CI=true runs every engine; ENGINES leaves out ${missing.join(', ')}`);
  const why = ENGINES ? `ENGINES=${ENGINES}` : 'mariadbd is not on the PATH';
  return { engines, notice: `Not run on ${missing.join(', ')}: ${why}.` };
}

function engineNamed(name: string): Engine {
  if (name === 'sqlite' || name === 'mysql') return name;
  throw new RangeError(`ENGINES names sqlite, mysql or both with a comma, not ${name}`);
}

function defaultEngines(withMysql: boolean): readonly Engine[] {
  return withMysql ? ['sqlite', 'mysql'] : ['sqlite'];
}

export const ENGINE_CHOICE = chooseEngines({
  ENGINES: process.env.ENGINES,
  CI: process.env.CI,
  hasMariadb: findProgram('mariadbd') !== undefined,
});

export const ENGINES = ENGINE_CHOICE.engines;

/** Describes the same tests once for each engine of this run. */
export function forEachEngine(about: (engine: Engine) => void): void {
  for (const engine of ENGINES) describe(`on ${engine}`, () => about(engine));
}

/**
 * A migrated database: on SQLite a copy of a file (2 ms), on MariaDB one that an earlier test has given back and that is as
 * empty as on its first day (15 ms), or a new one (130 ms).
 */
export async function freshDatabaseUrl(engine: Engine): Promise<FreshDatabase> {
  if (engine === 'sqlite') {
    const template = await sqliteTemplate();
    return sqliteDatabase((path) => copyFileSync(template, path));
  }
  const name = used.pop() ?? (await migratedMysqlDatabase());
  return {
    url: (await sharedMariadb()).urlOf(name),
    drop: async () => {
      await refuseOpenConnections(name);
      if (await restore(name)) used.push(name);
      else await dropMysqlDatabase(name);
    },
  };
}

/** A database without a single table, for what concerns migrating itself. */
export async function emptyDatabaseUrl(engine: Engine): Promise<FreshDatabase> {
  if (engine === 'sqlite') return sqliteDatabase(() => undefined);
  const name = await newMysqlDatabase();
  return {
    url: (await sharedMariadb()).urlOf(name),
    drop: async () => {
      await refuseOpenConnections(name);
      await dropMysqlDatabase(name);
    },
  };
}

/** Ends and removes what this run started; called once, when mocha has run everything. */
export async function releaseDatabases(): Promise<void> {
  await (await mariadbStarting)?.remove();
  mariadbStarting = undefined;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}

let mariadbStarting: Promise<Mariadb> | undefined;
let folder: string | undefined;
let templateMaking: Promise<string> | undefined;
let made = 0;
let firstDay: Content | undefined;
const used: string[] = [];

/** Starts with the first test that needs it and serves the whole run. */
export function sharedMariadb(): Promise<Mariadb> {
  mariadbStarting ??= startMariadb();
  return mariadbStarting;
}

function sqliteFolder(): string {
  if (folder === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'genuine-gate-sqlite-'));
    atProcessEnd(() => rmSync(path, { recursive: true, force: true }));
    folder = path;
  }
  return folder;
}

function sqliteTemplate(): Promise<string> {
  templateMaking ??= makeSqliteTemplate(join(sqliteFolder(), 'template.db'));
  return templateMaking;
}

/** The log of later writes is folded into the file, or the copies would be empty. */
async function makeSqliteTemplate(path: string): Promise<string> {
  const db = openDatabase(`sqlite:${path}`);
  await migrate(db, systemClock);
  await db.writer.raw('pragma wal_checkpoint(truncate)');
  await db.close();
  return path;
}

function sqliteDatabase(place: (path: string) => void): FreshDatabase {
  made += 1;
  const path = join(sqliteFolder(), `gate-${made}.db`);
  place(path);
  const drop = async (): Promise<void> => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    if (made % DATABASES_BETWEEN_COLLECTIONS === 0) collectGarbage();
  };
  return { url: `sqlite:${path}`, drop };
}

/** Node sees no reason to collect by itself: without this, 300 databases kept 1,500 files and 180 MB (35 ms each time). */
const DATABASES_BETWEEN_COLLECTIONS = 50;

async function newMysqlDatabase(): Promise<string> {
  made += 1;
  await (await sharedMariadb()).administer(`create database gate_${made}`);
  return `gate_${made}`;
}

async function dropMysqlDatabase(name: string): Promise<void> {
  await (await sharedMariadb()).administer(`drop database ${name}`);
}

async function migratedMysqlDatabase(): Promise<string> {
  const mariadb = await sharedMariadb();
  const name = await newMysqlDatabase();
  const db = openDatabase(mariadb.urlOf(name));
  await migrate(db, systemClock);
  await db.close();
  firstDay ??= await contentOf(mariadb, name);
  return name;
}

async function restore(name: string): Promise<boolean> {
  if (firstDay === undefined) return false;
  return restoreContent(await sharedMariadb(), { name, content: firstDay });
}

const CLOSING_MS_MAX = 30_000;

/** A server notices a moment later that a client has gone, above all one that was killed; so it gets that moment. */
async function refuseOpenConnections(database: string): Promise<void> {
  const mariadb = await sharedMariadb();
  const connections = `select id from information_schema.processlist where db = '${database}'`;
  const countConnections = async (): Promise<number> => (await mariadb.administer(connections)).length;
  const deadline = performance.now() + CLOSING_MS_MAX;
  let open = await countConnections();
  while (open > 0 && performance.now() < deadline) {
    await sleep(20);
    open = await countConnections();
  }
  if (open > 0) throw new Error(`the test leaves ${open} connections to ${database} open`);
}
