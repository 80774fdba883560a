import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isMissingFile, isTakenName, Refusal, text } from '../kernel/index.ts';

/** A folder on which one process works at a time. */
export interface LockedFolder {
  readonly folder: string;
  /** The file that is the lock. */
  readonly path: string;
  /** The command that works there, as `exchange`. */
  readonly command: string;
}

export interface FolderLock {
  /** Refuses once another process has the folder, as after this one was suspended for long. */
  readonly assertHeld: () => Promise<void>;
  readonly release: () => Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Whose numbers of processes mean the same: containers count their own. */
  readonly pids: string | null;
  readonly token: string;
}

const BEAT_MS = 10_000;
/** A holder that has not been seen for so long is gone: it was killed on another machine, or with its container. */
const GONE_AFTER_MS = 60_000;

/**
 * One process at a time works on a folder. The lock is a file that its holder writes again and again, so one that was killed
 * loses it: at once where its process is known to be gone, else after a minute. Were two there for a moment, all but the
 * last to come find that out before they go on.
 */
export async function lockFolder(locked: LockedFolder): Promise<FolderLock> {
  const { path } = locked;
  const mine: Holder = { pid: process.pid, host: hostname(), pids: await ownPids(), token: randomUUID() };
  while (!(await isCreated(path, JSON.stringify(mine)))) {
    const holder = await holderOf(path);
    if (await isLive(path, holder, mine)) throw busy(locked, holder);
    await rm(path, { force: true });
  }
  await removeProbes(path);
  const isMine = async (): Promise<boolean> => (await holderOf(path))?.token === mine.token;
  const beat = async (): Promise<void> => {
    if (await isMine()) await writeAgain(path, JSON.stringify(mine));
  };
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    // A disk that fails is met by the work itself, which tells of it.
    beating = beat().catch(() => undefined);
  }, BEAT_MS);
  timer.unref();
  return {
    assertHeld: async () => {
      if (!(await isMine())) throw busy(locked, await holderOf(path));
    },
    release: async () => {
      clearInterval(timer);
      await beating;
      if (await isMine()) await rm(path, { force: true });
    },
  };
}

async function isCreated(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isTakenName(error)) return false;
    throw error;
  }
}

/** The same bytes over themselves, so that whoever reads meanwhile finds them whole. */
async function writeAgain(path: string, content: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(content, 0);
  } finally {
    await file.close();
  }
}

/** Undefined while it is being written, or when it is gone. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || isMissingFile(error)) return undefined;
    throw error;
  }
}

async function isLive(path: string, holder: Holder | undefined, mine: Holder): Promise<boolean> {
  // Another container may run under the same name, so a number says something only where both count alike.
  const isNear = holder?.host === mine.host && holder.pids === mine.pids;
  if (isNear && holder.pid !== mine.pid && !isRunning(holder.pid)) return false;
  const probe = `${path}${PROBE}${randomUUID()}`;
  await writeFile(probe, '');
  try {
    // Both times are told by the same file system, whatever the clocks of the machines say.
    const [now, seen] = await Promise.all([probe, path].map(mtimeOf));
    if (seen === undefined) return false;
    // A holder that has just begun clears away what it takes for remains.
    return now === undefined || now - seen < GONE_AFTER_MS;
  } finally {
    await rm(probe, { force: true });
  }
}

const PROBE = '.probe-';

/** What a kill left behind. */
async function removeProbes(path: string): Promise<void> {
  const [folder, beginning] = [dirname(path), `${basename(path)}${PROBE}`];
  for (const name of await readdir(folder)) {
    if (name.startsWith(beginning)) await rm(join(folder, name), { force: true });
  }
}

/** Null on systems that have but one count. */
async function ownPids(): Promise<string | null> {
  return readlink('/proc/self/ns/pid').catch(() => null);
}

async function mtimeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function busy({ folder, command }: LockedFolder, holder: Holder | undefined): Refusal {
  const [zh, en] = holder
    ? [`（${holder.host} 上的进程 ${holder.pid}）`, ` (process ${holder.pid} on ${holder.host})`]
    : ['', ''];
  const message = text(
    `${folder} 正由另一个 gate ${command} 处理${zh}。`,
    `Another gate ${command} works on ${folder}${en}.`,
  );
  return new Refusal('conflict', 'folder.busy', message);
}
