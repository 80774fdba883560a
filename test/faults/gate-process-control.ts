import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../src/kernel/package-root.ts';
import { built } from '../cli/built-gate.ts';
import { SHORT_LIVED, withClockAt } from '../cli/other-clock.ts';
import { closedAtLast } from '../support/left-open.ts';
import { atProcessEnd } from '../support/process-end.ts';

/** The built gate in a process of its own, as `npm start` serves it: one from the sources takes twice as long to begin. */
export interface GateProcess {
  readonly url: string;
  /** From the spawning to the first moment that it takes requests. */
  readonly startMs: number;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Asks it to end, and waits for that. */
  readonly stop: () => Promise<void>;
  /** Takes the processor from it, as a machine that hangs would, until it is thawed. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

export interface GateProcessChoice {
  readonly databaseUrl: string;
  /** Where its keys are, which every process of one gate needs, and no other gate. */
  readonly dataDir: string;
  readonly bootstrapKey: string;
  /** What its clock says at this moment; it goes on from there. */
  readonly now: string;
  readonly env?: Readonly<Record<string, string>>;
}

const FOLDERS = join(tmpdir(), `genuine-gate-test-${randomUUID()}`);
const running = new Set<ChildProcess>();

/** Where nothing is yet; it goes with the process. */
export function newDataDir(): string {
  return join(FOLDERS, randomUUID());
}

export async function startGateProcess(choice: GateProcessChoice): Promise<GateProcess> {
  if (running.size === 0) atProcessEnd(killAll);
  // Before the build is waited for: `now` is the moment of this call.
  const env = { ...environmentOf(choice), ...choice.env };
  await built();
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [...SHORT_LIVED, '--disable-proto=throw', join(packageRoot(), 'dist/src/cli/gate.js'), 'serve'],
    {
      // Where no `.env` lies about.
      cwd: tmpdir(),
      env,
      stdio: ['ignore', 'inherit', 'pipe'],
    },
  );
  running.add(child);
  const ended = once(child, 'exit').then(() => running.delete(child));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  const kill = closedAtLast('a gate in a process of its own', () => end('SIGKILL'));
  const url = await urlSaidBy(child);
  const startMs = performance.now() - startedAt;
  return {
    ...{ url, startMs, kill, stop: () => end('SIGTERM').then(kill) },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}

function environmentOf({
  databaseUrl,
  dataDir,
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
    NODE_OPTIONS: withClockAt(now),
  };
}

/** What it tells people goes on being read, or a pipe that is full would hold it up. */
async function urlSaidBy({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('the process has no standard error');
  const lines = createInterface(stderr);
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    lines.on('line', (line) => {
      said.push(line);
      const url = /(http:\S+)\/docs$/.exec(line)?.[1];
      if (url) resolve(url);
    });
    lines.once('close', () => reject(new Error(`the gate ended before it listened: ${said.join('\n')}`)));
  });
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
  rmSync(FOLDERS, { recursive: true, force: true });
}
