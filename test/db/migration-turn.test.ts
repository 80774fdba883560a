import assert from 'node:assert/strict';
import { againAfterConflict } from '../../src/db/migration-turn.ts';

function errorOf(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('a migration that another server of a cluster comes between', () => {
  for (const code of ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_WARN_I_S_SKIPPED_TABLE']) {
    it(`runs again after ${code}`, async () => {
      let runs = 0;

      const answer = await againAfterConflict(async () => {
        runs += 1;
        if (runs < 3) throw errorOf(code);
        return 'migrated';
      });

      assert.deepEqual([answer, runs], ['migrated', 3]);
    });
  }

  it('runs once where something else is wrong', async () => {
    let runs = 0;

    const run = againAfterConflict(async () => {
      runs += 1;
      throw errorOf('ER_ACCESS_DENIED_ERROR');
    });

    await assert.rejects(run, /ER_ACCESS_DENIED_ERROR/);
    assert.equal(runs, 1);
  });

  it('runs ten times and no more', async () => {
    let runs = 0;

    const run = againAfterConflict(async () => {
      runs += 1;
      throw errorOf('ER_LOCK_DEADLOCK');
    });

    await assert.rejects(run, /ER_LOCK_DEADLOCK/);
    assert.equal(runs, 10);
  });
});
