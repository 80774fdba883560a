import assert from 'node:assert/strict';
import { inSnapshot, inTransaction, type Tx } from '../../src/db/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { databaseForEachTest } from '../support/opened.ts';

const SETTING = { name: 'set-up', value: 'on', log_index: 0 };

const countSettings = async (tx: Tx): Promise<number> => (await tx('gate_settings').select('name')).length;

describe('a snapshot', () => {
  forEachEngine('locks', (engine) => {
    const open = databaseForEachTest(engine);

    it('does not see what is committed after its first read', async () => {
      const seen = await inSnapshot(open.db, async (snapshot) => {
        const before = await countSettings(snapshot);
        await inTransaction(open.db, (tx) => tx('gate_settings').insert(SETTING));
        return [before, await countSettings(snapshot)];
      });
      const later = await inSnapshot(open.db, countSettings);

      assert.deepEqual(seen, [0, 0]);
      assert.equal(later, 1);
    });

    it('does not see what is not committed', async () => {
      const seen = await inTransaction(open.db, async (tx) => {
        await tx('gate_settings').insert(SETTING);
        return [await countSettings(tx), await inSnapshot(open.db, countSettings)];
      });

      assert.deepEqual(seen, [1, 0]);
    });

    it('cannot write', async () => {
      const writing = inSnapshot(open.db, (tx) => tx('gate_settings').insert(SETTING));

      await assert.rejects(writing, /read.?only/i);
      assert.equal(await inSnapshot(open.db, countSettings), 0);
    });
  });
});
