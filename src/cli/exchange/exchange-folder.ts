import { createHash, randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { chmod, type FileHandle, lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissingFile, Refusal, syncPath, text, writeWhole } from '../../kernel/index.ts';

/** Where a platform puts its orders, where it finds what became of them, and what the exchange keeps for itself. */
export const IN = 'in';
export const OUT = 'out';
export const DONE = 'done';
export const REFUSED = 'refused';
export const OWN = '.exchange';

const FOLDERS = [OWN, IN, OUT, DONE, REFUSED];

/** Whoever shares the group of the folder may use it; what rights a machine has beyond that its operators say. */
const FOLDER_MODE = 0o770;
const FILE_MODE = 0o640;

/** Answers the folder's own path, in which the others are there; a folder is never made because its name was misspelt. */
export async function openExchangeFolder(named: string): Promise<string> {
  const folder = await realpath(named).catch(undefinedIfMissing);
  if (folder === undefined) {
    const message = text(`没有文件夹 ${named}，请先建立。`, `There is no folder ${named}. Make it first.`);
    throw new Refusal('not_found', 'exchange.no_folder', message);
  }
  if (!(await lstat(folder)).isDirectory()) throw notAFolder(folder);
  for (const name of FOLDERS) await ensureFolder(join(folder, name));
  return folder;
}

/** A link in its place could lead anywhere. */
export async function ensureFolder(path: string): Promise<void> {
  const there = await lstat(path).catch(undefinedIfMissing);
  if (there?.isDirectory()) return;
  if (there) throw notAFolder(path);
  await mkdir(path);
  // What the umask of a process takes from a mode that is given here, the group would lack.
  await chmod(path, FOLDER_MODE);
  await syncPath(dirname(path));
}

export function ownPath(folder: string, name: string): string {
  return join(folder, OWN, name);
}

/** One look at what lies in `in`; `state` changes while somebody writes it. */
export interface WaitingFile {
  readonly name: string;
  readonly state: string;
}

export interface FolderListing {
  readonly files: readonly WaitingFile[];
  /** What is there and is not touched, because of what it is or is called. */
  readonly leftAlone: readonly LeftAlone[];
}

export interface LeftAlone {
  readonly name: string;
  readonly because: 'kind' | 'name';
}

/** Temporary files of other programs, as those of spreadsheets and copying, and what file managers leave behind. */
const NOT_MEANT = /^[.~]|\.(tmp|part|partial|crdownload)$|^(thumbs\.db|desktop\.ini)$/i;
/** Names that a result could have, that no file system everywhere takes, or that could not be told on a line. */
const NOT_TAKEN = /\.(results|reason|undecided)\.(json|csv|txt)$|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd\\/:*?"<>|]|[. ]$/iu;
const NAME_BYTES_MAX = 160;

export async function listWaiting(folder: string): Promise<FolderListing> {
  const files: WaitingFile[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const name of (await readdir(join(folder, IN))).sort()) {
    if (NOT_MEANT.test(name)) continue;
    const there = await lstat(join(folder, IN, name)).catch(undefinedIfMissing);
    if (!there) continue;
    const isNamedWell = !NOT_TAKEN.test(name) && Buffer.byteLength(name) <= NAME_BYTES_MAX;
    if (!there.isFile()) leftAlone.push({ name, because: 'kind' });
    else if (!isNamedWell) leftAlone.push({ name, because: 'name' });
    else files.push({ name, state: `${there.size} ${there.mtimeMs} ${there.ino}` });
  }
  return { files, leftAlone };
}

/** The bytes of a file, or why there are none: it is too large, or it is none of ours to read, or somebody is at it. */
export type Content = Buffer | 'too-large' | 'busy';

/** Follows no link, waits for no pipe, and takes nothing that changed while it was read. */
export async function readContent(path: string, bytesMax = Number.POSITIVE_INFINITY): Promise<Content> {
  const read = await withPlainFile(path, async (file, { size, mtimeMs }): Promise<Content> => {
    if (size > bytesMax) return 'too-large';
    const bytes = await file.readFile();
    return bytes.length === size && (await file.stat()).mtimeMs === mtimeMs ? bytes : 'busy';
  });
  return read ?? 'busy';
}

/** Undefined where nothing is there, null where it is no JSON. */
export async function readJson(path: string): Promise<unknown> {
  if (!(await isThere(path))) return undefined;
  const content = await readContent(path);
  try {
    return JSON.parse(content.toString());
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Of its content, in hexadecimal; undefined where there is no plain file that may be read. */
export async function digestOfFile(path: string): Promise<string | undefined> {
  return withPlainFile(path, async (file) => {
    const hash = createHash('sha256');
    for await (const piece of file.createReadStream({ autoClose: false })) hash.update(piece);
    return hash.digest('hex');
  });
}

const UNREADABLE = ['EACCES', 'EPERM', 'EBUSY', 'ELOOP', 'EMLINK', 'ENOENT'];

async function withPlainFile<T>(
  path: string,
  work: (file: FileHandle, stat: Stats) => Promise<T>,
): Promise<T | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stat = await file.stat();
    return stat.isFile() ? await work(file, stat) : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && UNREADABLE.includes(String(error.code))) return undefined;
    throw error;
  } finally {
    await file?.close();
  }
}

/** How names of files begin that are gone at the next start. */
const PART = 'part-';

/** Written apart first, so that nobody who looks into the folder meets half a file. */
export async function writeOut(folder: string, name: string, content: string | Buffer): Promise<void> {
  const part = ownPath(folder, `${PART}${randomUUID()}`);
  await writeWhole(join(folder, name), content, { part, mode: FILE_MODE });
}

/** What a kill left half written; only who holds the lock may call it so. */
export async function removeParts(folder: string): Promise<void> {
  for (const name of await readdir(join(folder, OWN))) {
    if (name.startsWith(PART)) await rm(ownPath(folder, name), { force: true });
  }
}

export interface FileMove {
  readonly name: string;
  readonly digest: string;
  readonly place: typeof DONE | typeof REFUSED;
  /** Free there, or taken by the very same content. */
  readonly as: string;
}

/** Takes a file out of `in`. One that was replaced meanwhile is another file, and waits for its turn. */
export async function moveAway(folder: string, { name, digest, place, as }: FileMove): Promise<void> {
  const from = join(folder, IN, name);
  const to = join(folder, place, as);
  if ((await digestOfFile(from)) !== digest) return;
  if (await isThere(to)) await rm(from);
  else await rename(from, to);
  await syncPath(join(folder, IN));
  await syncPath(join(folder, place));
}

export async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(undefinedIfMissing)) !== undefined;
}

/** Whether a file of this content may lie at a path: nothing is there, or nothing else. */
export async function isFreeFor(path: string, digest: string): Promise<boolean> {
  return !(await isThere(path)) || (await digestOfFile(path)) === digest;
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissingFile(error)) throw error;
}

function notAFolder(path: string): Refusal {
  const message = text(`${path} 不是文件夹。`, `${path} is not a folder.`);
  return new Refusal('conflict', 'exchange.not_a_folder', message);
}
