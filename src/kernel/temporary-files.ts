import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file of this process alone, named so that a later start knows whose it was. */
export function temporaryPath(folder = tmpdir()): string {
  return join(folder, `genuine-gate-${process.pid}-${randomUUID()}`);
}

const NAME = /^genuine-gate-(?:(\d+)-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** No answer takes so long to send: an older file is left over, even where another program has the number by now. */
const SENT_MS_MAX = 3_600_000;

/**
 * Removes what processes that were killed have left: a paper that was being drawn or sent, such as a certificate. Files of
 * other accounts, and of processes that run, stay; in a container each process has the number of the one before. Answers
 * how many there were.
 */
export async function removeLeftFiles(folder = tmpdir()): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const named = NAME.exec(name);
    if (!named) continue;
    const path = join(folder, name);
    const file = await stat(path).catch(() => undefined);
    if (!file?.isFile() || file.uid !== process.getuid?.()) continue;
    const isLeft = isOfNobody(named[1], file.mtimeMs);
    if (isLeft) await rm(path, { force: true });
    removed += isLeft ? 1 : 0;
  }
  return removed;
}

/** Files of versions before this one have no number. */
function isOfNobody(pid: string | undefined, writtenMs: number): boolean {
  const { timeOrigin: startedMs } = performance;
  if (writtenMs < startedMs + performance.now() - SENT_MS_MAX) return true;
  if (pid === undefined) return false;
  return Number(pid) === process.pid ? writtenMs < startedMs : !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
