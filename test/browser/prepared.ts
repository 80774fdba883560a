import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atProcessEnd } from '../support/process-end.ts';
import { ended, runGate } from './run-gate.ts';

/** Names the folder that the processes of all journeys have in common. */
const FOLDER = 'GATE_JOURNEYS';

/** The demo's data are told once for all journeys; each desk has a copy. */
export async function prepareJourneys(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'genuine-gate-journeys-'));
  atProcessEnd(() => rmSync(folder, { recursive: true, force: true }));
  // Processes that are started from now on inherit it.
  process.env[FOLDER] = folder;
  mkdirSync(preparedDemo());
  await ended(runGate(['demo', '--no-serve'], preparedDemo()));
}

export function preparedDemo(): string {
  return inCommon('demo');
}

/** A file or folder that all processes of the journeys know. */
export function inCommon(name: string): string {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error('nobody has prepared the journeys: test/browser/.mocharc.json does');
  return join(folder, name);
}
