import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolder, openExchangeFolder } from '../../../src/cli/exchange/exchange-folder.ts';
import { freshFolder } from '../gate-command.ts';

describe('the folders of an exchange', () => {
  it('are for the group as well, whatever the umask of the process', async () => {
    const umask = process.umask(0o077);
    try {
      const folder = await openExchangeFolder(freshFolder());
      await ensureFolder(join(folder, 'out/a.json'));

      const modes = ['in', 'out', 'done', 'refused', '.exchange', 'out/a.json'].map(
        (name) => statSync(join(folder, name)).mode & 0o777,
      );

      assert.deepEqual(modes, Array(6).fill(0o770));
    } finally {
      process.umask(umask);
    }
  });
});
