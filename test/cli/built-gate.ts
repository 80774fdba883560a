import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/kernel/index.ts';

const ROOT = packageRoot();
const DIST = join(ROOT, 'dist');
/** Says which sources became which build. */
const STAMP = join(DIST, '.built-from');
const LOCK = join(tmpdir(), `genuine-gate-build-${digestOf([ROOT]).slice(0, 16)}.lock`);
const LOOK_EVERY_MS = 200;

let building: Promise<void> | undefined;

/** Builds what `npm start` runs, unless just these sources were built last. Whoever starts a process of it waits for this. */
export function built(): Promise<void> {
  building ??= buildWhenOther();
  return building;
}

/** Test files run in several processes, and two compilers that write one folder would give each other half a build. */
async function buildWhenOther(): Promise<void> {
  while (!takeLock()) await sleep(LOOK_EVERY_MS);
  try {
    const sources = sourcesDigest();
    if (isStamped(sources)) return;
    rmSync(STAMP, { force: true });
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const child = spawn(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error('the build has failed');
    writeFileSync(STAMP, stampOf(sources));
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

function isStamped(sources: string): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stampOf(sources);
}

/** With what the compiler notes about its last run: a build by hand of other sources is not taken for this one. */
function stampOf(sources: string): string {
  const noted = join(DIST, '.tsbuildinfo');
  return digestOf([sources, existsSync(noted) ? readFileSync(noted) : '']);
}

/** By content and not by time: a branch that is checked out has old files with new times, and a failed build new ones. */
function sourcesDigest(): string {
  const files = ['src', 'db'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const all = [...files.sort(), 'tsconfig.json', 'tsconfig.build.json'];
  return digestOf(all.flatMap((name) => [name, readFileSync(join(ROOT, name))]));
}

function digestOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
