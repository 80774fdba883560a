import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FILE = fileURLToPath(new URL('./thread-limit-process.ts', import.meta.url));

describe('a thread', () => {
  it('keeps to its own limits of memory, whatever those of its process are', async () => {
    const usual = await heapLimit([]);
    const young = await heapLimit(['--max-semi-space-size=64']);
    const old = await heapLimit(['--max-old-space-size=1000']);

    assert.ok(usual > 0);
    assert.deepEqual([young, old], [usual, usual]);
  });
});

/** The limit of the heap of a thread, in a process that was started with such options. */
async function heapLimit(options: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [...options, '--import', 'tsx', FILE], {
    timeout: 30_000,
  });
  return Number(stdout);
}
