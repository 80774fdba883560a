import assert from 'node:assert/strict';
import { join } from 'node:path';
import { secondsOf } from '../../src/kernel/index.ts';
import { watchLog } from '../../src/witness/index.ts';
import { freshFolder } from '../cli/gate-command.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { sign, witnessOf } from '../witness/witness-support.ts';
import { assertCode, manifestOf, type Place, placeOf, placesForEachTest } from './backup-support.ts';

onOneEngine('what is restored where is told by backup.test.ts', (engine) => {
  describe('a backup of a log that has a witness', function () {
    // Many commands, one after the other, and the machine may be busy.
    this.timeout(180_000);
    let gate: Gate;
    let folder: string;
    /** What the witness knew when the backup was made, as on the page of that day. */
    let known: string;
    let there: Place;
    const newPlace = placesForEachTest();
    beforeEach(async () => {
      gate = await startGate({ engine });
      await cosignOnce();
      folder = join(freshFolder(), 'old');
      assertCode(await placeOf(gate.databaseUrl, gate.dataDir).run('backup', folder, '--with-keys'), 0);
      const { log } = manifestOf(folder);
      known = `${log.size}:${log.rootHash}`;
      there = await newPlace(engine);
    });
    afterEach(() => gate.close());

    async function cosignOnce(): Promise<void> {
      const { folder: witness, remote } = await witnessOf(gate);
      await sign(gate);
      const watched = await watchLog(witness, remote, secondsOf(gate.clock.now()));
      assert.equal(watched.refusal, null);
    }

    it('does not go on by itself after an old page of it: what came after the backup may be missing', async () => {
      const restored = await there.run('restore', folder, '--known', known);
      const old = await there.run('restore', '--accept-gap', '--known', known, '--reason', '磁盘损坏');
      const newest = await there.run('restore', '--accept-gap', '--known', known, '--newest', '--reason', '磁盘损坏');

      assert.equal(restored.code, 2, restored.stdout + restored.stderr);
      assert.match(restored.stdout, /run gate witness page at the witness now/);
      assert.equal(old.code, 1);
      assert.match(old.stderr, /--newest/);
      assertCode(newest, 0);
    });

    it('goes on by itself once the operator says that this is the last that the witness has seen', async () => {
      assertCode(await there.run('restore', folder, '--known', known, '--newest'), 0);
      assertCode(await there.run('verify', '--known', known), 0);
    });
  });
});
