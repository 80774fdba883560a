import assert from 'node:assert/strict';
import { openDatabase } from '../../src/db/index.ts';
import { chooseEngines, ENGINES, type EngineChoice, freshDatabaseUrl } from '../support/databases.ts';

const BOTH: EngineChoice = { engines: ['sqlite', 'mysql'] };

describe('the engines of a run', () => {
  it('are both where MariaDB is, in CI and out of it', () => {
    assert.deepEqual(chooseEngines({ hasMariadb: true }), BOTH);
    assert.deepEqual(chooseEngines({ hasMariadb: true, CI: 'true' }), BOTH);
    assert.deepEqual(chooseEngines({ hasMariadb: true, ENGINES: 'sqlite,mysql' }), BOTH);
  });

  it('are SQLite alone where MariaDB is not, and the run says so', () => {
    const choice = chooseEngines({ hasMariadb: false });

    assert.deepEqual(choice.engines, ['sqlite']);
    assert.match(choice.notice ?? '', /Not run on mysql/);
  });

  it('are what ENGINES names, and the run says what that leaves out', () => {
    const choice = chooseEngines({ hasMariadb: true, ENGINES: 'mysql' });

    assert.deepEqual(choice.engines, ['mysql']);
    assert.match(choice.notice ?? '', /Not run on sqlite/);
  });

  it('are never fewer than all in CI', () => {
    assert.throws(() => chooseEngines({ hasMariadb: false, CI: 'true' }), /mariadbd is not on the PATH/);
    assert.throws(() => chooseEngines({ hasMariadb: true, CI: 'true', ENGINES: 'sqlite' }), /leaves out mysql/);
  });

  it('are not guessed from a name nobody knows, or asked for where they are not', () => {
    assert.throws(() => chooseEngines({ hasMariadb: true, ENGINES: 'postgres' }), RangeError);
    assert.throws(() => chooseEngines({ hasMariadb: false, ENGINES: 'mysql' }), /mariadbd is not on the PATH/);
  });
});

/** An idle connection is given up by its pool before a drop gives up waiting. */
const PATIENCE_MS = 200;

if (ENGINES.includes('mysql')) {
  describe('a database for a test', () => {
    it('is as empty as on its first day when it has been used before', async () => {
      const first = await freshDatabaseUrl('mysql');
      const used = openDatabase(first.url);
      await used.writer('gate_settings').insert({ name: 'a', value: '', log_index: 0 });
      await used.writer('log_head').update({ size: 7 });
      await used.close();
      await first.drop();

      const second = await freshDatabaseUrl('mysql');
      const again = openDatabase(second.url);
      const settings = await again.writer('gate_settings').select('name');
      const [head] = await again.writer('log_head').select('size');
      await again.close();
      await second.drop();

      assert.equal(second.url, first.url);
      assert.deepEqual([settings.length, head?.size], [0, 0]);
    });

    it('is not used again after a test has changed its tables', async () => {
      const first = await freshDatabaseUrl('mysql');
      const changed = openDatabase(first.url);
      await changed.writer.raw('alter table gate_settings add column extra int');
      await changed.close();
      await first.drop();

      const second = await freshDatabaseUrl('mysql');
      await second.drop();

      assert.notEqual(second.url, first.url);
    });

    it('notices a connection that a test has left open', async function () {
      this.slow(6_000);
      const fresh = await freshDatabaseUrl('mysql');
      const forgotten = openDatabase(fresh.url);
      await forgotten.writer.raw('select 1');

      await assert.rejects(fresh.drop(PATIENCE_MS), /leaves 1 connections/);

      await forgotten.close();
      await fresh.drop();
    });
  });
}
