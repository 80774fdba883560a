import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { localActor } from '../../src/cli/local-database.ts';
import { inTransaction } from '../../src/db/index.ts';
import { secondsOf } from '../../src/kernel/index.ts';
import { distrustSigningKey, governed, printVerifierKey, verifierKey } from '../../src/log/index.ts';
import { type WatchedGate, type WitnessFolder, watchLog } from '../../src/witness/index.ts';
import { runGate } from '../cli/gate-command.ts';
import { grow } from '../log/log-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { assertWhole, kidNow, replaceKey, sign, sizeNow, witnessOf } from './witness-support.ts';

onOneEngine('a witness knows a gate by its answers alone', (engine) => {
  describe('a witness, as to the keys of the log,', () => {
    let gate: Gate;
    let remote: WatchedGate;
    let folder: WitnessFolder;
    beforeEach(async () => {
      gate = await startGate({ engine });
      ({ folder, remote } = await witnessOf(gate));
    });
    afterEach(() => gate.close());

    const look = () => watchLog(folder, remote, secondsOf(gate.clock.now()));

    it('follows an ordinary change of the key by itself', async () => {
      await sign(gate);
      await look();

      const next = await replaceKey(gate, { isReplacedCompromised: false });
      await sign(gate);
      const learnt = await look();
      await grow(gate, 2);
      await sign(gate);
      const after = await look();

      assert.deepEqual([learnt.alarm, after.alarm, after.refusal], [null, null, null]);
      assert.equal(after.size, await sizeNow(gate));
      assert.ok(folder.state().trusted.includes(next));
    });

    it('waits for a person where the key before was lost', async () => {
      await sign(gate);
      await look();
      rmSync(join(gate.dataDir, 'keys', `log-${await kidNow(gate)}.pem`));

      const next = await replaceKey(gate, { isReplacedCompromised: false });
      await sign(gate);

      assert.equal((await look()).alarm?.kind, 'key');
      assert.equal((await runGate(['witness', 'trust', folder.path, '--vkey', next])).code, 0);
      assert.equal((await look()).alarm, null);
      assertWhole(folder);
    });

    it('waits for a person where somebody else may have the key before, and never believes that one again', async () => {
      await sign(gate);
      await look();
      const [stolen] = folder.state().trusted;

      const next = await replaceKey(gate, { isReplacedCompromised: true });
      await sign(gate);
      const refused = await look();
      await runGate(['witness', 'trust', folder.path, '--vkey', next]);
      const trusted = await look();

      assert.deepEqual([refused.alarm?.kind, refused.size, trusted.alarm], ['key', refused.size, null]);
      assert.deepEqual(folder.state().trusted, [next]);
      assert.notEqual(stolen, next);
    });

    it('believes a key no more of which it comes out after its replacement that somebody else has it', async () => {
      await sign(gate);
      await look();
      const stolen = await kidNow(gate);
      const next = await replaceKey(gate, { isReplacedCompromised: false });
      await sign(gate);
      await look();
      const by = localActor('system-administrator');
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, (entry) => distrustSigningKey(entry, { kid: stolen, by, reason: '私钥外泄' })),
      );
      await sign(gate);

      const { alarm } = await look();

      assert.equal(alarm, null);
      assert.deepEqual(folder.state().trusted, [next]);
    });

    it('is never begun with a key that no checkpoint of the gate knows, which is an alarm', async () => {
      await sign(gate);
      const wrong = printVerifierKey(verifierKey('note', { name: gate.deps.origin, bytes: Buffer.alloc(32, 1) }));
      const [right = ''] = folder.state().trusted;
      folder.save({ ...folder.state(), trusted: [wrong] });

      const { alarm } = await look();

      assert.equal(alarm?.kind, 'key');
      await runGate(['witness', 'trust', folder.path, '--vkey', right]);
      assert.equal((await look()).alarm, null);
      assertWhole(folder);
    });
  });
});
