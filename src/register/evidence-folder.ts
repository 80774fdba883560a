import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../kernel/index.ts';

/** Where bytes of evidence lie: `evidence/ab/abcdef…` in the gate's data folder. */
export interface EvidenceFolder {
  readonly write: (hash: string, bytes: Buffer) => Promise<void>;
  /** Undefined when they are not there, or are not what they were. */
  readonly read: (hash: string) => Promise<Buffer | undefined>;
}

export function evidenceFolder(dataDir: string): EvidenceFolder {
  const pathOf = (hash: string): string => join(dataDir, 'evidence', hash.slice(0, 2), hash);
  const read = (hash: string): Promise<Buffer | undefined> => readWhole(pathOf(hash), hash);
  return {
    read,
    write: async (hash, bytes) => {
      // The same bytes are written again only where what lies there was damaged.
      if ((await read(hash)) === undefined) await writeWhole(pathOf(hash), bytes);
    },
  };
}

async function readWhole(path: string, hash: string): Promise<Buffer | undefined> {
  try {
    const bytes = await readFile(path);
    return sha256(bytes).toString('hex') === hash ? bytes : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Under another name first, and on the disk before it gets its own: a name never stands for half a file. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = `${path}.${randomUUID()}`;
  try {
    await writeSynced(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Or the new name itself could be lost with the power. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
