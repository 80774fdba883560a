import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openExchangeFolder } from '../../../src/cli/exchange/exchange-folder.ts';
import { lockFolder } from '../../../src/cli/exchange/folder-lock.ts';
import { Refusal } from '../../../src/kernel/index.ts';
import { freshFolder } from '../gate-command.ts';

describe('the lock of an exchange folder', () => {
  it('stays with a process of another container of the same name, whose number nobody has here', async () => {
    const folder = await openExchangeFolder(freshFolder());
    const { pid } = spawnSync(process.execPath, ['--version']);
    const holder = { pid, host: hostname(), pids: 'pid:[1]', token: 'of the other' };
    writeFileSync(join(folder, '.exchange/lock'), JSON.stringify(holder));

    const refusal = await lockFolder(folder).catch((error: unknown) => error);

    assert.ok(refusal instanceof Refusal);
    assert.equal(refusal.code, 'exchange.busy');
  });
});
