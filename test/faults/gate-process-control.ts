import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { closedAtLast } from '../support/left-open.ts';
import { atProcessEnd } from '../support/process-end.ts';

/** A gate in a process of its own. */
export interface GateProcess {
  readonly url: string;
  /** From the spawning to the first moment that it takes requests. */
  readonly startMs: number;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Asks it to end, and waits for that. */
  readonly stop: () => Promise<void>;
}

export interface GateProcessChoice {
  readonly databaseUrl: string;
  /** Where its keys are, which every process of one gate needs; one folder for all of a test unless told. */
  readonly dataDir?: string;
  readonly bootstrapKey: string;
  /** What its clock says at this moment; it goes on from there. */
  readonly now: string;
  readonly env?: Readonly<Record<string, string>>;
}

const ENTRY = fileURLToPath(new URL('./gate-process.ts', import.meta.url));
const DATA_DIR = join(tmpdir(), `genuine-gate-test-${randomUUID()}`);
const running = new Set<ChildProcess>();

export async function startGateProcess(choice: GateProcessChoice): Promise<GateProcess> {
  if (running.size === 0) atProcessEnd(killAll);
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--disable-proto=throw', '--import', 'tsx', ENTRY], {
    env: { ...environmentOf(choice), ...choice.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(() => running.delete(child));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  const kill = closedAtLast('a gate in a process of its own', () => end('SIGKILL'));
  const url = await urlSaidBy(child);
  const startMs = performance.now() - startedAt;
  return { url, startMs, kill, stop: () => end('SIGTERM').then(kill) };
}

function environmentOf({
  databaseUrl,
  dataDir = DATA_DIR,
  bootstrapKey,
  now,
}: GateProcessChoice): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    GATE_DATA_DIR: dataDir,
    GATE_BOOTSTRAP_KEY: bootstrapKey,
    GATE_LOG_LEVEL: 'fatal',
    CLOCK_OFFSET_MS: String(Date.parse(now) - Date.now()),
  };
}

async function urlSaidBy({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('the process has no standard output');
  for await (const line of createInterface(stdout)) {
    const url = /^listening (\S+)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('the gate ended before it listened');
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
  rmSync(DATA_DIR, { recursive: true, force: true });
}
