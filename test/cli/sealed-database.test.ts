import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { packageRoot } from '../../src/kernel/index.ts';
import { startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

if (mayReadSources()) {
  describe('a database that can only be read', function () {
    // A process of its own loads the sources, and a busy machine does so slowly.
    this.timeout(120_000);
    let folder: string;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'genuine gate-'));
      const gate = await startGate({ engine: 'sqlite' });
      const office = await openOffice(gate);
      assert.equal((await office.submit(office.order())).status, 201);
      await gate.db.writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
      copyFileSync(gate.databaseUrl.slice('sqlite:'.length), join(folder, 'gate.db'));
      await gate.close();
    });
    after(() => {
      chmodSync(folder, 0o755);
      rmSync(folder, { recursive: true, force: true });
    });

    async function runAll() {
      const script = new URL('sealed-database-process.ts', import.meta.url).pathname;
      const child = spawn(process.execPath, ['--import=tsx', script, `sqlite:${join(folder, 'gate.db')}`]);
      const [stdout, stderr, [code]] = await Promise.all([
        textOf(child.stdout),
        textOf(child.stderr),
        once(child, 'close'),
      ]);
      return { code, stdout, stderr };
    }

    it('is verified, reconciled and derived again where nothing can be written beside it, and nothing is', async () => {
      chmodSync(join(folder, 'gate.db'), 0o444);
      chmodSync(folder, 0o555);

      const { code, stdout, stderr } = await runAll();

      assert.equal(code, 0, stderr + stdout);
      for (const line of [/^✔ The log is whole;/m, /^✔ \d+ accounts, /m, /^✔ All 1 decisions derive again/m])
        assert.match(stdout, line);
      assert.deepEqual(readdirSync(folder), ['gate.db']);
    });

    it('is not said to be missing where the account may not look into its folder', async () => {
      chmodSync(folder, 0o000);

      const { code, stderr } = await runAll();
      chmodSync(folder, 0o555);

      assert.notEqual(code, 0);
      assert.match(stderr, /You may not look into the folder of .*gate\.db\. Run this as the account of the gate/);
      assert.doesNotMatch(stderr, /There is no database/);
    });
  });
} else {
  console.warn('  Not run: a database that can only be read, because only root may enter the folder of the sources.');
}

/** Root runs the commands as nobody, for whom every folder down to the sources must be open. */
function mayReadSources(folder: string = packageRoot()): boolean {
  if (process.getuid?.() !== 0 || folder === dirname(folder)) return true;
  return (statSync(folder).mode & 0o005) === 0o005 && mayReadSources(dirname(folder));
}
