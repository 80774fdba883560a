import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A service under load runs in a process of its own, so that the load generator does not share its event loop. */
export interface Child {
  readonly url: string;
  /** Processor time of all its threads so far; null where the system does not tell. */
  readonly cpuMs: () => number | null;
  /** Resident memory at its highest since the peak was last forgotten, or since the start; null where the system does not tell. */
  readonly peakMb: () => number | null;
  readonly forgetPeak: () => void;
  readonly stop: () => Promise<void>;
}

export interface ChildOptions {
  /** A module beside this one, without its extension, which prints `listening <port>` when it is ready. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a CPU profile there when it ends. */
  readonly profileDir?: string | undefined;
}

/** `npm run bench` measures what is built, as `npm start` serves it; a bench by hand may run the sources. */
const EXTENSION = extname(import.meta.url);
const LOADER = EXTENSION === '.ts' ? ['--import', 'tsx'] : [];

export async function startChild({ entry, env, profileDir }: ChildOptions): Promise<Child> {
  const file = fileURLToPath(new URL(entry + EXTENSION, import.meta.url));
  const profile = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : [];
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=64', '--disable-proto=throw', ...profile, ...LOADER, file],
    {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', GATE_DATA_DIR: dataDirOf(env.DATABASE_URL), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  // A bench that throws leaves nobody behind.
  const endIt = (): void => void child.kill('SIGKILL');
  process.once('exit', endIt);
  child.once('exit', () => process.off('exit', endIt));
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    cpuMs: () => cpuMsOf(child.pid),
    peakMb: () => peakMbOf(child.pid),
    forgetPeak: () => forgetPeakOf(child.pid),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const dataDirs = new Map<string | undefined, string>();

/** Keys belong to one database: a gate that finds those of another beside an empty one does not start. */
function dataDirOf(databaseUrl: string | undefined): string {
  const known = dataDirs.get(databaseUrl);
  if (known !== undefined) return known;
  const made = mkdtempSync(join(tmpdir(), 'genuine-gate-bench-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  dataDirs.set(databaseUrl, made);
  return made;
}

const MS_PER_TICK = 10;

/** Linux counts in hundredths of a second; after the name, which may hold anything, stand user and system time. */
export function cpuMsOf(pid: number | undefined): number | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  const [, fields = ''] = readFileSync(file, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) * MS_PER_TICK;
}

/** Linux's `VmHWM`, in kB. */
function peakMbOf(pid: number | undefined): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const kb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1];
  return kb === undefined ? null : Math.round(Number(kb) / 1_024);
}

/** A five sets `VmHWM` to what is resident now; where that is not allowed it stays that of the whole run. */
function forgetPeakOf(pid: number | undefined): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not Linux, or not ours.
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const port = /listening (\d+)/.exec(said)?.[1];
    if (port) return Number(port);
  }
  throw new Error(`the service ended before it listened: ${said}`);
}
