import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FILE = fileURLToPath(new URL('./export-keys-process.ts', import.meta.url));

describe('a new key', () => {
  it('is exported without the process standing still for ever', async () => {
    // Nothing in such a process would notice, so it is ended from here.
    await promisify(execFile)(process.execPath, ['--max-semi-space-size=1', '--import', 'tsx', FILE], {
      timeout: 30_000,
    });
  });
});
