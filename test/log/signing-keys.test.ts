import assert from 'node:assert/strict';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import {
  findSigningKey,
  governed,
  isSignedBy,
  KEY_PURPOSES,
  keyFolder,
  listSigningKeys,
  recordMissingKeys,
  recordSigningKey,
} from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('what the gate signs with', () => {
    let gate: Gate;

    beforeEach(async () => {
      gate = await startGate({ engine });
    });

    afterEach(() => gate.close());

    it('is made at the first start, for each purpose, in files that nobody else may read', async () => {
      const files = await readdir(join(gate.dataDir, 'keys'));
      const ofKeys = files.filter((name) => name.endsWith('.pem'));
      assert.deepEqual(ofKeys.map((name) => name.split('-')[0]).toSorted(), KEY_PURPOSES.toSorted());
      for (const name of files) {
        assert.equal((await stat(join(gate.dataDir, 'keys', name))).mode & 0o077, 0);
      }
    });

    it('stays what it is at the next start, and verifies what it signed', async () => {
      const before = await inSnapshot(gate.db, (tx) => listSigningKeys(tx, 'log'));
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, (entry) => recordMissingKeys(entry, keyFolder(gate.dataDir))),
      );
      const [key, ...more] = await inSnapshot(gate.db, (tx) => listSigningKeys(tx, 'log'));
      assert.ok(key);
      assert.deepEqual([key, ...more], before);
      const signing = await inSnapshot(gate.db, (tx) => findSigningKey(tx, keyFolder(gate.dataDir), 'log'));
      const bytes = Buffer.from('something');
      assert.ok(isSignedBy(key, bytes, signing.sign(bytes)));
      assert.ok(!isSignedBy(key, Buffer.from('another thing'), signing.sign(bytes)));
    });

    it('gives way to the next one, and stays known with what became of it', async () => {
      const folder = keyFolder(gate.dataDir);
      const key = folder.make('certificate');
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, async (entry) => {
          const why = { isReplacedCompromised: true, reason: '密钥文件外泄' };
          recordSigningKey(entry, { purpose: 'certificate', key, by: null, ...why });
        }),
      );
      const known = await inSnapshot(gate.db, (tx) => listSigningKeys(tx, 'certificate'));
      assert.deepEqual(
        known.map(({ replacedAt, isCompromised }) => [replacedAt !== null, isCompromised]),
        [
          [true, true],
          [false, false],
        ],
      );
      assert.equal((await inSnapshot(gate.db, (tx) => findSigningKey(tx, folder, 'certificate'))).kid, key.kid);
    });

    it('stops the start when its file is gone', async () => {
      await rm(join(gate.dataDir, 'keys'), { recursive: true });
      const start = inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, (entry) => recordMissingKeys(entry, keyFolder(gate.dataDir))),
      );
      await assert.rejects(start, (error: { code?: string }) => {
        assert.equal(error.code, 'signing_key.missing');
        return true;
      });
    });
  });
});
