import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/kernel/index.ts';

const ROOT = packageRoot();
/** One for each checkout: two of them build two programs. */
const LOCK = join(tmpdir(), `genuine-gate-build-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}.lock`);
const LOOK_EVERY_MS = 200;

let building: Promise<void> | undefined;

/** Builds what `npm start` runs, where it is older than its sources. Whoever starts a process of it waits for this. */
export function built(): Promise<void> {
  building ??= buildAlone();
  return building;
}

/** Test files run in several processes, and two compilers that write one folder would give each other half a build. */
async function buildAlone(): Promise<void> {
  while (!takeLock()) await sleep(LOOK_EVERY_MS);
  try {
    const child = spawn(process.execPath, ['.ci/make.js', 'build'], { cwd: ROOT, stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error('the build has failed');
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** A lock of a process that was killed is nobody's. */
function takeLock(): boolean {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld()) rmSync(LOCK, { force: true });
    return false;
  }
}

function isHeld(): boolean {
  try {
    const pid = Number(readFileSync(LOCK, 'utf8'));
    // Between making the file and writing into it there is no number yet.
    if (pid === 0) return Date.now() - statSync(LOCK).mtimeMs < 5_000;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
