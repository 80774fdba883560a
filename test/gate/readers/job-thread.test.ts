import assert from 'node:assert/strict';
import { type JobStep, StoppedStep } from '../../../src/db/index.ts';
import { openJobThread } from '../../../src/gate/readers/job-thread.ts';
import type { ReaderThread } from '../../../src/gate/readers/reader-thread.ts';
import type { Refusal } from '../../../src/kernel/index.ts';

const STEP: JobStep<null, string> = { name: 'draw', open: () => () => assert.fail('it is taken elsewhere') };

/** A thread whose steps end when they are stopped, and not before. */
function endlessThread(): ReaderThread {
  return {
    read: () => assert.fail('nothing is read'),
    take: (_step, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    isWhole: () => true,
    end: async () => undefined,
  };
}

describe('a step that somebody waits for', () => {
  it('is refused with 503 when it takes too long, and says that less can be asked for', async () => {
    const thread = openJobThread(endlessThread, { stepMsMax: 5, idleMsMax: 5 });

    await assert.rejects(thread.take(STEP, null), ({ kind, code, message, hints }: Refusal) => {
      assert.deepEqual([kind, code, hints.retryAfterS], ['unavailable', 'read.too_long', 60]);
      return /\(draw\)\. Ask for less/.test(message);
    });
    await thread.close();
  });

  it('is stopped by the end of the gate, and none begins any more', async () => {
    const thread = openJobThread(endlessThread, { stepMsMax: 60_000, idleMsMax: 5 });
    const running = assert.rejects(thread.take(STEP, null), StoppedStep);
    await Promise.resolve();

    await thread.close();
    await running;

    await assert.rejects(thread.take(STEP, null), StoppedStep);
  });
});
