import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/package-root.ts';
import { built } from '../cli/built-gate.ts';
import type { GaleraNode } from './galera.ts';

/** Servers that wait for each other for good would hold the processes up as long; none waits longer than this for its turn. */
const ENDS_MS_MAX = 120_000;

/**
 * As many processes of `gate migrate` at once as there are nodes, each of which knows one node only; answers how they ended.
 * Without a turn for all of them 1 of 3 ended with 1, and the cluster itself stood still in the second round.
 */
export async function migrateOnEach(nodes: readonly GaleraNode[]): Promise<readonly (number | null)[]> {
  await built();
  return Promise.all(nodes.map(({ url }) => migrateOn(url)));
}

async function migrateOn(url: string): Promise<number | null> {
  const program = join(packageRoot(), 'dist/src/cli/gate.js');
  const child = spawn(process.execPath, ['--disable-proto=throw', program, 'migrate'], {
    // Where no `.env` lies about.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: ENDS_MS_MAX,
    killSignal: 'SIGKILL',
  });
  const [code]: (number | null)[] = await once(child, 'exit');
  return code ?? null;
}
