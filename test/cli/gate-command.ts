import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { packageRoot } from '../../src/kernel/index.ts';
import { atProcessEnd } from '../support/process-end.ts';

/** What a clock says in commands when the tests begin; it goes on from there. The contract's examples are of that year. */
const COMMANDS_FROM = '2026-06-15T01:00:00.000Z';
const OFFSET_MS = Date.parse(COMMANDS_FROM) - Date.now();

/** What a command that starts now reads on its clock. */
export function commandNow(): string {
  return new Date(Date.now() + OFFSET_MS).toISOString();
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  /** Nothing of the environment of this process reaches a command but its PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

const running = new Set<ChildProcessWithoutNullStreams>();
let folder: string | undefined;
let building: Promise<unknown> | undefined;
let made = 0;

/** Runs the built `gate` to its end, as a person would, in a folder where no `.env` lies about. */
export async function runGate(args: readonly string[], { env = {}, input = '' }: Surroundings = {}): Promise<Ran> {
  await built();
  const child = startGateCommand(args, env);
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number | null, stdout, stderr };
}

/** Starts `gate` and leaves its end to the caller; whatever still runs at the end of the tests is killed. */
export function startGateCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [join(packageRoot(), 'dist/src/cli/gate.js'), ...args], {
    cwd: rootFolder(),
    env: { PATH: process.env.PATH ?? '', NODE_OPTIONS: withOtherClock(), GATE_LANGUAGE: 'en', ...env },
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  // A command that refuses its arguments ends before it has read anything.
  child.stdin.on('error', () => undefined);
  return child;
}

/** An empty folder for what a test writes; all are removed at the end. */
export function freshFolder(): string {
  made += 1;
  return mkdtempSync(join(rootFolder(), `${made}-`));
}

/** Builds what `npm start` runs, when it is missing or older than the source. */
export function built(): Promise<unknown> {
  building ??= buildWhenOld();
  return building;
}

async function buildWhenOld(): Promise<void> {
  const root = packageRoot();
  const changed = await Promise.all(['src', 'db'].map((name) => lastChangeBelow(join(root, name))));
  if ((await lastChangeBelow(join(root, 'dist'))) > Math.max(...changed)) return;
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('the build has failed');
}

async function lastChangeBelow(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true }).catch(() => []);
  const times = await Promise.all(names.map(async (name) => (await stat(join(path, name))).mtimeMs));
  return Math.max(0, ...times);
}

/** Time runs in a command, but is that of the examples: an order of a test must not grow old with the calendar. */
function withOtherClock(): string {
  const source = `const Real = Date; globalThis.Date = class extends Real {
    constructor(...given) { if (given.length === 0) super(Real.now() + ${OFFSET_MS}); else super(...given); }
    static now() { return Real.now() + ${OFFSET_MS}; } };`;
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
}

function rootFolder(): string {
  if (folder !== undefined) return folder;
  const path = mkdtempSync(join(tmpdir(), 'genuine-gate-cli-'));
  atProcessEnd(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(path, { recursive: true, force: true });
  });
  folder = path;
  return path;
}
