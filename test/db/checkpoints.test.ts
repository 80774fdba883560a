import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Libsql from 'libsql';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { openCheckpoints } from '../../src/db/sqlite/checkpoints.ts';
import { forEachEngine } from '../support/databases.ts';
import { databaseForEachTest } from '../support/opened.ts';
import { scratchFolder } from '../support/scratch.ts';

const MEGABYTE = 1_000_000;

forEachEngine('statements', (engine) => {
  if (engine !== 'sqlite') return;

  describe('what is committed to a SQLite file', () => {
    const open = databaseForEachTest(engine);

    it('comes out of its log and into the file between transactions, also after somebody has read for long', async () => {
      const { db } = open;
      const write = (name: string): Promise<unknown> =>
        inTransaction(db, (tx) => tx('gate_settings').insert({ name, value: 'x'.repeat(MEGABYTE), log_index: 0 }));
      const [{ file }] = await db.reader.raw('PRAGMA database_list');
      const sizeOf = (): number => statSync(file).size;

      const before = sizeOf();
      await write('setting-0');
      await inSnapshot(db, async (tx) => {
        const seen = await tx('gate_settings').select('name');
        for (let number = 1; number < 10; number += 1) await write(`setting-${number}`);
        assert.deepEqual(await tx('gate_settings').select('name'), seen);
      });
      for (let number = 10; sizeOf() < before + 5 * MEGABYTE && number < 60; number += 1) {
        await write(`setting-${number}`);
        await sleep(50);
      }

      assert.ok(sizeOf() >= before + 5 * MEGABYTE, 'nothing has left the log');
      const kept = await inSnapshot(db, (tx) => tx('gate_settings').whereLike('name', 'setting-%').select('name'));
      assert.ok(kept.length >= 10);
    });

    it('comes out while nobody writes, in no process', async () => {
      const [{ file }] = await open.db.reader.raw('PRAGMA database_list');
      const checkpoints = openCheckpoints(file);
      const other = new Libsql(file);
      const write = (): unknown => other.exec('BEGIN IMMEDIATE; ROLLBACK;');
      await sleep(300);
      checkpoints.afterCommit();
      assert.throws(write, /database is locked/);
      await checkpoints.idle();
      write();

      // Where somebody writes it is put off, and done later.
      other.exec('BEGIN IMMEDIATE');
      await sleep(300);
      checkpoints.afterCommit();
      await checkpoints.idle();
      other.exec('ROLLBACK');
      await sleep(300);
      checkpoints.afterCommit();
      assert.throws(write, /database is locked/);
      await checkpoints.idle();
      write();
      await checkpoints.close();
      other.close();
    });

    it('waits for the commits to do it while the file cannot be opened once more, and no longer', async () => {
      const folder = mkdtempSync(join(scratchFolder(), 'gate-checkpoints-'));
      const file = join(folder, 'later', 'gate.db');
      const checkpoints = openCheckpoints(file);
      await sleep(300);
      checkpoints.afterCommit();
      await checkpoints.idle();

      mkdirSync(join(folder, 'later'));
      await sleep(300);
      checkpoints.afterCommit();
      const other = new Libsql(file);
      assert.throws(() => other.exec('BEGIN IMMEDIATE'), /database is locked/);

      other.close();
      await checkpoints.close();
      rmSync(folder, { recursive: true });
    });
  });
});
