import { join } from 'node:path';
import { MIGRATION_NAMES } from '../db/index.ts';
import {
  type Clock,
  digestOf,
  isMissingFile,
  Refusal,
  readIfThere,
  readNamed,
  type Text,
  text,
} from '../kernel/index.ts';
import { Frontier, leafHash } from '../log/index.ts';
import {
  type BackupManifest,
  type BackupTable,
  isRestored,
  MANIFEST,
  parseManifest,
  type TableHeading,
  tablePath,
} from './backup-manifest.ts';
import { evidenceHashesIn, evidencePath } from './evidence-pieces.ts';
import { digestOfFile, readLines } from './piece-file.ts';
import { listTablesOfSteps } from './tables-of-steps.ts';

export interface ValidatedBackup {
  readonly manifest: BackupManifest;
  /** What is wrong with it, in words; none when it can be restored. */
  readonly faults: readonly Text[];
}

/** Refuses a folder that is no whole backup: the manifest is written last. */
async function loadManifest(folder: string): Promise<BackupManifest> {
  const source = await readIfThere(join(folder, MANIFEST));
  if (source) return parseManifest(source.toString('utf8'));
  const message = text(`${folder} 中没有完整的备份。`, `${folder} holds no whole backup.`);
  throw new Refusal('not_found', 'backup.not_found', message);
}

export interface BackupToValidate {
  readonly folder: string;
  readonly clock: Clock;
  readonly onTable?: (name: string) => void;
}

/**
 * Reads a backup by itself, without the gate's database: that every table of its schema is there, digests of all pieces, and
 * the leaves of the log up to its root.
 */
export async function validateBackup({ folder, clock, onTable }: BackupToValidate): Promise<ValidatedBackup> {
  const manifest = await loadManifest(folder);
  const schema = await listTablesOfSteps(manifest.steps, clock);
  const wanted = new Map(schema.filter(({ name }) => isRestored(name)).map((table) => [table.name, table.columns]));
  // A newer version knows tables and columns that this one does not; it is refused by its steps.
  const isKnown = manifest.steps.every((step) => MIGRATION_NAMES.includes(step));
  const faults: Text[] = isKnown ? [...listFaults(manifest, [...wanted.keys()])] : [];
  for (const table of manifest.tables) {
    onTable?.(table.name);
    const fault = await tableFault(folder, table, { manifest, columns: isKnown ? (wanted.get(table.name) ?? []) : [] });
    if (fault) faults.push(fault);
  }
  // Without its table nobody can tell what should be there.
  if (faults.length === 0) faults.push(...(await evidenceFaults(folder, manifest)));
  for (const { name, digest } of manifest.keys ?? []) {
    const bytes = await readIfThere(join(folder, 'keys', name));
    if (!bytes || digestOf(bytes) !== digest) faults.push(changed(`keys/${name}`));
  }
  return { manifest, faults };
}

/** The manifest says which tables there are, but what is missing in it is missing in the backup. */
function listFaults({ tables }: BackupManifest, wanted: readonly string[]): readonly Text[] {
  const names = tables.map(({ name }) => name);
  const surplus = names.filter((name, at) => !wanted.includes(name) || names.indexOf(name) < at);
  return [
    ...wanted
      .filter((name) => !names.includes(name))
      .map((name) => text(`缺少表 ${name}`, `the table ${name} is missing`)),
    ...surplus.map((name) =>
      text(`表 ${name} 多余或重复`, `the table ${name} does not belong there, or stands there twice`),
    ),
  ];
}

interface ExpectedBackup {
  readonly manifest: BackupManifest;
  /** None where the schema, or its version, is not known. */
  readonly columns: readonly string[];
}

async function tableFault(
  folder: string,
  table: BackupTable,
  { manifest, columns: wanted }: ExpectedBackup,
): Promise<Text | undefined> {
  const path = tablePath(folder, table.name);
  const name = `tables/${table.name}.jsonl.gz`;
  if (!(await isWhole(path, table.digest))) return changed(name);
  const frontier = new Frontier(0, []);
  let rows = -1;
  let place = { index: -1, bytes: -1 };
  for await (const line of readLines(path)) {
    rows += 1;
    if (rows === 0) {
      const { columns } = JSON.parse(line) as TableHeading;
      if (wanted.length > 0 && !isSameSet(columns, wanted)) return otherColumns(name);
      place = { index: columns.indexOf('log_index'), bytes: columns.indexOf('bytes') };
    } else if (table.name === LEAVES) {
      const cells = JSON.parse(line) as readonly unknown[];
      if (Number(cells[place.index]) !== frontier.size) return leavesDiffer(frontier.size);
      frontier.append(leafHash(String(cells[place.bytes])));
    }
  }
  if (rows !== table.rows) return changed(name);
  const { size, rootHash } = manifest.log;
  const isSame = frontier.size === size && frontier.root().toString('base64') === rootHash;
  return table.name === LEAVES && !isSame ? leavesDiffer(frontier.size) : undefined;
}

const LEAVES = 'log_leaves';

async function isWhole(path: string, digest: string): Promise<boolean> {
  try {
    return (await digestOfFile(path)).digest === digest;
  } catch (error) {
    if (isMissingFile(error)) return false;
    throw error;
  }
}

async function evidenceFaults(folder: string, { evidence }: BackupManifest): Promise<readonly Text[]> {
  const faults: Text[] = [];
  const known = new Set(evidence.missing);
  for await (const hash of evidenceHashesIn(folder)) {
    if (known.has(hash) || (await readNamed(evidencePath(folder, hash), hash))) continue;
    known.add(hash);
    faults.push(changed(`evidence/${hash.slice(0, 2)}/${hash}`));
  }
  return faults;
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some.toSorted()) === JSON.stringify(others.toSorted());
}

function otherColumns(name: string): Text {
  return text(`${name} 的列与其结构不符`, `the columns of ${name} are not those of its schema`);
}

function changed(name: string): Text {
  return text(`${name} 缺失或已被改动`, `${name} is missing or was changed`);
}

function leavesDiffer(size: number): Text {
  return text(
    `log_leaves 的记录（至第 ${size} 条）不能得出备份说明中的根散列`,
    `the leaves in log_leaves (up to ${size}) do not lead to the root in the manifest`,
  );
}
