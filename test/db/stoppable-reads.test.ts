import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openStoppableReads } from '../../src/db/index.ts';
import { collectGarbage } from '../support/garbage.ts';

describe('reads that are stopped', () => {
  it('leave nothing of one behind that outlasts the next', async () => {
    const reads = openStoppableReads();
    const ends: WeakRef<object>[] = [];
    reads.onStop(() => {
      const end = {};
      ends.push(new WeakRef(end));
      return end;
    });

    for (let time = 0; time < 5; time += 1) {
      await reads.stop();
      await reads.begin();
    }
    await nextTurn();
    collectGarbage();

    assert.deepEqual(
      ends.map((end) => end.deref()),
      ends.map(() => undefined),
    );
  });
});
