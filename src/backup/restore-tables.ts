import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  beginRestore,
  type Cell,
  type Database,
  dropTables,
  emptyTable,
  endRestore,
  hasUnfinishedRestore,
  inSnapshot,
  insertRows,
  inTransaction,
  listStoredTables,
  MIGRATION_NAMES,
  migrateRestored,
  type Row,
  refreshStatistics,
  type Tx,
} from '../db/index.ts';
import { type Clock, digestOf, Refusal, readIfThere, readNamed, text, writeWhole } from '../kernel/index.ts';
import { holdLog } from '../log/index.ts';
import { type BackupManifest, type TableHeading, tablePath } from './backup-manifest.ts';
import { evidenceHashesIn, evidencePath } from './evidence-pieces.ts';
import { readLines } from './piece-file.ts';

export interface RestoreWish {
  readonly db: Database;
  /** How people call that database, and the variable that names it. */
  readonly called: { readonly name: string; readonly variable: string };
  readonly clock: Clock;
  /** A backup that was checked. */
  readonly folder: string;
  readonly manifest: BackupManifest;
  readonly dataDir: string;
  readonly origin: string;
  readonly keepEvidence: (tx: Tx, hash: string, bytes: Buffer) => Promise<void>;
  readonly onTable?: (name: string) => void;
}

/**
 * Fills an empty database from a backup of either engine. Until `finishRestore` no gate takes it for a whole one; killed
 * anywhere, it is begun anew.
 */
export async function restoreTables(wish: RestoreWish): Promise<void> {
  const { db, clock, manifest } = wish;
  refuseOther(wish);
  await refuseOtherKeys(wish);
  await inTransaction(db, async (tx) => {
    const names = (await listStoredTables(tx, db.engine)).map(({ name }) => name);
    if (names.length > 0 && !(names.includes('schema_steps') && (await hasUnfinishedRestore(tx)))) throw notEmpty(wish);
    // While the note is there the tables are nobody's, so it goes last and comes back first.
    await dropTables(
      tx,
      names.toSorted((a) => (a === 'schema_steps' ? 1 : -1)),
    );
    await beginRestore(tx, clock);
  });
  await migrateRestored(db, clock, manifest.steps);
  const tables = await inSnapshot(db, (tx) => listStoredTables(tx, db.engine));
  const columns = new Map(tables.map((table) => [table.name, table.columns]));
  for (const { name } of manifest.tables) {
    wish.onTable?.(name);
    await restoreTable(wish, name, columns.get(name));
  }
  await migrateRestored(db, clock);
  await restoreFiles(wish);
}

/** The database is whole, and its log waits until somebody has said what is missing after it. */
export async function finishRestore(db: Database): Promise<void> {
  await inTransaction(db, async (tx) => {
    await holdLog(tx);
    await endRestore(tx);
  });
  await refreshStatistics(db);
}

const ROWS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 1_000_000;

async function restoreTable(
  { db, folder }: RestoreWish,
  name: string,
  known: readonly string[] | undefined,
): Promise<void> {
  await inTransaction(db, (tx) => emptyTable(tx, name));
  let columns: readonly string[] | undefined;
  let [rows, characters]: [Row[], number] = [[], 0];
  const insert = async (): Promise<void> => {
    const some = rows;
    [rows, characters] = [[], 0];
    await inTransaction(db, (tx) => insertRows(tx, name, some));
  };
  for await (const line of readLines(tablePath(folder, name))) {
    const parsed: unknown = JSON.parse(line);
    if (columns === undefined) columns = columnsIn(parsed as TableHeading, name, known);
    else {
      rows.push(rowOf(columns, parsed as readonly Cell[]));
      characters += line.length;
      if (rows.length >= ROWS_AT_ONCE || characters >= CHARACTERS_AT_ONCE) await insert();
    }
  }
  await insert();
}

/** Names become SQL, so they must be those of the schema. */
function columnsIn({ table, columns }: TableHeading, name: string, known: readonly string[] = []): readonly string[] {
  const isKnown = table === name && columns.length > 0 && columns.every((column) => known.includes(column));
  if (isKnown) return columns;
  const message = text(`备份中的表 ${name} 与其结构不符。`, `The table ${name} of the backup does not fit its schema.`);
  throw new Refusal('invalid', 'backup.wrong_table', message);
}

function rowOf(columns: readonly string[], cells: readonly Cell[]): Row {
  return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? null]));
}

/** Proofs, which go into the database, and the private keys if the backup has them. What is there and whole stays as it is. */
async function restoreFiles({ db, folder, dataDir, manifest, keepEvidence }: RestoreWish): Promise<void> {
  for await (const hash of evidenceHashesIn(folder)) {
    const bytes = await readNamed(evidencePath(folder, hash), hash);
    if (bytes) await inTransaction(db, (tx) => keepEvidence(tx, hash, bytes));
  }
  for (const { name } of manifest.keys ?? []) {
    const to = join(dataDir, 'keys', name);
    const bytes = await readIfThere(join(folder, 'keys', name));
    if (bytes && !existsSync(to)) await writeWhole(to, bytes);
  }
}

/** A file of that name that is cut off or another key would be kept, and the gate would not start, or sign as another. */
async function refuseOtherKeys({ dataDir, manifest }: RestoreWish): Promise<void> {
  for (const { name, digest } of manifest.keys ?? []) {
    const there = await readIfThere(join(dataDir, 'keys', name));
    if (there && digestOf(there) !== digest) throw otherKey(name);
  }
}

function otherKey(name: string): Refusal {
  const message = text(
    `数据文件夹中的 keys/${name} 与备份中的不同（可能不完整）：请移开该文件后重新运行。`,
    `keys/${name} in the data folder is not the one of the backup; it may be cut off. Move it away and run this again.`,
  );
  return new Refusal('conflict', 'restore.other_key', message);
}

function refuseOther({ manifest, origin }: RestoreWish): void {
  if (manifest.origin !== origin) {
    const message = text(
      `这是 ${manifest.origin} 的备份，而本闸口名为 ${origin}（GATE_ORIGIN）。`,
      `This is a backup of ${manifest.origin}, and this gate is ${origin} (GATE_ORIGIN).`,
    );
    throw new Refusal('conflict', 'backup.other_gate', message);
  }
  const unknown = manifest.steps.filter((name) => !MIGRATION_NAMES.includes(name));
  if (unknown.length === 0) return;
  const message = text(
    `备份来自更新的版本（${unknown.join('、')}），请先升级本程序。`,
    `The backup was made by a newer version (${unknown.join(', ')}); upgrade first.`,
  );
  throw new Refusal('conflict', 'backup.newer_schema', message);
}

function notEmpty({ called: { name, variable } }: RestoreWish): Refusal {
  const message = text(
    `数据库 ${name}（${variable}）不是空的；备份只能恢复到空数据库。`,
    `The database ${name} (${variable}) is not empty; a backup is restored into an empty one only.`,
  );
  return new Refusal('conflict', 'restore.not_empty', message);
}
