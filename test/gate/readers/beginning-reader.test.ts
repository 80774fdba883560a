import assert from 'node:assert/strict';
import { beginReader, type ReaderThread } from '../../../src/gate/readers/reader-thread.ts';
import type { ApartQuestion } from '../../../src/http/apart/question.ts';
import { Refusal, text } from '../../../src/kernel/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';

onOneEngine('a thread begins without its database', (engine) => {
  describe('a reader that is stopped while it begins', () => {
    let gate: Gate;
    let thread: ReaderThread;
    before(async () => {
      gate = await startGate({ engine });
      const { databaseUrl, dataDir } = gate;
      thread = beginReader({ databaseUrl, databaseCaFile: undefined, dataDir, origin: 'gate.test' });
    });
    after(async () => {
      await thread.end();
      await gate.close();
    });

    it('leaves no files open: it is not ended, and answers the next one when it has begun', async () => {
      const question: ApartQuestion = {
        ...{ operation: 'listOrders', path: {}, query: { limit: 5 }, headers: {}, at: gate.clock.now() },
        actor: { keyId: 'key_1', personId: null, role: 'audit', grant: { region: '000000' }, scopes: [] },
      };
      const leaving = new AbortController();
      const left = new Refusal('unavailable', 'read.stopping', text('离开', 'left'));
      const asked = thread.read(question, leaving.signal);
      leaving.abort(left);
      await assert.rejects(asked, (error) => error === left);

      assert.equal(thread.isWhole(), true);
      assert.equal((await thread.read(question, new AbortController().signal)).status, 200);
    });
  });
});
