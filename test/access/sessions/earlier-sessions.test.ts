import assert from 'node:assert/strict';
import { authorProjection } from '../../../src/access/index.ts';
import { inSnapshot, inTransaction, type Tx } from '../../../src/db/index.ts';
import { newId, systemClock } from '../../../src/kernel/index.ts';
import { governed, type LeafDraft, verifyLog } from '../../../src/log/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { databaseForEachTest } from '../../support/opened.ts';

const NATION = { region: '000000' };
const LOCAL = { keyId: 'key_local', personId: null };
const PERSON: LeafDraft = {
  ...{ type: 'person.created', subject: 'person/per_a', by: LOCAL },
  body: { person: { roles: [{ role: 'finance', grant: NATION }], isActive: true } },
};

function act(keyId: string): LeafDraft {
  return { type: 'budget.revised', subject: 'budget-revision/1', by: { keyId, personId: 'per_a' }, body: {} };
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('replaying a log that an earlier version has begun', () => {
    const opened = databaseForEachTest(engine);

    it('counts what was done in sessions that no leaf gives, and believes only those that the upgrade has found', async () => {
      const logged = {
        person: 'per_a',
        role: 'finance',
        grant: NATION,
        withTotp: false,
        expiresAt: '2999-01-01T00:00:00.000Z',
        digest: 'sha256:1',
      };
      const found = [{ id: 'ses_kept', session: logged }];
      const upgrade = { type: 'build.started', subject: 'build/2', by: null, body: { sessions: found, proposals: [] } };
      const done = [act('ses_kept'), act('ses_old')];
      const deps = { clock: systemClock, newId, origin: 'test.local' };
      const leaves = [PERSON, ...done, upgrade, ...done];
      await inTransaction(opened.db, (tx) =>
        governed(tx, deps, async ({ append }) => {
          for (const leaf of leaves) append(leaf);
        }),
      );

      const verify = (tx: Tx) => verifyLog(tx, { projections: [authorProjection()] });
      const { differences, uncompared } = await inSnapshot(opened.db, verify);

      assert.deepEqual(
        differences.map(({ key: of, field, index }) => [of, field, index]),
        [['ses_old', 'unknown', 5]],
      );
      assert.match(uncompared.map(({ en }) => en).join(), /^2 leaves are by sessions that were opened before/);
    });
  });
});
