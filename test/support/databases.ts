import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, type Engine, migrate, openDatabase } from '../../src/db/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { collectGarbage } from './garbage.ts';
import { IS_LONG } from './long.ts';
import { type Mariadb, startMariadb } from './mariadb.ts';
import { type KeptContent, keepContent, shapeOf, takeContent } from './mariadb-content.ts';
import { atProcessEnd } from './process-end.ts';
import { findProgram } from './programs.ts';
import { scratchFolder } from './scratch.ts';

/**
 * A database nobody else uses. On MariaDB `drop` fails the test when a connection to it is still open; the SQLite driver
 * lets go of its files only with the garbage collection, so there is nothing to count there.
 */
export interface FreshDatabase {
  readonly url: string;
  readonly drop: (patienceMs?: number) => Promise<void>;
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

/** What the engines do each in its own way: `statements` are other text or return other rows, `plans` read by other indexes. */
export type EngineDifference = 'statements' | 'locks' | 'plans';

/**
 * Describes the same tests once for each engine of this run, since what differs is tried there. MariaDB takes a third of
 * `npm test`: where other files run the same statements on both, a test is described by `onOneEngine`.
 */
export function forEachEngine(differs: EngineDifference, about: (engine: Engine) => void): void {
  for (const engine of ENGINES) describe(`on ${engine}, since ${differs} differ`, () => about(engine));
}

/**
 * Describes on one engine what guards no SQL of its own: statements that other files run on each. Why it is so stands in
 * the titles. A long run has the same tests on the other engine.
 */
export function onOneEngine(why: string, about: (engine: Engine) => void): void {
  for (const engine of theOneEngine()) describe(`on ${engine} alone, since ${why}`, () => about(engine));
}

/** Within tests that run on each engine: those that one engine tells for both. */
export function onOneOfThem(engine: Engine, why: string, about: () => void): void {
  if (theOneEngine().includes(engine)) describe(`on it alone, since ${why}`, about);
}

function theOneEngine(): readonly Engine[] {
  return IS_LONG ? ENGINES.slice(1) : ENGINES.slice(0, 1);
}

/** What a database held at one moment, for others to begin with: the path of a file, or rows beside the database. */
export type KeptDatabase =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'mysql'; readonly content: KeptContent };

/**
 * A migrated database: on SQLite a copy of a file (2 ms), on MariaDB one that an earlier test has given back (15 ms), or a
 * new one (130 ms). It is as empty as on its first day, or holds what was kept of another one.
 */
export async function freshDatabaseUrl(engine: Engine, from?: KeptDatabase): Promise<FreshDatabase> {
  if (engine === 'sqlite') {
    const template = from?.engine === 'sqlite' ? from.path : await sqliteTemplate();
    return sqliteDatabase((path) => copyFileSync(template, path));
  }
  const first = await firstDay();
  const name = used.pop() ?? (await migratedMysqlDatabase());
  await takeContent(await sharedMariadb(), { name, from: from?.engine === 'mysql' ? from.content : first.content });
  return {
    url: (await sharedMariadb()).urlOf(name),
    drop: async (patienceMs) => {
      await refuseOpenConnections(name, patienceMs);
      // One whose tables are not what they were is of no use to the next test.
      if ((await shapeOf(await sharedMariadb(), name)) === first.shape) used.push(name);
      else await dropMysqlDatabase(name);
    },
  };
}

/** Keeps what an open database holds now; nobody may be writing. */
export async function keepDatabase(db: Database, url: string): Promise<KeptDatabase> {
  if (db.engine === 'sqlite') {
    made += 1;
    const path = join(sqliteFolder(), `kept-${made}.db`);
    // By SQLite itself: whoever else in this process opens and closes the file drops its locks, and the next process that
    // ends with it takes its log away.
    await db.writer.raw('vacuum into ?', [path]);
    return { engine: 'sqlite', path };
  }
  return { engine: 'mysql', content: await keptContentOf(new URL(url).pathname.slice(1)) };
}

async function keptContentOf(from: string): Promise<KeptContent> {
  made += 1;
  return keepContent(await sharedMariadb(), { name: `kept_${made}`, from });
}

/** A database without a single table, for what concerns migrating itself. */
export async function emptyDatabaseUrl(engine: Engine): Promise<FreshDatabase> {
  if (engine === 'sqlite') return sqliteDatabase(() => undefined);
  const name = await newMysqlDatabase();
  return {
    url: (await sharedMariadb()).urlOf(name),
    drop: async (patienceMs) => {
      await refuseOpenConnections(name, patienceMs);
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
let firstDayMaking: Promise<FirstDay> | undefined;
const used: string[] = [];

/** Starts with the first test that needs it and serves the whole run. */
export function sharedMariadb(): Promise<Mariadb> {
  mariadbStarting ??= startMariadb();
  return mariadbStarting;
}

function sqliteFolder(): string {
  if (folder === undefined) {
    const path = mkdtempSync(join(scratchFolder(), 'genuine-gate-sqlite-'));
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
  return name;
}

/** How a database is when it has been migrated; the one that this was read from is the first to be used. */
interface FirstDay {
  readonly content: KeptContent;
  readonly shape: string;
}

function firstDay(): Promise<FirstDay> {
  firstDayMaking ??= readFirstDay();
  return firstDayMaking;
}

async function readFirstDay(): Promise<FirstDay> {
  const name = await migratedMysqlDatabase();
  const first = { content: await keptContentOf(name), shape: await shapeOf(await sharedMariadb(), name) };
  used.push(name);
  return first;
}

const CLOSING_MS_MAX = 30_000;

/** A server notices a moment later that a client has gone, above all one that was killed; so it gets that moment. */
async function refuseOpenConnections(database: string, patienceMs = CLOSING_MS_MAX): Promise<void> {
  const mariadb = await sharedMariadb();
  const connections = `select id from information_schema.processlist where db = '${database}'`;
  const countConnections = async (): Promise<number> => (await mariadb.administer(connections)).length;
  const deadline = performance.now() + patienceMs;
  let open = await countConnections();
  while (open > 0 && performance.now() < deadline) {
    await sleep(20);
    open = await countConnections();
  }
  if (open > 0) throw new Error(`the test leaves ${open} connections to ${database} open`);
}
