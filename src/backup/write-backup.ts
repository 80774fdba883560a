import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Database, listStoredTables, rowsOfTable, type StoredTable, type Tx } from '../db/index.ts';
import { type Clock, digestOf, makeFolder, Refusal, readIfThere, syncPath, text, writeWhole } from '../kernel/index.ts';
import { isKeyFile, readHead } from '../log/index.ts';
import {
  type BackupKey,
  type BackupManifest,
  type BackupTable,
  isRestored,
  MANIFEST,
  newManifest,
  tablePath,
} from './backup-manifest.ts';
import { evidenceHashesIn, evidencePath } from './evidence-pieces.ts';
import { writeLines, writeNamed } from './piece-file.ts';

export interface BackupWish {
  readonly folder: string;
  /** An earlier backup, whose evidence is linked instead of copied. */
  readonly earlier?: string | undefined;
  readonly dataDir: string;
  readonly withKeys: boolean;
  readonly origin: string;
  readonly clock: Clock;
  /** Everything in one snapshot, while the gate goes on serving. */
  readonly asOfOneMoment: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The bytes of a proof; undefined when they are lost. */
  readonly findEvidence: (hash: string) => Promise<Buffer | undefined>;
  readonly engine: Database['engine'];
  readonly onTable?: (name: string) => void;
}

/**
 * Writes a backup under another name and gives it its own when every byte of it is on the disk. Evidence is written
 * after the snapshot: its bytes are there before the rows that name them, and never change.
 */
export async function writeBackup(wish: BackupWish): Promise<BackupManifest> {
  const folder = resolve(wish.folder);
  if (existsSync(folder)) throw alreadyThere(wish.folder);
  const part = `${folder}.part-${randomUUID()}`;
  await makeFolder(join(part, 'tables'));
  try {
    const manifest = await writePieces(part, wish);
    await writeWhole(join(part, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(part, folder);
    await syncPath(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function writePieces(part: string, wish: BackupWish): Promise<BackupManifest> {
  const madeAt = wish.clock();
  const found = await wish.asOfOneMoment(async (tx) => {
    const { frontier, at } = await readHead(tx);
    const rows: readonly { name: string }[] = await tx('schema_steps').select('name').orderBy('name');
    const log = { size: frontier.size, rootHash: frontier.root().toString('base64'), at };
    return { log, steps: rows.map(({ name }) => name), tables: await writeTables(tx, part, wish) };
  });
  await syncPath(join(part, 'tables'));
  const evidence = await writeEvidence(part, wish);
  const keys = wish.withKeys ? await copyKeys(part, wish) : null;
  return newManifest({ origin: wish.origin, madeAt, engine: wish.engine, ...found, evidence, keys });
}

async function writeTables(tx: Tx, part: string, { engine, onTable }: BackupWish): Promise<readonly BackupTable[]> {
  const written: BackupTable[] = [];
  for (const table of await listStoredTables(tx, engine)) {
    if (!isRestored(table.name)) continue;
    onTable?.(table.name);
    const lines = linesOf(tx, engine, table);
    const piece = await writeLines(tablePath(part, table.name), lines.all());
    written.push({ name: table.name, rows: lines.rows(), ...piece });
  }
  return written;
}

/** Plain JSON, row by row: what one engine has written the other can read. */
function linesOf(tx: Tx, engine: Database['engine'], table: StoredTable) {
  let rows = 0;
  async function* all(): AsyncGenerator<string> {
    yield `${JSON.stringify({ table: table.name, columns: table.columns })}\n`;
    for await (const some of rowsOfTable(tx, engine, table)) {
      rows += some.length;
      yield some.map((cells) => `${JSON.stringify(cells)}\n`).join('');
    }
  }
  return { all, rows: () => rows };
}

async function writeEvidence(part: string, { findEvidence, earlier }: BackupWish): Promise<BackupManifest['evidence']> {
  let [files, bytes] = [0, 0];
  const missing = new Set<string>();
  for await (const hash of evidenceHashesIn(part)) {
    const to = evidencePath(part, hash);
    if (existsSync(to)) continue;
    const before = earlier === undefined ? undefined : evidencePath(earlier, hash);
    const written = await writeNamed(hash, { find: () => findEvidence(hash), to, earlier: before });
    if (written === undefined) missing.add(hash);
    else {
      files += 1;
      bytes += written;
    }
  }
  return { files, bytes, missing: [...missing] };
}

/** What else somebody has put there is not ours to give away. */
async function copyKeys(part: string, { dataDir }: BackupWish): Promise<readonly BackupKey[]> {
  const folder = join(dataDir, 'keys');
  const names = existsSync(folder) ? (await readdir(folder)).filter(isKeyFile).toSorted() : [];
  await makeFolder(join(part, 'keys'));
  const keys: BackupKey[] = [];
  for (const name of names) {
    const bytes = await readIfThere(join(folder, name));
    if (!bytes) continue;
    await writeWhole(join(part, 'keys', name), bytes);
    keys.push({ name, digest: digestOf(bytes) });
  }
  return keys;
}

function alreadyThere(folder: string): Refusal {
  const message = text(
    `${folder} 已存在；请为每个备份用新的名称。`,
    `${folder} is there already; give each backup a name of its own.`,
  );
  return new Refusal('conflict', 'backup.exists', message);
}
