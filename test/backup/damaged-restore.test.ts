import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from '../cli/gate-command.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { sign } from '../witness/witness-support.ts';
import { assertCode, type Place, placeOf, placesForEachTest, rewriteTable } from './backup-support.ts';

onOneEngine('what is restored where is told by backup.test.ts', (engine) => {
  describe('a backup of a gate in which something was wrong', function () {
    // Many commands, one after the other, and the machine may be busy.
    this.timeout(180_000);
    let gate: Gate;
    let folder: string;
    let there: Place;
    const newPlace = placesForEachTest();
    beforeEach(async () => {
      gate = await startGate({ engine });
      await sign(gate);
      folder = join(freshFolder(), 'backup');
      assertCode(await placeOf(gate.databaseUrl, gate.dataDir).run('backup', folder, '--with-keys'), 0);
      there = await newPlace(engine);
    });
    afterEach(() => gate.close());

    it('is restored where the leaves are good, and goes on only after somebody has said so', async () => {
      rewriteTable(folder, 'log_checkpoints', (lines) =>
        lines.map((line) => line.replace(/— (\S+) \S{8}/, '— $1 AAAAAAAA')),
      );

      const restored = await there.run('restore', folder);
      const accepted = await there.run('restore', '--accept-gap', '--reason', '签名已核对');

      assert.equal(restored.code, 2, restored.stdout + restored.stderr);
      assert.match(restored.stdout, /the checkpoint that ends here is not signed/);
      assert.match(restored.stdout, /what stands beside its leaves is wrong/);
      assertCode(accepted, 0);
    });

    it('keeps no half of a key that lies where it goes, but says so before anything is written', async () => {
      const keys = join(there.dataDir, 'keys');
      const [name = ''] = readdirSync(join(folder, 'keys'));
      const whole = readFileSync(join(folder, 'keys', name));
      mkdirSync(keys, { recursive: true });
      writeFileSync(join(keys, name), whole.subarray(0, 40));

      const refused = await there.run('restore', folder);
      rmSync(join(keys, name));
      const restored = await there.run('restore', folder);

      assert.equal(refused.code, 1, refused.stdout);
      assert.match(refused.stderr, new RegExp(`keys/${name} in the data folder is not the one of the backup`));
      assertCode(restored, 0);
      assert.deepEqual(readFileSync(join(keys, name)), whole);
    });
  });
});
