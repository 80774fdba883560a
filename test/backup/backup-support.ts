import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { NOT_RESTORED } from '../../src/backup/index.ts';
import { type Engine, inSnapshot, listStoredTables, openDatabase } from '../../src/db/index.ts';
import { built } from '../cli/built-gate.ts';
import { type CommandRun, freshFolder, runGate, startGateCommand } from '../cli/gate-command.ts';
import { emptyDatabaseUrl } from '../support/databases.ts';

/** A place to restore to: an empty database with a data folder of its own. */
export interface Place {
  readonly url: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command there, as its operator would. */
  readonly run: (...args: readonly string[]) => Promise<CommandRun>;
}

export function placesForEachTest(): (engine: Engine) => Promise<Place> {
  const undo: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const each of undo.splice(0)) await each();
  });
  return async (engine) => {
    const fresh = await emptyDatabaseUrl(engine);
    undo.push(fresh.drop);
    return placeOf(fresh.url, freshFolder());
  };
}

export function placeOf(url: string, dataDir: string): Place {
  const env = { DATABASE_URL: url, GATE_DATA_DIR: dataDir };
  return { url, dataDir, env, run: (...args) => runGate(args, { env }) };
}

type Rows = Readonly<Record<string, readonly string[]>>;

/** Every row of every table that is restored, as text. The head of the log counts how often it was taken; that may differ. */
export async function restoredRows(url: string): Promise<Rows> {
  const db = openDatabase(url);
  try {
    const tables = await inSnapshot(db, (tx) => listStoredTables(tx, db.engine));
    const found: Record<string, readonly string[]> = {};
    for (const { name, columns } of tables.filter((table) => !Object.hasOwn(NOT_RESTORED, table.name))) {
      const rows: readonly object[] = await db.reader(name).select([...columns]);
      found[name] = rows.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted();
    }
    return found;
  } finally {
    await db.close();
  }
}

export interface Manifest {
  readonly log: { readonly size: number; readonly rootHash: string };
  readonly tables: readonly { readonly name: string; readonly digest: string }[];
  readonly evidence: { readonly files: number };
  readonly steps: readonly string[];
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
}

export function rewriteManifest(folder: string, change: (manifest: Manifest) => object): void {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(change(manifestOf(folder))));
}

/** Writes the rows of a table of a backup anew, with a digest that fits. */
export function rewriteTable(
  folder: string,
  name: string,
  change: (lines: readonly string[]) => readonly string[],
): void {
  const path = join(folder, 'tables', `${name}.jsonl.gz`);
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  const bytes = gzipSync(`${change(lines).join('\n')}\n`);
  writeFileSync(path, bytes);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  rewriteManifest(folder, ({ tables, ...manifest }) => ({
    ...manifest,
    tables: tables.map((table) => (table.name === name ? { ...table, digest } : table)),
  }));
}

/** What went well, or the whole of what was said. */
export function assertCode({ code, stdout, stderr }: CommandRun, wanted: number): void {
  assert.equal(code, wanted, `${stdout}\n${stderr}`);
}

export interface ServedGate {
  readonly url: string;
  /** Answers what it said on standard error from its start to its end. */
  readonly end: () => Promise<string>;
}

/**
 * A gate as its operator starts it, with the clock of this machine: that of tests is not the database's. Nobody reads long
 * there, so it has no thread for that.
 */
export async function serveAt({ env }: Place): Promise<ServedGate> {
  await built();
  const child = startGateCommand(['serve'], { ...env, PORT: '0', GATE_READERS: '0', NODE_OPTIONS: '' });
  const closed = once(child, 'close');
  child.stdout.resume();
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (piece: Buffer) => {
      said += String(piece);
      const [, found] = /(http:\S+)\/docs/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void closed.then(() => reject(new Error(`the gate does not serve: ${said}`)));
  });
  const end = async (): Promise<string> => {
    child.kill('SIGTERM');
    await closed;
    return said;
  };
  return { url, end };
}
