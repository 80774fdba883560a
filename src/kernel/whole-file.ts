import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sha256 } from './canonical-json.ts';
import { makeFolders } from './make-folders.ts';

export interface WholeFile {
  /** What it is called on the same disk while it is written; beside the file itself where nothing is said. */
  readonly part?: string;
  /** Who may read it, whatever the umask takes away; nobody else where nothing is said. */
  readonly mode?: number;
}

/**
 * Writes a file under another name first, and onto the disk before it gets its own: a name never stands for half a file,
 * and the name itself is on the disk when this answers. Nobody else may read it, nor the folders that are made for it.
 */
export async function writeWhole(
  path: string,
  content: Buffer | string,
  { part = partOf(path), mode }: WholeFile = {},
): Promise<void> {
  await makeFolder(dirname(path));
  try {
    const file = await open(part, 'wx', FILE_MODE);
    try {
      if (mode !== undefined) await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncPath(dirname(path));
}

export function writeWholeSync(path: string, content: Buffer | string): void {
  for (const folder of makeFolders(dirname(path), FOLDER_MODE)) syncPathSync(dirname(folder));
  const part = partOf(path);
  try {
    writeFileSync(part, content, { flag: 'wx', mode: FILE_MODE });
    syncPathSync(part);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncPathSync(dirname(path));
}

/** Makes a folder with those above it, all of whose names are on the disk when this answers. */
export async function makeFolder(path: string): Promise<void> {
  for (const folder of makeFolders(path, FOLDER_MODE)) await syncPath(dirname(folder));
}

/** Puts on the disk the bytes of a file, or the names in a folder. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

export function syncPathSync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Undefined when it is not there. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}

/** Bytes whose name is their hash. Undefined when they are not there, or are not what they were. */
export async function readNamed(path: string, hash: string): Promise<Buffer | undefined> {
  const bytes = await readIfThere(path);
  return bytes && sha256(bytes).toString('hex') === hash ? bytes : undefined;
}

export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** What `wx` finds in its place. */
export function isTakenName(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

function partOf(path: string): string {
  return `${path}.${randomUUID()}`;
}
