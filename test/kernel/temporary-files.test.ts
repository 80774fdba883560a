import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { removeLeftFiles, temporaryPath } from '../../src/kernel/index.ts';
import { scratchFolder } from '../support/scratch.ts';

const UUID = '0b8ba6d6-1c7f-4b64-9b5e-3c1f1c0f6a55';
const HOURS_MS = 3_600_000;

describe('files that a killed process left', () => {
  let made: string;
  before(() => {
    made = mkdtempSync(join(scratchFolder(), 'left-files-'));
  });
  after(() => rmSync(made, { recursive: true }));
  const folder = (): string => made;

  /** As it was written some time before this process began, or since. */
  const written = (name: string, hoursBefore: number): string => {
    const path = join(folder(), name);
    writeFileSync(path, '%PDF-1.7 a certificate', { mode: 0o600 });
    const at = (performance.timeOrigin - hoursBefore * HOURS_MS) / 1_000;
    if (hoursBefore > 0) utimesSync(path, at, at);
    return path;
  };

  it('are removed by a later start, and those of processes that run, or of another kind, stay', async () => {
    const gone = spawn(process.execPath, ['--eval', '']);
    await once(gone, 'exit');
    const left = [
      written(`genuine-gate-${gone.pid}-${UUID}`, 0),
      // In a container the process before had the same number.
      written(`genuine-gate-${process.pid}-${UUID}`, 0.1),
      written(`genuine-gate-${UUID}`, 2),
      written(`genuine-gate-${process.ppid}-${UUID}`, 2),
    ];
    const kept = [
      written(basename(temporaryPath()), 0),
      written(`genuine-gate-1-${UUID}`, 0),
      written(UUID, 2),
      written(`genuine-gate-${gone.pid}-notes.txt`, 2),
    ];

    const removed = await removeLeftFiles(folder());

    assert.equal(removed, left.length);
    assert.deepEqual(left.filter(existsSync), []);
    assert.deepEqual(kept.filter(existsSync), kept);
  });

  it('are none in a folder that is not there', async () => {
    assert.equal(await removeLeftFiles(join(folder(), 'missing')), 0);
  });
});
