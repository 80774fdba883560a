import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';

const GATE = join(packageRoot(), 'dist/src/cli/gate.js');

/** Variables of the environment that a gate starts with besides. */
export type Settings = { readonly [name: string]: string };

export function runGate(args: readonly string[], folder: string, more: Settings = {}): ChildProcess {
  const own = { PATH: process.env.PATH ?? '', GATE_DATA_DIR: folder, GATE_LANGUAGE: 'en', PORT: '0' };
  const env = { ...own, ...more };
  return spawn(process.execPath, [GATE, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

export async function ended(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`gate ended with ${code}: ${said.join('')}`);
}

export function urlSaidBy(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('close', () => reject(new Error(`the demo ended: ${said}`)));
  });
}
