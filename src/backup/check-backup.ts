import { join } from 'node:path';
import { digestOf, isMissingFile, Refusal, readIfThere, type Text, text } from '../kernel/index.ts';
import { Frontier, leafHash } from '../log/index.ts';
import {
  type BackupManifest,
  type BackupTable,
  MANIFEST,
  parseManifest,
  type TableHeading,
  tablePath,
} from './backup-manifest.ts';
import { evidenceHashesIn, evidencePath } from './evidence-pieces.ts';
import { digestOfFile, readLines, readNamed } from './piece-file.ts';

export interface CheckedBackup {
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

/** Reads a backup by itself, without any database: digests of all pieces, and the leaves of the log up to its root. */
export async function checkBackup(folder: string, onTable?: (name: string) => void): Promise<CheckedBackup> {
  const manifest = await loadManifest(folder);
  const faults: Text[] = [];
  for (const table of manifest.tables) {
    onTable?.(table.name);
    const fault = await tableFault(folder, table, manifest);
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

async function tableFault(folder: string, table: BackupTable, manifest: BackupManifest): Promise<Text | undefined> {
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

function changed(name: string): Text {
  return text(`${name} 缺失或已被改动`, `${name} is missing or was changed`);
}

function leavesDiffer(size: number): Text {
  return text(
    `log_leaves 的记录（至第 ${size} 条）不能得出备份说明中的根散列`,
    `the leaves in log_leaves (up to ${size}) do not lead to the root in the manifest`,
  );
}
