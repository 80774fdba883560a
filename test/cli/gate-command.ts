import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { type MonotonicClock, REAL_PAUSES } from '../../src/cli/exchange/wait-for-files.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { type Clock, instant, packageRoot } from '../../src/kernel/index.ts';
import { type Uptime, uptimeOf } from '../../src/log/index.ts';
import { atProcessEnd } from '../support/process-end.ts';
import { scratchFolder } from '../support/scratch.ts';
import { built } from './built-gate.ts';
import { SHORT_LIVED, withClockAt } from './other-clock.ts';

/** What a clock says in commands when the tests begin; it goes on from there. The contract's examples are of that year. */
const COMMANDS_FROM = '2026-06-15T01:00:00.000Z';
const OFFSET_MS = Date.parse(COMMANDS_FROM) - Date.now();

/** What a command that starts now reads on its clock. */
export function commandNow(): string {
  return new Date(Date.now() + OFFSET_MS).toISOString();
}

export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  /** Nothing of the environment of this process reaches a command but its PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Where a test owns the time. */
  readonly clock?: Clock;
  readonly uptime?: Uptime | undefined;
  /** Of a command that waits for files. */
  readonly pauses?: MonotonicClock;
}

const running = new Set<ChildProcessWithoutNullStreams>();
let folder: string | undefined;
let made = 0;

/**
 * Runs `gate` to its end in this process, with streams, environment and clock of its own. What it says and does is the same
 * as in a process (real-start.test.ts compares), without the second of a processor that each process takes to begin.
 */
export async function runGate(
  args: readonly string[],
  {
    env = {},
    input = '',
    clock = () => instant(commandNow()),
    uptime = uptimeOf(clock),
    pauses = REAL_PAUSES,
  }: Surroundings = {},
): Promise<CommandRun> {
  const [stdout, stderr] = [new Said(), new Said()];
  const { signal } = new AbortController();
  const code = await runCommand(args, {
    environment: () => ({ GATE_LANGUAGE: 'en', GATE_DATA_DIR: join(rootFolder(), 'data'), ...env }),
    stdin: () => Readable.from([Buffer.from(input)]),
    ...{ clock, uptime, pauses },
    // Nobody asks it to end: a command that goes on is a process, or its test would never end.
    onStop: () => ({ signal, asked: new Promise(() => undefined) }),
    ...{ stdout, stderr },
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** A stream that keeps what was written, as a pipe does. */
class Said extends Writable {
  readonly #pieces: Buffer[] = [];

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.#pieces.push(piece);
    done();
  }

  text(): string {
    return Buffer.concat(this.#pieces).toString('utf8');
  }
}

/** Runs the built `gate` to its end in a process, as a person would, in a folder where no `.env` lies about. */
export async function runGateProcess(
  args: readonly string[],
  { env = {}, input = '' }: Surroundings = {},
): Promise<CommandRun> {
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

/** Starts the built `gate` (see `built`) and leaves its end to the caller; whatever still runs at the end of the tests is killed. */
export function startGateCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [...SHORT_LIVED, join(packageRoot(), 'dist/src/cli/gate.js'), ...args], {
    cwd: rootFolder(),
    env: { PATH: process.env.PATH ?? '', NODE_OPTIONS: withClockAt(commandNow()), GATE_LANGUAGE: 'en', ...env },
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

function rootFolder(): string {
  if (folder !== undefined) return folder;
  const path = mkdtempSync(join(scratchFolder(), 'genuine-gate-cli-'));
  atProcessEnd(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(path, { recursive: true, force: true });
  });
  folder = path;
  return path;
}
