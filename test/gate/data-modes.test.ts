import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { narrowDataModes } from '../../src/gate/data-modes.ts';

const ENTRY = resolve('src/cli/gate.ts');

describe('what a gate keeps on the disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gate-modes-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const modeOf = (...names: readonly string[]): string => (statSync(join(folder, ...names)).mode & 0o7777).toString(8);

  it('is for no other account when it is made, whatever the umask of whoever starts it', () => {
    const dataDir = join(folder, 'data');
    const env = { PATH: process.env.PATH, GATE_DATA_DIR: dataDir, GATE_LANGUAGE: 'en' };

    execFileSync('sh', ['-c', `umask 022; exec "${process.execPath}" --import=tsx "${ENTRY}" migrate`], { env });

    assert.deepEqual([modeOf('data'), modeOf('data', 'gate.db')], ['700', '600']);
  });

  it('is taken from others at the start where an earlier version left it to them', () => {
    const dataDir = join(folder, 'data');
    const database = join(dataDir, 'gate.db');
    mkdirSync(dataDir);
    for (const ending of ['', '-wal']) writeFileSync(database + ending, '');
    for (const path of [database, `${database}-wal`]) chmodSync(path, 0o644);
    chmodSync(dataDir, 0o755);

    narrowDataModes({ dataDir, databaseUrl: `sqlite:${database}` });

    assert.deepEqual([modeOf('data'), modeOf('data', 'gate.db'), modeOf('data', 'gate.db-wal')], ['700', '600', '600']);
  });

  it('is never a folder that everybody shares: that one is refused as it is', () => {
    chmodSync(folder, 0o1777);

    const start = (): void => narrowDataModes({ dataDir: folder, databaseUrl: 'mysql://gate@127.0.0.1/gate' });

    assert.throws(start, { code: 'gate.data_open', message: /GATE_DATA_DIR/ });
    assert.equal(modeOf(), '1777');
  });
});
